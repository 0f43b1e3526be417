package io.faka.gateway.json;

/** Public ids: 128 bits as 32 lower-case hex digits. A reusable parse result. */
public final class Hex128 {
    /** Digits. */
    public static final int LENGTH = 32;

    private long high;
    private long low;

    /** Parses exactly 32 lower-case hex digits; false if it is anything else. */
    public boolean parse(byte[] bytes, int offset, int length) {
        if (length != LENGTH) {
            return false;
        }
        for (int i = offset; i < offset + LENGTH; i++) {
            if (digit(bytes[i]) < 0) {
                return false;
            }
        }
        high = half(bytes, offset);
        low = half(bytes, offset + 16);
        return true;
    }

    /** Upper half of what was parsed last. */
    public long high() {
        return high;
    }

    /** Lower half of what was parsed last. */
    public long low() {
        return low;
    }

    private static long half(byte[] bytes, int offset) {
        long value = 0;
        for (int i = offset; i < offset + 16; i++) {
            value = value << 4 | digit(bytes[i]) & 0xf;
        }
        return value;
    }

    private static int digit(byte c) {
        return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    }
}
