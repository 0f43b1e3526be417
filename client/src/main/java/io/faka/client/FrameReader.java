package io.faka.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import org.agrona.concurrent.UnsafeBuffer;

/** Reads the socket into one buffer and hands out whole frames. */
final class FrameReader {
    private final ByteBuffer memory;
    private final UnsafeBuffer buffer;
    private int start;
    private int end;
    private int frameLength;

    FrameReader(int capacity) {
        memory = ByteBuffer.allocateDirect(capacity);
        buffer = new UnsafeBuffer(memory);
    }

    UnsafeBuffer buffer() {
        return buffer;
    }

    /** Reads once; -1 = the other side closed. */
    int read(SocketChannel channel) throws IOException {
        if (start > 0) {
            buffer.putBytes(0, buffer, start, end - start);
            end -= start;
            start = 0;
        }
        memory.limit(memory.capacity()).position(end);
        int read = channel.read(memory);
        end += Math.max(read, 0);
        return read;
    }

    /** Whether the last read may have left bytes in the socket. */
    boolean isFull() {
        return end == memory.capacity();
    }

    /**
     * Moves to the next whole frame.
     *
     * @return its offset in {@link #buffer}; -1 = there is none yet
     * @throws SessionClosedException if its length cannot be
     */
    int next() {
        if (end - start < FrameWriter.LENGTH_BYTES) {
            return -1;
        }
        int length = buffer.getInt(start, ByteOrder.LITTLE_ENDIAN);
        if (length < 8 || length > memory.capacity() - FrameWriter.LENGTH_BYTES) {
            throw BinaryConnection.protocolError("a frame of " + Integer.toUnsignedString(length) + " bytes");
        }
        if (end - start - FrameWriter.LENGTH_BYTES < length) {
            return -1;
        }
        int frame = start + FrameWriter.LENGTH_BYTES;
        start = frame + length;
        frameLength = length;
        return frame;
    }

    /** Length of the frame that {@link #next} returned. */
    int frameLength() {
        return frameLength;
    }
}
