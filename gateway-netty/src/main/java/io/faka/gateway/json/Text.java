package io.faka.gateway.json;

import java.nio.charset.StandardCharsets;

/** A run of UTF-8 bytes inside an array that belongs to somebody else. Reusable. */
public final class Text {
    private byte[] bytes = new byte[0];
    private int offset;
    private int length;

    /** Points it elsewhere. */
    public Text set(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.offset = offset;
        this.length = length;
        return this;
    }

    /** Makes it empty. */
    public Text clear() {
        length = 0;
        return this;
    }

    /** The array it lies in. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where it starts. */
    public int offset() {
        return offset;
    }

    /** Bytes, not characters. */
    public int length() {
        return length;
    }

    /** Whether it has no bytes. */
    public boolean isEmpty() {
        return length == 0;
    }

    /** Whether it is these bytes. */
    public boolean is(byte[] other) {
        if (length != other.length) {
            return false;
        }
        for (int i = 0; i < other.length; i++) {
            if (bytes[offset + i] != other[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether both are the same bytes. */
    public boolean is(Text other) {
        return java.util.Arrays.equals(
                bytes, offset, offset + length, other.bytes, other.offset, other.offset + other.length);
    }

    /** A copy of the bytes. */
    public byte[] copy() {
        return java.util.Arrays.copyOfRange(bytes, offset, offset + length);
    }

    /** A copy as a string. */
    @Override
    public String toString() {
        return new String(bytes, offset, length, StandardCharsets.UTF_8);
    }
}
