/** The edge where codes are encrypted and opened again; and how this node keeps its secrets in files. */
package io.faka.gateway.cipher;
