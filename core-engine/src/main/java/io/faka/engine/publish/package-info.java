/** Writes the state machine's output: events and replies, in the schemas' form. */
package io.faka.engine.publish;
