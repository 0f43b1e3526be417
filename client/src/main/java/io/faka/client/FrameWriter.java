package io.faka.client;

import io.faka.codec.session.HeartbeatEncoder;
import io.faka.codec.session.LogonEncoder;
import io.faka.codec.session.MessageHeaderEncoder;
import io.faka.codec.session.RequestBatchEncoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Collects requests into frames in one buffer and writes the buffer out. One frame may be open at the end of the buffer. */
final class FrameWriter {
    static final int LENGTH_BYTES = 4;
    /** Frame length, header, first request number, group dimensions. */
    static final int BATCH_OVERHEAD =
            LENGTH_BYTES + MessageHeaderEncoder.ENCODED_LENGTH + RequestBatchEncoder.BLOCK_LENGTH + 4;

    private static final int COUNT_OFFSET = BATCH_OVERHEAD - 2;
    private static final int MAX_COUNT = 65_534;

    private final ByteBuffer memory;
    private final UnsafeBuffer buffer;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final RequestBatchEncoder batch = new RequestBatchEncoder();
    private final HeartbeatEncoder heartbeat = new HeartbeatEncoder();
    private int maxFrameLength = 65_536;
    private int written;
    private int end;
    private int frame = -1;
    private int count;

    FrameWriter(int capacity) {
        memory = ByteBuffer.allocateDirect(capacity);
        buffer = new UnsafeBuffer(memory);
    }

    void maxFrameLength(int length) {
        maxFrameLength = Math.min(length, memory.capacity() - LENGTH_BYTES);
    }

    /** The longest message that fits into a frame of its own. */
    int maxMessageLength() {
        return maxFrameLength - (BATCH_OVERHEAD - LENGTH_BYTES) - LENGTH_BYTES;
    }

    /** Adds one message to the open frame, or opens one; false if there is no room now. */
    boolean append(long requestId, DirectBuffer message, int offset, int length) {
        int entry = LENGTH_BYTES + length;
        if (frame >= 0 && (end + entry - frame - LENGTH_BYTES > maxFrameLength || count == MAX_COUNT)) {
            closeFrame();
        }
        if (!hasRoom(entry + (frame < 0 ? BATCH_OVERHEAD : 0))) {
            return false;
        }
        if (frame < 0) {
            openFrame(requestId);
        }
        buffer.putInt(end, length, ByteOrder.LITTLE_ENDIAN);
        buffer.putBytes(end + LENGTH_BYTES, message, offset, length);
        end += entry;
        count++;
        return true;
    }

    void logon(ClientConfig config, long timestampSeconds, String nonce) {
        LogonEncoder logon = new LogonEncoder().wrapAndApplyHeader(buffer, end + LENGTH_BYTES, header);
        LogonMessage.encode(logon, config, timestampSeconds, nonce);
        endMessage(logon.encodedLength());
    }

    /** Adds a sign of life if there is room; a full buffer is one by itself. */
    void heartbeat(long timestampMicros) {
        closeFrame();
        if (hasRoom(64)) {
            heartbeat.wrapAndApplyHeader(buffer, end + LENGTH_BYTES, header).timestampMicros(timestampMicros);
            endMessage(heartbeat.encodedLength());
        }
    }

    boolean isEmpty() {
        return end == 0;
    }

    /** Closes the open frame and writes what the socket takes; true if nothing is left. */
    boolean flush(SocketChannel channel) throws IOException {
        closeFrame();
        if (end == 0) {
            return true;
        }
        memory.limit(end).position(written);
        written += channel.write(memory);
        memory.clear();
        if (written < end) {
            return false;
        }
        written = 0;
        end = 0;
        return true;
    }

    private void endMessage(int bodyLength) {
        int length = MessageHeaderEncoder.ENCODED_LENGTH + bodyLength;
        buffer.putInt(end, length, ByteOrder.LITTLE_ENDIAN);
        end += LENGTH_BYTES + length;
    }

    private void openFrame(long firstRequestId) {
        frame = end;
        count = 0;
        batch.wrapAndApplyHeader(buffer, end + LENGTH_BYTES, header).firstRequestId(firstRequestId);
        batch.requestsCount(0);
        end += BATCH_OVERHEAD;
    }

    private void closeFrame() {
        if (frame < 0) {
            return;
        }
        buffer.putInt(frame, end - frame - LENGTH_BYTES, ByteOrder.LITTLE_ENDIAN);
        buffer.putShort(frame + COUNT_OFFSET, (short) count, ByteOrder.LITTLE_ENDIAN);
        frame = -1;
    }

    private boolean hasRoom(int length) {
        if (end + length <= memory.capacity()) {
            return true;
        }
        if (written == 0) {
            return false;
        }
        buffer.putBytes(0, buffer, written, end - written);
        end -= written;
        if (frame >= 0) {
            frame -= written;
        }
        written = 0;
        return end + length <= memory.capacity();
    }
}
