/**
 * The pure state machine: commands in, events and replies out. Nothing here knows of clocks, threads, files or sockets; time
 * and sequence are parameters, so the same journal gives the same state on every machine.
 */
package io.faka.engine;
