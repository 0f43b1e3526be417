package io.faka.gateway.json;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.agrona.DirectBuffer;

/** A growing array that text is written to. Reusable; one thread. */
public final class JsonBytes {
    private static final byte[] HEX = Names.ascii("0123456789abcdef");
    private static final byte[] SMALLEST = Names.ascii("-9223372036854775808");
    private static final byte[] REPLACED = Names.ascii("\\u00");
    private static final int MAX_LONG_DIGITS = 20;

    private byte[] bytes;
    private int length;

    /** @param initialCapacity bytes, at least 16 */
    public JsonBytes(int initialCapacity) {
        bytes = new byte[Math.max(16, initialCapacity)];
    }

    /** What was written; valid up to {@link #length}. */
    public byte[] array() {
        return bytes;
    }

    /** Bytes written. */
    public int length() {
        return length;
    }

    /** Forgets everything and keeps the memory. */
    public JsonBytes clear() {
        length = 0;
        return this;
    }

    /** Forgets what was written after the first {@code length} bytes. */
    public void cut(int length) {
        this.length = length;
    }

    /** Appends everything to a buffer. */
    public void copyTo(ByteBuf target) {
        target.writeBytes(bytes, 0, length);
    }

    /** Makes room and gives the array to write to at {@link #length}; {@link #wrote} ends it. */
    public byte[] room(int count) {
        if (bytes.length - length < count) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
        }
        return bytes;
    }

    /** Ends a write into {@link #room}. */
    public void wrote(int count) {
        length += count;
    }

    /** Appends one ASCII character. */
    public JsonBytes raw(char c) {
        room(1)[length] = (byte) c;
        length++;
        return this;
    }

    /** Appends bytes as they are. */
    public JsonBytes raw(byte[] source) {
        return raw(source, 0, source.length);
    }

    /** Appends bytes as they are. */
    public JsonBytes raw(byte[] source, int offset, int count) {
        System.arraycopy(source, offset, room(count), length, count);
        length += count;
        return this;
    }

    /** Appends a number in decimal. */
    public JsonBytes number(long value) {
        if (value == Long.MIN_VALUE) {
            return raw(SMALLEST);
        }
        byte[] into = room(MAX_LONG_DIGITS);
        int at = length;
        long rest = value;
        if (value < 0) {
            into[at++] = '-';
            rest = -value;
        }
        int end = at + digits(rest);
        length = end;
        do {
            into[--end] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest != 0);
        return this;
    }

    /** Appends 16 hex digits. */
    public JsonBytes hex(long value) {
        byte[] into = room(16);
        for (int shift = 60; shift >= 0; shift -= 4) {
            into[length++] = HEX[(int) (value >>> shift) & 0xf];
        }
        return this;
    }

    /** Appends a quoted string from ASCII or UTF-8 text. */
    public JsonBytes string(String text) {
        byte[] utf8 = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return string(utf8, 0, utf8.length);
    }

    /** Appends a quoted string of UTF-8 bytes. */
    public JsonBytes string(byte[] source, int offset, int count) {
        // At worst each byte becomes a six-character escape.
        byte[] into = room(6 * count + 2);
        into[length++] = '"';
        for (int i = offset; i < offset + count; i++) {
            character(source[i]);
        }
        bytes[length++] = '"';
        return this;
    }

    /** Appends a quoted string of UTF-8 bytes. */
    public JsonBytes string(DirectBuffer source, int offset, int count) {
        byte[] into = room(6 * count + 2);
        into[length++] = '"';
        for (int i = offset; i < offset + count; i++) {
            character(source.getByte(i));
        }
        bytes[length++] = '"';
        return this;
    }

    private void character(byte c) {
        if (c == '"' || c == '\\') {
            bytes[length++] = '\\';
            bytes[length++] = c;
        } else if (c >= 0 && c < ' ') {
            System.arraycopy(REPLACED, 0, bytes, length, REPLACED.length);
            length += REPLACED.length;
            bytes[length++] = HEX[c >> 4];
            bytes[length++] = HEX[c & 0xf];
        } else {
            bytes[length++] = c;
        }
    }

    private static int digits(long value) {
        int digits = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        return digits;
    }
}
