/**
 * Load generator for the binary protocol and for HTTP: one thread drives many connections from prebuilt requests, so that it takes
 * as little as it can of the machine it shares with the node. Open loop measures from intended start times, so a stalled node
 * cannot hide its stall.
 */
package io.faka.client.load;
