package io.faka.gateway.session;

import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Walks over one untrusted SBE message and never looks beyond its end. The first thing that is wrong is remembered and everything
 * after it is harmless, so callers ask {@link #failed} once at the end.
 */
public final class MessageCursor {
    private static final int MAX_TEXT_BYTES = 254;
    private static final int GROUP_HEADER_BYTES = 4;

    private UnsafeBuffer buffer;
    private int position;
    private int limit;
    private int textOffset;
    private int textLength;
    private String failure;

    public void wrap(UnsafeBuffer buffer, int offset, int length) {
        this.buffer = buffer;
        this.position = offset;
        this.limit = offset + length;
        this.failure = null;
    }

    /** Steps over a block and returns where it starts; after a failure some place at which nothing is read. */
    public int block(int length) {
        int start = position;
        if (limit - position < length) {
            fail("the message ends within its fixed fields");
        } else {
            position += length;
        }
        return start;
    }

    /** Steps over a group's dimensions and returns how many entries follow; 0 after a failure. */
    public int group(int expectedBlockLength) {
        if (limit - position < GROUP_HEADER_BYTES) {
            fail("the message ends within a group's dimensions");
            return 0;
        }
        int blockLength = buffer.getShort(position, ByteOrder.LITTLE_ENDIAN) & 0xffff;
        int entries = buffer.getShort(position + 2, ByteOrder.LITTLE_ENDIAN) & 0xffff;
        if (blockLength != expectedBlockLength) {
            fail("a group's block length is not the one of schema version 0");
            return 0;
        }
        position += GROUP_HEADER_BYTES;
        return entries;
    }

    /** Steps over a text8 field, which is at {@link #textOffset} for {@link #textLength} bytes until the next call. */
    public void text8() {
        int length = position < limit ? buffer.getByte(position) & 0xff : Integer.MAX_VALUE;
        if (length > MAX_TEXT_BYTES || limit - position - 1 < length) {
            failText();
        } else {
            take(1, length);
        }
    }

    /** As {@link #text8} for a bytes16 field. */
    public void bytes16() {
        int length = limit - position >= Short.BYTES
                ? buffer.getShort(position, ByteOrder.LITTLE_ENDIAN) & 0xffff
                : Integer.MAX_VALUE;
        if (limit - position - Short.BYTES < length) {
            failText();
        } else {
            take(Short.BYTES, length);
        }
    }

    public int textOffset() {
        return textOffset;
    }

    public int textLength() {
        return textLength;
    }

    /** The message must end here. */
    public void end() {
        if (position != limit) {
            fail("bytes are left over after the last field");
        }
    }

    public boolean failed() {
        return failure != null;
    }

    /** What was wrong; null if nothing. */
    public String failure() {
        return failure;
    }

    private void take(int prefix, int length) {
        textOffset = position + prefix;
        textLength = length;
        position = textOffset + length;
    }

    private void failText() {
        fail("the message ends within a text field");
        textLength = 0;
    }

    private void fail(String reason) {
        if (failure == null) {
            failure = reason;
        }
        position = limit;
    }
}
