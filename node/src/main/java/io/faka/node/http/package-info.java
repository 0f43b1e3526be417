/** A small blocking HTTP/1.1 client for the command line and the proof run: keep-alive, pipelining, no dependency. */
package io.faka.node.http;
