package io.faka.engine.memory;

/** Folds words and bytes, in the order given, into one number. */
public final class StateHash {
    private long value;

    /** Adds a word. */
    public StateHash add(long word) {
        value = Hash.mix(value ^ word, word + 0x9e3779b97f4a7c15L);
        return this;
    }

    /** Adds a run of bytes. */
    public StateHash addBytes(long address, int length) {
        return add(Hash.of(value, address, length));
    }

    /** The hash of all that was added. */
    public long value() {
        return value;
    }
}
