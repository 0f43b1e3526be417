package io.faka.engine.memory;

import org.agrona.DirectBuffer;

/** Comparison of runs of bytes. */
public final class Bytes {
    private Bytes() {}

    /** Whether both runs hold the same bytes. */
    public static boolean equal(DirectBuffer a, int aOffset, DirectBuffer b, int bOffset, int length) {
        int i = 0;
        for (; i + 8 <= length; i += 8) {
            if (a.getLong(aOffset + i) != b.getLong(bOffset + i)) {
                return false;
            }
        }
        for (; i < length; i++) {
            if (a.getByte(aOffset + i) != b.getByte(bOffset + i)) {
                return false;
            }
        }
        return true;
    }
}
