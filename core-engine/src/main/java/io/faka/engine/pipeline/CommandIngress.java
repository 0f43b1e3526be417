package io.faka.engine.pipeline;

import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.RingBuffer;
import io.faka.engine.port.Journal;
import io.faka.engine.port.StorageLevel;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The way into the ring. Any thread may claim; a claim must be published or abandoned by the thread that made it, at once. Never
 * blocks: what cannot be taken is a negative number that the caller must look at.
 */
public final class CommandIngress {
    /** The ring is above its high-water mark: new work is refused, nothing was journaled, the caller may try again later. */
    public static final long OVERLOADED = -1;
    /** The ring, or the pool of large buffers, is full at this moment: stop reading and try the same again. */
    public static final long BACK_PRESSURED = -2;
    /** The disk is too full for this class of command. */
    public static final long STORAGE_FULL = -3;
    /** The pipeline is stopping or has failed. */
    public static final long STOPPING = -4;
    /** No command may be longer than this many bytes. */
    public static final int MAX_COMMAND_BYTES = 128 * 1024;

    private final RingBuffer<CommandSlot> ring;
    private final int highWaterRemaining;
    private final LargeBuffers largeBuffers;
    private final Journal journal;
    private volatile boolean open;

    CommandIngress(RingBuffer<CommandSlot> ring, int highWaterRemaining, LargeBuffers largeBuffers, Journal journal) {
        this.ring = ring;
        this.highWaterRemaining = highWaterRemaining;
        this.largeBuffers = largeBuffers;
        this.journal = journal;
    }

    /**
     * Claims a slot that can hold a command of up to {@code maxLength} bytes.
     *
     * @return the claim, to be used with {@link #slot}, or one of the negative constants
     */
    public long tryClaim(CommandClass commandClass, int maxLength) {
        if (maxLength > MAX_COMMAND_BYTES) {
            throw new IllegalArgumentException("a command has at most " + MAX_COMMAND_BYTES + " bytes: " + maxLength);
        }
        long refusal = refusal(commandClass);
        return refusal == 0 ? claim(commandClass, maxLength) : refusal;
    }

    /** The slot of a claim. */
    public CommandSlot slot(long claim) {
        return ring.get(claim);
    }

    /** Hands the filled slot to the pipeline. */
    public void publish(long claim) {
        ring.publish(claim);
    }

    /** Gives the claim back: nothing will be journaled and no reply will come. */
    public void abandon(long claim) {
        ring.get(claim).abandon();
        ring.publish(claim);
    }

    /** Free places, for metrics and for deciding when to read again. */
    public long remainingCapacity() {
        return ring.remainingCapacity();
    }

    /** All places. */
    public int capacity() {
        return ring.getBufferSize();
    }

    void open() {
        open = true;
    }

    void close() {
        open = false;
    }

    private long refusal(CommandClass commandClass) {
        if (!open) {
            return STOPPING;
        }
        switch (commandClass) {
            case NEW_ORDER, SUPPLY -> {
                if (journal.storageLevel() != StorageLevel.AMPLE) {
                    return STORAGE_FULL;
                }
                return ring.remainingCapacity() < highWaterRemaining ? OVERLOADED : 0;
            }
            case SETTLEMENT -> {
                return journal.storageLevel() == StorageLevel.EXHAUSTED ? STORAGE_FULL : 0;
            }
            default -> {
                return 0;
            }
        }
    }

    private long claim(CommandClass commandClass, int maxLength) {
        UnsafeBuffer borrowed = null;
        if (maxLength > CommandSlot.INLINE_BYTES) {
            borrowed = largeBuffers.tryBorrow();
            if (borrowed == null) {
                return BACK_PRESSURED;
            }
        }
        try {
            long claim = ring.tryNext();
            ring.get(claim).prepare(commandClass, borrowed);
            return claim;
        } catch (InsufficientCapacityException full) {
            if (borrowed != null) {
                largeBuffers.giveBack(borrowed);
            }
            return BACK_PRESSURED;
        }
    }
}
