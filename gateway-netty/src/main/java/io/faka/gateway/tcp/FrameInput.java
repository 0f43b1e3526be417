package io.faka.gateway.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Cuts what arrives into frames of a 4-byte little-endian length and a body. A frame that arrives whole is looked at where it
 * lies; only one that arrives in pieces is copied. Holds at most one frame and what was read beyond it.
 */
final class FrameInput {
    /** Longest body of a frame. */
    static final int MAX_FRAME_BYTES = 65_536;
    /** {@link #next}: more bytes are needed. */
    static final int INCOMPLETE = -1;
    /** {@link #next}: the length is above {@link #MAX_FRAME_BYTES}. */
    static final int TOO_LARGE = -2;
    /** {@link #next}: the length is too short for a message. */
    static final int TOO_SHORT = -3;

    private static final int LENGTH_BYTES = 4;
    private static final int MIN_FRAME_BYTES = 8;

    private final UnsafeBuffer frame = new UnsafeBuffer(0, 0);
    private ByteBuf input;
    private ByteBuf beyond;
    private ByteBuf partial;
    private boolean partialTaken;

    /** Takes over {@code in}, which goes after what is still held. The frame under way stays where it is. */
    void append(ByteBufAllocator allocator, ByteBuf in) {
        if (input == null) {
            input = in;
        } else if (beyond == null) {
            beyond = in;
        } else {
            ByteBuf joined = allocator.directBuffer(beyond.readableBytes() + in.readableBytes());
            joined.writeBytes(beyond).writeBytes(in);
            beyond.release();
            in.release();
            beyond = joined;
        }
    }

    /** The body that {@link #next} found; valid until the next call of {@link #next} or {@link #release}. */
    UnsafeBuffer frame() {
        return frame;
    }

    /** Moves to the next frame. Returns its body's length, or one of the negative constants. */
    int next(ByteBufAllocator allocator) {
        if (partialTaken) {
            dropPartial();
        }
        if (input != null && !input.isReadable()) {
            dropInput();
        }
        if (partial != null) {
            return continuePartial();
        }
        if (input == null) {
            return INCOMPLETE;
        }
        int readable = input.readableBytes();
        int length = readable < LENGTH_BYTES ? INCOMPLETE : judged(input.getIntLE(input.readerIndex()));
        if (length < INCOMPLETE) {
            return length;
        }
        if (length == INCOMPLETE || readable < LENGTH_BYTES + length) {
            return beginPartial(allocator, length);
        }
        wrap(input, input.readerIndex() + LENGTH_BYTES, length);
        input.skipBytes(LENGTH_BYTES + length);
        return length;
    }

    /** Whether a frame has begun to arrive and is not complete. */
    boolean isPartial() {
        return partial != null && !partialTaken;
    }

    /** Frees whatever is held. */
    void release() {
        dropPartial();
        dropInput();
        dropInput();
        frame.wrap(0, 0);
    }

    private int beginPartial(ByteBufAllocator allocator, int length) {
        partial = allocator.directBuffer(LENGTH_BYTES + Math.max(length, 0));
        partial.writeBytes(input);
        dropInput();
        return input == null ? INCOMPLETE : continuePartial();
    }

    private int continuePartial() {
        if (partial.writerIndex() < LENGTH_BYTES && !fill(LENGTH_BYTES)) {
            return INCOMPLETE;
        }
        int length = judged(partial.getIntLE(0));
        if (length < INCOMPLETE) {
            return length;
        }
        if (!fill(LENGTH_BYTES + length)) {
            return INCOMPLETE;
        }
        wrap(partial, LENGTH_BYTES, length);
        partialTaken = true;
        return length;
    }

    /** Fills the partial frame up to {@code size} bytes in all, as far as there is input. */
    private boolean fill(int size) {
        int missing = size - partial.writerIndex();
        while (missing > 0 && input != null) {
            partial.ensureWritable(missing);
            partial.writeBytes(input, Math.min(missing, input.readableBytes()));
            missing = size - partial.writerIndex();
            if (!input.isReadable()) {
                dropInput();
            }
        }
        return partial.writerIndex() >= size;
    }

    private static int judged(int length) {
        if (length < 0 || length > MAX_FRAME_BYTES) {
            return TOO_LARGE;
        }
        return length < MIN_FRAME_BYTES ? TOO_SHORT : length;
    }

    private void wrap(ByteBuf buf, int index, int length) {
        if (buf.hasMemoryAddress()) {
            frame.wrap(buf.memoryAddress() + index, length);
        } else {
            frame.wrap(buf.nioBuffer(index, length).order(ByteOrder.nativeOrder()));
        }
    }

    private void dropPartial() {
        if (partial != null) {
            partial.release();
            partial = null;
        }
        partialTaken = false;
    }

    private void dropInput() {
        if (input != null) {
            input.release();
        }
        input = beyond;
        beyond = null;
    }
}
