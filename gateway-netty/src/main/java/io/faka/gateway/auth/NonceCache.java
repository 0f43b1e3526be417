package io.faka.gateway.auth;

import java.util.Arrays;

/**
 * Remembers nonces for at least {@link #REMEMBER_SECONDS}, twice the time in which one could be replayed, in bounded memory: two
 * generations, each a table of 16-byte digests. When a generation is full it says so; it never forgets early. Thread-safe.
 */
public final class NonceCache {
    /** How long a nonce is remembered at least. */
    public static final long REMEMBER_SECONDS = 600;

    private static final int INITIAL_SLOTS = 1 << 10;

    /** What {@link #add} found. */
    public enum Outcome {
        /** It was not there and is now. */
        FRESH,
        /** It was there. */
        REPLAYED,
        /** No room for another. */
        FULL
    }

    private final int maxPerGeneration;
    private Generation current = new Generation();
    private Generation previous = new Generation();
    private long currentSince;

    /** @param maxPerGeneration nonces per 600 s, at least 1; each takes about 32 bytes at worst, twice over */
    public NonceCache(int maxPerGeneration) {
        if (maxPerGeneration < 1) {
            throw new IllegalArgumentException("maxPerGeneration must be at least 1: " + maxPerGeneration);
        }
        this.maxPerGeneration = maxPerGeneration;
    }

    /** Remembers a nonce by 128 bits of a cryptographic digest. */
    public synchronized Outcome add(long digestHigh, long digestLow, long nowSeconds) {
        turn(nowSeconds);
        // 0,0 marks a free slot.
        long low = (digestHigh | digestLow) == 0 ? 1 : digestLow;
        if (previous.contains(digestHigh, low) || current.contains(digestHigh, low)) {
            return Outcome.REPLAYED;
        }
        if (current.size >= maxPerGeneration) {
            return Outcome.FULL;
        }
        current.add(digestHigh, low);
        return Outcome.FRESH;
    }

    private void turn(long nowSeconds) {
        long age = nowSeconds - currentSince;
        if (age >= 2 * REMEMBER_SECONDS) {
            previous.clear();
            current.clear();
            currentSince = nowSeconds;
        } else if (age >= REMEMBER_SECONDS) {
            Generation oldest = previous;
            previous = current;
            current = oldest;
            current.clear();
            currentSince = nowSeconds;
        }
    }

    private static final class Generation {
        private long[] slots = new long[2 * INITIAL_SLOTS];
        private int size;

        boolean contains(long high, long low) {
            int at = find(slots, high, low);
            return (slots[at] | slots[at + 1]) != 0;
        }

        void add(long high, long low) {
            if (size * 4L >= slots.length) {
                grow();
            }
            int at = find(slots, high, low);
            slots[at] = high;
            slots[at + 1] = low;
            size++;
        }

        void clear() {
            slots = size > INITIAL_SLOTS ? new long[2 * INITIAL_SLOTS] : slots;
            Arrays.fill(slots, 0);
            size = 0;
        }

        private void grow() {
            long[] larger = new long[Math.multiplyExact(slots.length, 2)];
            for (int i = 0; i < slots.length; i += 2) {
                if ((slots[i] | slots[i + 1]) != 0) {
                    int at = find(larger, slots[i], slots[i + 1]);
                    larger[at] = slots[i];
                    larger[at + 1] = slots[i + 1];
                }
            }
            slots = larger;
        }

        private static int find(long[] slots, long high, long low) {
            int mask = slots.length / 2 - 1;
            int slot = (int) high & mask;
            while (true) {
                int at = 2 * slot;
                if (slots[at] == high && slots[at + 1] == low || (slots[at] | slots[at + 1]) == 0) {
                    return at;
                }
                slot = slot + 1 & mask;
            }
        }
    }
}
