package io.faka.gateway.tcp;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * Cuts what arrives into lines that end in LF. A line that is too long is skipped to its end, so that the lines after it are still
 * understood. Holds at most one long line and one read.
 */
final class LineInput {
    /** Longest line, without its end. */
    static final int MAX_LINE_BYTES = 65_536;

    /** What {@link #next} found. */
    enum Found {
        /** More bytes are needed. */
        NOTHING,
        /** A line, in {@link LineInput#array}. */
        LINE,
        /** A line above {@link #MAX_LINE_BYTES}; it is skipped. */
        TOO_LONG
    }

    private static final int MIN_CAPACITY = 1_024;
    private static final int KEEP_BYTES = 32 << 10;

    private byte[] bytes = new byte[MIN_CAPACITY];
    private int start;
    private int end;
    private int scanned;
    private int lineLength;
    private boolean skipping;

    /** Copies {@code in} and releases it. */
    void append(ByteBuf in) {
        int length = in.readableBytes();
        if (start > 0 && bytes.length - end < length) {
            System.arraycopy(bytes, start, bytes, 0, end - start);
            end -= start;
            scanned -= start;
            start = 0;
        }
        if (bytes.length - end < length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, end + length));
        }
        in.readBytes(bytes, end, length);
        in.release();
        end += length;
    }

    /** Looks for the next line; {@link #consume} goes beyond it. */
    Found next() {
        while (scanned < end) {
            if (bytes[scanned] == '\n') {
                return lineFound();
            }
            scanned++;
        }
        if (scanned - start > MAX_LINE_BYTES) {
            start = scanned;
            boolean first = !skipping;
            skipping = true;
            return first ? Found.TOO_LONG : Found.NOTHING;
        }
        if (start == end) {
            reset();
        }
        return Found.NOTHING;
    }

    /** Where the line is. */
    byte[] array() {
        return bytes;
    }

    int offset() {
        return start;
    }

    /** Without the line's end, a CR before it included. */
    int length() {
        return lineLength;
    }

    /** Goes beyond the line that {@link #next} found. */
    void consume() {
        start += lineLength + 1;
        scanned = start;
    }

    /** Whether a line has begun to arrive and has not ended. */
    boolean isPartial() {
        return end > start || skipping;
    }

    private Found lineFound() {
        if (skipping) {
            // Told when it was found to be too long.
            skipping = false;
            start = scanned + 1;
            scanned = start;
            return next();
        }
        lineLength = scanned - start;
        if (lineLength > MAX_LINE_BYTES) {
            consume();
            return Found.TOO_LONG;
        }
        return Found.LINE;
    }

    private void reset() {
        start = 0;
        end = 0;
        scanned = 0;
        if (bytes.length > KEEP_BYTES) {
            bytes = new byte[MIN_CAPACITY];
        }
    }
}
