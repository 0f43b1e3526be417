package io.faka.engine.memory;

import org.agrona.DirectBuffer;

/** Folds words and bytes, in the order given, into one number. */
public final class StateHash {
    private long value;

    /** Adds a word. */
    public StateHash add(long word) {
        value = Hash.mix(value ^ word, word + 0x9e3779b97f4a7c15L);
        return this;
    }

    /** Adds a run of bytes. */
    public StateHash add(DirectBuffer buffer, int offset, int length) {
        return add(Hash.of(value, buffer, offset, length));
    }

    /** The hash of all that was added. */
    public long value() {
        return value;
    }
}
