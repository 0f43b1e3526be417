package io.faka.engine.memory;

import java.util.Arrays;

/**
 * A growing list of equal pieces of memory that never move. A new piece is not touched: the system backs it page by page as it
 * is written, so that growing is no pause. Its content is undefined.
 */
final class Chunks {
    private final int chunkBytes;
    private final int maxCount;
    private final Held held = new Held();

    /** What has to be given back when the list is gone; must not lead to the list. */
    private static final class Held {
        long[] addresses = new long[16];
        int count;

        void free() {
            for (int i = 0; i < count; i++) {
                Memory.free(addresses[i]);
            }
        }
    }

    Chunks(int chunkBytes, int maxCount) {
        this.chunkBytes = chunkBytes;
        this.maxCount = maxCount;
        Held all = held;
        Memory.whenGone(this, all::free);
    }

    int count() {
        return held.count;
    }

    /** Adds a piece; returns the addresses of all of them, which replace those of the last call. */
    long[] add() {
        if (held.count == maxCount) {
            throw new IllegalStateException(maxCount + " chunks of " + chunkBytes + " bytes are full");
        }
        if (held.count == held.addresses.length) {
            held.addresses = Arrays.copyOf(held.addresses, held.count * 2);
        }
        held.addresses[held.count++] = Memory.allocate(chunkBytes);
        return held.addresses;
    }

    long memoryBytes() {
        return (long) held.count * chunkBytes;
    }
}
