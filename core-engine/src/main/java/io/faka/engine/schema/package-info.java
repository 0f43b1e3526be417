/** Messages read by their schema instead of by a generated decoder, so that a new message needs no new code where all are treated alike. */
package io.faka.engine.schema;
