package io.faka.engine.pipeline;

import io.faka.engine.port.ReplyReceiver;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One place on the ring: an SBE command and where its reply goes. Filled by whoever claimed it, between {@link
 * CommandIngress#tryClaim} and {@link CommandIngress#publish}; read by the pipeline's thread afterwards.
 */
public final class CommandSlot {
    /** Commands up to this many bytes live in the slot itself; larger ones borrow a buffer. */
    public static final int INLINE_BYTES = 384;

    private final UnsafeBuffer inline = new UnsafeBuffer(ByteBuffer.allocateDirect(INLINE_BYTES));
    private UnsafeBuffer buffer = inline;
    private UnsafeBuffer borrowed;
    private int length;
    private CommandClass commandClass = CommandClass.INTERNAL;
    private boolean abandoned;
    private long sessionId;
    private long correlationId;
    private long ingressNanos;
    private ReplyReceiver receiver;

    /** Where to encode the command, from index 0, header first. */
    public UnsafeBuffer buffer() {
        return buffer;
    }

    /** Sets the encoded length in bytes. */
    public CommandSlot length(int length) {
        if (length <= 0 || length > buffer.capacity()) {
            throw new IllegalArgumentException(length + " bytes in a slot of " + buffer.capacity());
        }
        this.length = length;
        return this;
    }

    /** Encoded length in bytes. */
    public int length() {
        return length;
    }

    /** Says where the reply goes and with which numbers. A null receiver means nobody waits. */
    public CommandSlot replyTo(ReplyReceiver receiver, long sessionId, long correlationId) {
        this.receiver = receiver;
        this.sessionId = sessionId;
        this.correlationId = correlationId;
        return this;
    }

    /** When the request was read from the socket, on the monotonic clock; 0 = do not measure. */
    public CommandSlot ingressNanos(long ingressNanos) {
        this.ingressNanos = ingressNanos;
        return this;
    }

    long ingressNanos() {
        return ingressNanos;
    }

    CommandClass commandClass() {
        return commandClass;
    }

    boolean isAbandoned() {
        return abandoned;
    }

    ReplyReceiver receiver() {
        return receiver;
    }

    long sessionId() {
        return sessionId;
    }

    long correlationId() {
        return correlationId;
    }

    void prepare(CommandClass commandClass, UnsafeBuffer borrowed) {
        this.commandClass = commandClass;
        this.borrowed = borrowed;
        this.buffer = borrowed == null ? inline : borrowed;
        this.length = 0;
        this.abandoned = false;
        this.receiver = null;
        this.ingressNanos = 0;
    }

    void abandon() {
        abandoned = true;
    }

    /** Hands back the borrowed buffer, if any. */
    UnsafeBuffer release() {
        UnsafeBuffer was = borrowed;
        borrowed = null;
        buffer = inline;
        receiver = null;
        return was;
    }
}
