/**
 * Java client of the binary protocol. {@link io.faka.client.FakaClient} is for applications: any thread, futures, deadlines and
 * same-id retry. {@link io.faka.client.BinaryConnection} is the session underneath: one thread, no allocation per request.
 */
package io.faka.client;
