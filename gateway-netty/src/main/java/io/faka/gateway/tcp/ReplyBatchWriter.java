package io.faka.gateway.tcp;

import io.faka.codec.session.ReplyBatchEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Gathers replies into {@code ReplyBatch} frames: one frame per flush, unless they do not fit in one. Written by hand over the
 * frame's memory, because the entries are of a group whose count is known only at the end.
 */
final class ReplyBatchWriter {
    private static final int LENGTH_BYTES = 4;
    private static final int HEADER_BYTES = 8;
    private static final int GROUP_BYTES = 4;
    private static final int GROUP_OFFSET = LENGTH_BYTES + HEADER_BYTES;
    private static final int FIRST_ENTRY = GROUP_OFFSET + GROUP_BYTES;
    private static final int ENTRY_BLOCK_BYTES = 8;
    private static final int ENTRY_BYTES = ENTRY_BLOCK_BYTES + 4;
    private static final int MAX_FRAME = LENGTH_BYTES + FrameInput.MAX_FRAME_BYTES;
    private static final int MAX_ENTRIES = 65_534;
    private static final int MIN_CAPACITY = 1024;
    private static final ByteOrder LE = ByteOrder.LITTLE_ENDIAN;

    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    private ByteBuf frame;
    private int position;
    private int entries;
    private int lastSize = MIN_CAPACITY;

    /**
     * Makes room for one reply of at most {@code maxLength} bytes; encode it into {@link #buffer} from the returned index and then
     * call {@link #commit}. May write a full frame to {@code ctx}, without flushing.
     */
    int claim(ChannelHandlerContext ctx, int maxLength) {
        int needed = ENTRY_BYTES + maxLength;
        if (FIRST_ENTRY + needed > MAX_FRAME) {
            throw new IllegalStateException("a reply of " + maxLength + " bytes does not fit in a frame");
        }
        if (frame != null && (position + needed > MAX_FRAME || entries == MAX_ENTRIES)) {
            end(ctx);
        }
        if (frame == null) {
            begin(ctx.alloc(), needed);
        } else if (position + needed > view.capacity()) {
            grow(position + needed);
        }
        return position + ENTRY_BYTES;
    }

    /** Where replies are encoded. */
    UnsafeBuffer buffer() {
        return view;
    }

    /** Ends the claimed reply with its true length. */
    void commit(long requestId, int length) {
        view.putLong(position, requestId, LE);
        view.putInt(position + ENTRY_BLOCK_BYTES, length, LE);
        position += ENTRY_BYTES + length;
        entries++;
    }

    /** Adds an encoded reply as it is. */
    void add(ChannelHandlerContext ctx, long requestId, DirectBuffer buffer, int offset, int length) {
        int index = claim(ctx, length);
        view.putBytes(index, buffer, offset, length);
        commit(requestId, length);
    }

    /** Whether replies are waiting for {@link #end}. */
    boolean isEmpty() {
        return frame == null;
    }

    /** Writes the gathered frame, if there is one, without flushing. */
    void end(ChannelHandlerContext ctx) {
        if (frame == null) {
            return;
        }
        view.putInt(0, position - LENGTH_BYTES, LE);
        view.putShort(LENGTH_BYTES, (short) ReplyBatchEncoder.BLOCK_LENGTH, LE);
        view.putShort(LENGTH_BYTES + 2, (short) ReplyBatchEncoder.TEMPLATE_ID, LE);
        view.putShort(LENGTH_BYTES + 4, (short) ReplyBatchEncoder.SCHEMA_ID, LE);
        view.putShort(LENGTH_BYTES + 6, (short) ReplyBatchEncoder.SCHEMA_VERSION, LE);
        view.putShort(GROUP_OFFSET, (short) ENTRY_BLOCK_BYTES, LE);
        view.putShort(GROUP_OFFSET + 2, (short) entries, LE);
        ByteBuf done = frame.writerIndex(position);
        frame = null;
        lastSize = Math.max(position, MIN_CAPACITY);
        var unused = ctx.write(done, ctx.voidPromise());
    }

    /** Drops what was gathered. */
    void release() {
        if (frame != null) {
            frame.release();
            frame = null;
        }
    }

    private void begin(ByteBufAllocator allocator, int needed) {
        frame = allocator.directBuffer(Math.min(MAX_FRAME, Math.max(FIRST_ENTRY + needed, lastSize)));
        position = FIRST_ENTRY;
        entries = 0;
        wrap();
    }

    private void grow(int needed) {
        // The buffer copies only what it believes to be written.
        frame.writerIndex(position);
        frame.capacity(Math.min(MAX_FRAME, Math.max(needed, view.capacity() * 2)));
        wrap();
    }

    private void wrap() {
        int capacity = frame.capacity();
        if (frame.hasMemoryAddress()) {
            view.wrap(frame.memoryAddress(), capacity);
        } else {
            view.wrap(frame.nioBuffer(0, capacity));
        }
    }
}
