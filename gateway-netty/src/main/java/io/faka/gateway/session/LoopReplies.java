package io.faka.gateway.session;

import io.faka.engine.port.ReplyReceiver;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries replies from the pipeline's thread to one event loop over a bounded ring, with one wake-up per reply batch, and gives
 * each to the session that waits for it. When the ring is full the pipeline's thread waits; the loop never does, so it always
 * drains.
 */
public final class LoopReplies implements ReplyReceiver {
    /** A reply can be this long at least, whatever the ring's size. */
    public static final int MIN_MAX_REPLY_BYTES = 128 * 1024 - PrefixBytes.COUNT - 8;

    /** The ring is at least this large. */
    public static final int MIN_RING_BYTES = 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(LoopReplies.class);
    private static final int MESSAGE_TYPE = 1;
    private static final int DRAIN_LIMIT = 1024;
    private static final long FULL_RING_PARK_NANOS = 20_000;

    private final UnsafeBuffer memory;
    private final OneToOneRingBuffer ring;
    private final Executor loop;
    private final Runnable afterDrain;
    private final SessionTable sessions;
    private final Runnable drain = this::drain;
    private final MessageHandler dispatch = this::dispatch;
    private final AtomicBoolean wakeRequested = new AtomicBoolean();
    private volatile boolean closed;
    private volatile long unclaimed;
    private volatile long fullWaits;

    /**
     * @param loop       runs tasks on the event loop's thread
     * @param loopIndex  0-255, part of every session id
     * @param ringBytes  a power of two, at least {@link #MIN_RING_BYTES}; a reply may take an eighth of it
     * @param afterDrain run on the loop each time replies were handed out: room has come free in the pipeline
     */
    public LoopReplies(Executor loop, int loopIndex, int ringBytes, Runnable afterDrain) {
        if (ringBytes < MIN_RING_BYTES || !BitUtil.isPowerOfTwo(ringBytes)) {
            throw new IllegalArgumentException(
                    "the reply ring must be a power of two of at least " + MIN_RING_BYTES + " bytes: " + ringBytes);
        }
        this.loop = loop;
        this.afterDrain = afterDrain;
        this.sessions = new SessionTable(loopIndex);
        this.memory = new UnsafeBuffer(ByteBuffer.allocateDirect(ringBytes + RingBufferDescriptor.TRAILER_LENGTH)
                .order(ByteOrder.nativeOrder()));
        this.ring = new OneToOneRingBuffer(memory);
    }

    /**
     * Makes a session known.
     *
     * @return the id to publish its commands with; never 0, unique in the node, never used again
     */
    public long register(ReplySession session) {
        return sessions.add(session);
    }

    /** Forgets a session; replies still to come for it are dropped and counted. An unknown id is ignored. */
    public void unregister(long sessionId) {
        sessions.remove(sessionId);
    }

    /** Sessions registered now. */
    public int sessionCount() {
        return sessions.size();
    }

    /** Replies whose session was gone. Any thread. */
    public long unclaimedReplies() {
        return unclaimed;
    }

    /** How often the pipeline's thread found the ring full. Any thread. */
    public long fullWaits() {
        return fullWaits;
    }

    /** The loop is ending: replies are dropped from now on and the pipeline's thread never waits again. Any thread. */
    public void close() {
        closed = true;
    }

    @Override
    public void onReply(long sessionId, long correlationId, DirectBuffer buffer, int offset, int length) {
        int index = claim(PrefixBytes.COUNT + length);
        if (index < 0) {
            return;
        }
        memory.putLong(index, sessionId);
        memory.putLong(index + PrefixBytes.CORRELATION, correlationId);
        memory.putBytes(index + PrefixBytes.COUNT, buffer, offset, length);
        ring.commit(index);
    }

    @Override
    public void onBatchEnd() {
        if (!wakeRequested.get() && wakeRequested.compareAndSet(false, true)) {
            wake();
        }
    }

    private void wake() {
        try {
            loop.execute(drain);
        } catch (RejectedExecutionException e) {
            if (!closed) {
                LOG.warn("the event loop has ended; its replies are dropped");
            }
            closed = true;
        }
    }

    private int claim(int length) {
        int index = ring.tryClaim(MESSAGE_TYPE, length);
        while (index == RingBuffer.INSUFFICIENT_CAPACITY) {
            if (closed) {
                return -1;
            }
            countFullWait();
            onBatchEnd();
            LockSupport.parkNanos(FULL_RING_PARK_NANOS);
            index = ring.tryClaim(MESSAGE_TYPE, length);
        }
        return index;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // written by the pipeline's thread only
    private void countFullWait() {
        fullWaits++;
    }

    private void drain() {
        // Cleared first: whatever is committed after this asks for a wake-up of its own.
        wakeRequested.set(false);
        int read = readUpToLimit();
        sessions.endReplies();
        afterDrain.run();
        if (read == DRAIN_LIMIT) {
            onBatchEnd();
        }
    }

    private int readUpToLimit() {
        int read = 0;
        long before;
        do {
            // One call of read stops at the ring's end, and may have found nothing but padding there.
            before = ring.consumerPosition();
            read += ring.read(dispatch, DRAIN_LIMIT - read);
        } while (read < DRAIN_LIMIT && ring.consumerPosition() != before);
        return read;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // written by the loop only
    private void dispatch(int type, MutableDirectBuffer buffer, int index, int length) {
        ReplySession session = sessions.take(buffer.getLong(index));
        if (session == null) {
            unclaimed++;
            return;
        }
        try {
            session.onReply(
                    buffer.getLong(index + PrefixBytes.CORRELATION),
                    buffer,
                    index + PrefixBytes.COUNT,
                    length - PrefixBytes.COUNT);
        } catch (RuntimeException fault) {
            session.onFault(fault);
        }
    }

    /** What stands in front of each reply in the ring. */
    private static final class PrefixBytes {
        static final int CORRELATION = 8;
        static final int COUNT = 16;
    }
}
