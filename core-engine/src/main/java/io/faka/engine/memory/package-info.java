/**
 * Off-heap storage of the state machine: rows, texts and indices that grow chunk by chunk, never move what they hold and
 * allocate nothing per command. Single-threaded throughout.
 */
package io.faka.engine.memory;
