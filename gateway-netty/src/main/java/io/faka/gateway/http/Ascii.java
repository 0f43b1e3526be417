package io.faka.gateway.http;

/** Comparisons on ASCII bytes. */
final class Ascii {
    private Ascii() {}

    /** Whether the bytes are {@code lower}, which has no upper-case letters and no control characters. */
    static boolean equalsIgnoreCase(byte[] in, int offset, int length, byte[] lower) {
        return length == lower.length && startsWithIgnoreCase(in, offset, length, lower);
    }

    /** Whether the bytes start with {@code lower}, which has no upper-case letters and no control characters. */
    static boolean startsWithIgnoreCase(byte[] in, int offset, int length, byte[] lower) {
        if (length < lower.length) {
            return false;
        }
        for (int i = 0; i < lower.length; i++) {
            byte c = in[offset + i];
            if (c != lower[i] && (c < 'A' || c > 'Z' || c + 32 != lower[i])) {
                return false;
            }
        }
        return true;
    }

    /** Whether {@code lower} is somewhere in the bytes. */
    static boolean containsIgnoreCase(byte[] in, int offset, int length, byte[] lower) {
        for (int i = 0; i + lower.length <= length; i++) {
            if (startsWithIgnoreCase(in, offset + i, length - i, lower)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the bytes start with these. */
    static boolean startsWith(byte[] in, int offset, int length, byte[] prefix) {
        if (length < prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if (in[offset + i] != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether the bytes are these. */
    static boolean equals(byte[] in, int offset, int length, byte[] other) {
        return length == other.length && startsWith(in, offset, length, other);
    }
}
