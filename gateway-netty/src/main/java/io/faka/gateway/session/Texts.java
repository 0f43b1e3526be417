package io.faka.gateway.session;

import org.agrona.concurrent.UnsafeBuffer;

/** Judges text fields where they lie. */
public final class Texts {
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final boolean[] SKU_BYTES = skuBytes();

    private Texts() {}

    /** Whether every byte is one of {@code A-Z a-z 0-9 . _ -}. */
    public static boolean isSku(UnsafeBuffer buffer, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (!SKU_BYTES[buffer.getByte(i) & 0xff]) {
                return false;
            }
        }
        return true;
    }

    /** Whether it is well-formed UTF-8: no overlong form, no surrogate, nothing above U+10FFFF. */
    public static boolean isUtf8(UnsafeBuffer buffer, int offset, int length) {
        int end = offset + length;
        int i = offset;
        while (i < end) {
            if (end - i >= Long.BYTES && (buffer.getLong(i) & HIGH_BITS) == 0) {
                i += Long.BYTES;
            } else if (buffer.getByte(i) >= 0) {
                i++;
            } else {
                int next = afterMultiByte(buffer, i, end);
                if (next < 0) {
                    return false;
                }
                i = next;
            }
        }
        return true;
    }

    /** Where the character that starts at {@code i} ends; -1 if it is malformed. */
    private static int afterMultiByte(UnsafeBuffer buffer, int i, int end) {
        int first = buffer.getByte(i) & 0xff;
        int length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
        if (first < 0xc2 || first > 0xf4 || end - i < length) {
            return -1;
        }
        int second = buffer.getByte(i + 1) & 0xff;
        int least = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
        int most = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
        if (second < least || second > most) {
            return -1;
        }
        for (int k = 2; k < length; k++) {
            if ((buffer.getByte(i + k) & 0xc0) != 0x80) {
                return -1;
            }
        }
        return i + length;
    }

    private static boolean[] skuBytes() {
        boolean[] allowed = new boolean[256];
        for (char c : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-".toCharArray()) {
            allowed[c] = true;
        }
        return allowed;
    }
}
