package io.faka.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A growing off-heap run of records, each a 4-byte little-endian length and the bytes. The state machine writes events and
 * replies into one; the stages read them out in the same order. Single-threaded.
 *
 * <p>Writing: {@link #claim} room, encode into {@link #buffer} at the returned offset, {@link #commit} the true length.
 */
public final class RecordBuffer {
    /** Bytes in front of each record. */
    public static final int LENGTH_BYTES = 4;

    private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);
    private ByteBuffer memory;
    private int position;
    private int count;
    private int claimed = -1;

    /** @param initialCapacity bytes, at least 64; the buffer doubles when it must */
    public RecordBuffer(int initialCapacity) {
        if (initialCapacity < 64) {
            throw new IllegalArgumentException("initialCapacity must be at least 64: " + initialCapacity);
        }
        allocate(initialCapacity);
    }

    /** Where records are encoded. The same object for the life of this buffer; its memory may move on {@link #claim}. */
    public UnsafeBuffer buffer() {
        return buffer;
    }

    /**
     * Makes room for one record.
     *
     * @return the offset in {@link #buffer} at which to encode it
     */
    public int claim(int maxLength) {
        if (claimed >= 0) {
            throw new IllegalStateException("a record is claimed already");
        }
        long needed = (long) position + LENGTH_BYTES + maxLength;
        if (needed > buffer.capacity()) {
            grow(needed);
        }
        claimed = maxLength;
        return position + LENGTH_BYTES;
    }

    /** Ends the claimed record with its true length. */
    public void commit(int length) {
        if (length < 0 || length > claimed) {
            throw new IllegalStateException("record of " + length + " bytes in a claim of " + claimed);
        }
        buffer.putInt(position, length, ByteOrder.LITTLE_ENDIAN);
        position += LENGTH_BYTES + length;
        count++;
        claimed = -1;
    }

    /** Bytes in use, length fields included. */
    public int position() {
        return position;
    }

    /** Records in the buffer. */
    public int count() {
        return count;
    }

    /**
     * Takes the newest record back.
     *
     * @param start what {@link #position} was before it was written
     */
    public void takeBack(int start) {
        int length = buffer.getInt(start, ByteOrder.LITTLE_ENDIAN);
        if (claimed >= 0 || count == 0 || start + LENGTH_BYTES + length != position) {
            throw new IllegalStateException("no record from " + start + " to " + position);
        }
        position = start;
        count--;
    }

    /** Forgets all records and keeps the memory. */
    public void clear() {
        position = 0;
        count = 0;
        claimed = -1;
    }

    private void grow(long needed) {
        long capacity = buffer.capacity();
        while (capacity < needed) {
            capacity *= 2;
        }
        if (capacity > 1 << 30) {
            throw new IllegalStateException("more than 1 GiB of records in one batch");
        }
        ByteBuffer old = memory;
        int used = position;
        allocate((int) capacity);
        old.limit(used).position(0);
        memory.put(0, old, 0, used);
    }

    private void allocate(int capacity) {
        memory = ByteBuffer.allocateDirect(capacity);
        buffer.wrap(memory);
    }
}
