/**
 * JSON at the edge: strict requests in, encoded straight into commands, and replies out, without an object per request. Shared
 * by HTTP and JSON lines. Everything here belongs to one thread at a time.
 */
package io.faka.gateway.json;
