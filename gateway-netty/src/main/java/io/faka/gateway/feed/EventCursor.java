package io.faka.gateway.feed;

import io.faka.engine.port.EventReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Goes through the event log sequence by sequence, no further than what is released. One thread at a time. */
public final class EventCursor implements AutoCloseable {
    private static final int HEADER_BYTES = 8;
    private static final int KEEP_BYTES = 1 << 20;

    private final FeedSource source;
    private final EventReader reader;
    private final UnsafeBuffer batch = new UnsafeBuffer(ByteBuffer.allocate(64 << 10));
    private ExpandableArrayBuffer offsets = new ExpandableArrayBuffer(256);
    private int end;
    private int at;
    private int next;
    private long after;
    private long seq;
    private int count;
    private boolean again;

    /** Starts with the first event after {@code after}. */
    public EventCursor(FeedSource source, long after) {
        this.source = source;
        this.after = after;
        this.seq = after;
        reader = source.readers().get();
        boolean placed = false;
        try {
            reader.seekAfter(after);
            placed = true;
        } finally {
            if (!placed) {
                reader.close();
            }
        }
    }

    /**
     * Moves to the next sequence that has events.
     *
     * @return false at the end for now
     * @throws RuntimeException if a record is damaged
     */
    public boolean next() {
        if (again) {
            again = false;
            return true;
        }
        do {
            if (next >= end && reader.poll(this::onBatch, 1) == 0) {
                return false;
            }
            if (!take()) {
                return false;
            }
        } while (seq <= after);
        after = seq;
        return true;
    }

    /** Sequence of the current events; before the first one, the sequence that this started after. */
    public long seq() {
        return seq;
    }

    /** Events of the current sequence. */
    public int count() {
        return count;
    }

    /** Where an event of the current sequence starts in {@link #buffer}, header first. */
    public int offset(int index) {
        return offsets.getInt(index * Integer.BYTES) + Integer.BYTES;
    }

    /** Bytes of an event of the current sequence. */
    public int length(int index) {
        return batch.getInt(offset(index) - Integer.BYTES, ByteOrder.LITTLE_ENDIAN);
    }

    /** Holds the current events until {@link #next}. */
    public DirectBuffer buffer() {
        return batch;
    }

    /** Lets {@link #next} give the current sequence once more. */
    public void unread() {
        again = true;
    }

    @Override
    public void close() {
        reader.close();
    }

    private void onBatch(
            long epoch,
            long firstSeq,
            long lastSeq,
            long timeMicros,
            int events,
            DirectBuffer payload,
            int offset,
            int length) {
        boolean outgrown = batch.capacity() > KEEP_BYTES && length <= KEEP_BYTES;
        if (length > batch.capacity() || outgrown) {
            batch.wrap(ByteBuffer.allocate(outgrown ? KEEP_BYTES : Integer.highestOneBit(length) * 2));
        }
        batch.putBytes(0, payload, offset, length);
        next = 0;
        end = length;
    }

    /** Takes the events of the next sequence of the batch; false if they are not released yet. */
    private boolean take() {
        long first = seqAt(next);
        if (first > source.released().getAsLong()) {
            return false;
        }
        at = next;
        count = 0;
        while (at < end && seqAt(at) == first) {
            offsets.putInt(count * Integer.BYTES, at);
            count++;
            at += Integer.BYTES + batch.getInt(at, ByteOrder.LITTLE_ENDIAN);
        }
        next = at;
        seq = first;
        return true;
    }

    /** Every event begins with its sequence. */
    private long seqAt(int entry) {
        return batch.getLong(entry + Integer.BYTES + HEADER_BYTES, ByteOrder.LITTLE_ENDIAN);
    }
}
