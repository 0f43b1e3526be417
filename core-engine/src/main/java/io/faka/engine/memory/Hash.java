package io.faka.engine.memory;

/** Seeded 64-bit mixing by 128-bit products. Equal on every machine. Not for secrets. */
public final class Hash {
    private static final long K0 = 0xa0761d6478bd642fL;
    private static final long K1 = 0xe7037ed1a0b428dbL;
    private static final long K2 = 0x8ebc6af09c88c6e3L;

    private Hash() {}

    /** Folds the product of both, each mixed with a constant. */
    public static long mix(long a, long b) {
        long x = a ^ K0;
        long y = b ^ K1;
        return Math.multiplyHigh(x, y) ^ x * y;
    }

    /** Hash of two words. */
    public static long ofWords(long seed, long high, long low) {
        return mix(mix(seed ^ high, low), seed ^ K2);
    }

    /** Hash of a run of bytes, read 8 at a time. */
    public static long of(long seed, long address, int length) {
        long hash = seed ^ length * K2;
        long at = address;
        long end = address + length;
        for (; at + 8 <= end; at += 8) {
            hash = mix(hash ^ Memory.getLong(at), K2);
        }
        if (at < end) {
            hash = mix(hash ^ tail(at, end), K2);
        }
        return mix(hash, seed);
    }

    private static long tail(long from, long end) {
        long word = 0;
        long at = from;
        if (end - at >= 4) {
            word = Memory.getInt(at) & 0xffffffffL;
            at += 4;
        }
        while (at < end) {
            word = word << 8 | Memory.getUnsignedByte(at++);
        }
        return word;
    }
}
