package io.faka.gateway.tcp;

import io.faka.codec.session.CloseEncoder;
import io.faka.codec.session.CloseReason;
import io.faka.codec.session.HeartbeatEncoder;
import io.faka.codec.session.LogonAckEncoder;
import io.faka.codec.session.MessageHeaderEncoder;
import io.faka.gateway.session.NodeFacts;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Encodes the server's own frames. One per event loop. */
final class SessionFrames {
    private static final int LENGTH_BYTES = 4;
    private static final int MAX_TEXT_BYTES = 254;

    private final byte[] bytes = new byte[512];
    private final MutableDirectBuffer buffer = new UnsafeBuffer(bytes);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final LogonAckEncoder logonAck = new LogonAckEncoder();
    private final HeartbeatEncoder heartbeat = new HeartbeatEncoder();
    private final CloseEncoder close = new CloseEncoder();

    ByteBuf logonAck(
            ByteBufAllocator allocator, long sessionId, NodeFacts facts, int maxInFlight, int heartbeatMillis) {
        logonAck.wrapAndApplyHeader(buffer, LENGTH_BYTES, header)
                .sessionId(sessionId)
                .epoch(facts.epoch().getAsLong())
                .serverTimeMicros(facts.nowMicros())
                .maxInFlight(maxInFlight)
                .maxFrameLength(FrameInput.MAX_FRAME_BYTES)
                .heartbeatMillis(heartbeatMillis)
                .ackMode((short) facts.ackMode().ordinal());
        return frame(allocator, logonAck.encodedLength());
    }

    ByteBuf heartbeat(ByteBufAllocator allocator, long nowMicros) {
        heartbeat.wrapAndApplyHeader(buffer, LENGTH_BYTES, header).timestampMicros(nowMicros);
        return frame(allocator, heartbeat.encodedLength());
    }

    /** @param message ASCII, for people */
    ByteBuf close(ByteBufAllocator allocator, long requestId, CloseReason reason, String message) {
        byte[] text = message.getBytes(StandardCharsets.US_ASCII);
        close.wrapAndApplyHeader(buffer, LENGTH_BYTES, header)
                .requestId(requestId)
                .reason(reason)
                .putMessage(text, 0, Math.min(text.length, MAX_TEXT_BYTES));
        return frame(allocator, close.encodedLength());
    }

    private ByteBuf frame(ByteBufAllocator allocator, int bodyLength) {
        int length = MessageHeaderEncoder.ENCODED_LENGTH + bodyLength;
        buffer.putInt(0, length, java.nio.ByteOrder.LITTLE_ENDIAN);
        return allocator.directBuffer(LENGTH_BYTES + length).writeBytes(bytes, 0, LENGTH_BYTES + length);
    }
}
