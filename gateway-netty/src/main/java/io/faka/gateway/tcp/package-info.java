/** The TCP port: the first bytes decide between binary frames and JSON lines; docs/PROTOCOL.md describes both. */
package io.faka.gateway.tcp;
