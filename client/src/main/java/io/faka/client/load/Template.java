package io.faka.client.load;

import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;

/** A prebuilt request in which fixed-width fields are patched. */
final class Template {
    static final int NUMBER_WIDTH = 24;
    static final int NAME_WIDTH = 12;
    /** Stands for a run's unique number. */
    static final String NUMBER = "#number-of-the-request-#";
    /** Stands for a buyer. */
    static final String BUYER = "#buyer-name#";

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    final UnsafeBuffer buffer;
    final int length;

    Template(byte[] bytes, int length) {
        buffer = new UnsafeBuffer(bytes, 0, length);
        this.length = length;
    }

    static Template of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Template(bytes, bytes.length);
    }

    /**
     * Where the placeholder stands.
     *
     * @throws IllegalStateException if it is not there exactly once
     */
    int find(String placeholder) {
        byte[] wanted = placeholder.getBytes(StandardCharsets.US_ASCII);
        int found = -1;
        for (int i = 0; i + wanted.length <= length; i++) {
            if (matches(wanted, i)) {
                if (found >= 0) {
                    throw new IllegalStateException(placeholder + " is there twice");
                }
                found = i;
            }
        }
        if (found < 0) {
            throw new IllegalStateException(placeholder + " is not there");
        }
        return found;
    }

    /** Writes 8 characters of the run and 16 hex digits. */
    void putNumber(int offset, byte[] run, long number) {
        buffer.putBytes(offset, run, 0, 8);
        putHex(offset + 8, number);
    }

    /** Writes 16 hex digits. */
    void putHex(int offset, long value) {
        for (int i = 0; i < 16; i++) {
            buffer.putByte(offset + i, HEX[(int) (value >>> 60 - 4 * i) & 15]);
        }
    }

    /** Writes a number right-aligned, with spaces in front. */
    void putDecimal(int offset, int width, long value) {
        long rest = value;
        for (int i = width - 1; i >= 0; i--) {
            buffer.putByte(offset + i, rest == 0 && i < width - 1 ? (byte) ' ' : (byte) ('0' + rest % 10));
            rest /= 10;
        }
    }

    /** Writes {@code buyer-} and 6 digits. */
    void putBuyer(int offset, int buyer) {
        int rest = buyer;
        for (int i = NAME_WIDTH - 1; i >= NAME_WIDTH - 6; i--) {
            buffer.putByte(offset + i, (byte) ('0' + rest % 10));
            rest /= 10;
        }
    }

    private boolean matches(byte[] wanted, int at) {
        for (int i = 0; i < wanted.length; i++) {
            if (buffer.getByte(at + i) != wanted[i]) {
                return false;
            }
        }
        return true;
    }
}
