package io.faka.gateway.session;

import io.faka.codec.reply.MessageHeaderEncoder;
import io.faka.codec.reply.RefusalEncoder;
import io.faka.codec.reply.ResultCode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A reusable {@code Refusal} message for what is turned away at the edge, encoded as the state machine would, so that sessions
 * treat both alike. Not thread-safe.
 */
public final class RefusalReply {
    /** {@code detail} of a refusal that has no number to tell. */
    public static final long NO_DETAIL = -1;

    private static final int MAX_MESSAGE_BYTES = 254;
    private static final int CAPACITY = 512;

    private final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(CAPACITY));
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final RefusalEncoder refusal = new RefusalEncoder();
    private int length;
    private ResultCode code = ResultCode.OK;

    /** A refusal for good, as far as the node can tell: the same request will be refused again. */
    public RefusalReply set(ResultCode code, String message) {
        return set(code, NO_DETAIL, 0, message);
    }

    /**
     * @param detail           a number the code speaks of; {@link #NO_DETAIL} = none
     * @param retryAfterMillis 0 = no advice
     * @param message          for people; cut at 254 bytes
     */
    public RefusalReply set(ResultCode code, long detail, int retryAfterMillis, String message) {
        this.code = code;
        byte[] text = message.getBytes(StandardCharsets.UTF_8);
        refusal.wrapAndApplyHeader(buffer, 0, header)
                .seq(0)
                .detail(detail)
                .retryAfterMillis(retryAfterMillis)
                .code(code)
                .putMessage(text, 0, cut(text));
        length = MessageHeaderEncoder.ENCODED_LENGTH + refusal.encodedLength();
        return this;
    }

    /** The code set last. */
    public ResultCode code() {
        return code;
    }

    /** Holds the message, header first, from index 0. */
    public UnsafeBuffer buffer() {
        return buffer;
    }

    /** Length of the message in bytes. */
    public int length() {
        return length;
    }

    /** Never in the middle of a character. */
    private static int cut(byte[] text) {
        int end = Math.min(text.length, MAX_MESSAGE_BYTES);
        while (end < text.length && end > 0 && (text[end] & 0xc0) == 0x80) {
            end--;
        }
        return end;
    }
}
