package io.faka.engine.expiry;

import io.faka.engine.memory.LineLoads;
import io.faka.engine.memory.RowTable;

/**
 * The holds in the exact order in which they end: by deadline, then by sequence, then by row. Only holds that one command began have the
 * same sequence.
 *
 * <p>Holds of one length end in the order in which they begin, because journal time never goes back. So each length gets a lane,
 * a doubly linked list that is sorted by construction. A length claims a lane that is empty; when all {@value #LANES} are in use
 * the hold goes to a heap. In which of them a hold waits has no influence on when it ends.
 */
public final class Holds {
    /** How many different lengths can wait in lanes at the same time. */
    public static final int LANES = 64;

    private static final byte HEAP = LANES + 1;

    private final RowTable rows;
    private final HoldColumns columns;
    private final HoldHeap heap;
    private final long[] lengths = new long[LANES];
    private final int[] heads = new int[LANES];
    private final int[] tails = new int[LANES];
    private int lanesUsed;
    private long size;
    private long nextDeadline = Long.MAX_VALUE;

    /** Orders rows of this table by these columns. */
    public Holds(RowTable rows, HoldColumns columns) {
        this.rows = rows;
        this.columns = columns;
        this.heap = new HoldHeap(rows, columns);
    }

    /**
     * Adds a hold whose deadline and sequence are in its row.
     *
     * @param lengthMicros how long it lasts; the deadline is this after the current time
     */
    public void add(int row, long lengthMicros) {
        int lane = laneFor(lengthMicros);
        if (lane < 0 || isTieWonBy(row, tails[lane])) {
            rows.putByte(row, columns.lane(), HEAP);
            heap.add(row);
        } else {
            append(lane, row);
        }
        size++;
        nextDeadline = Math.min(nextDeadline, rows.getLong(row, columns.deadline()));
    }

    /** A hold keeps its deadline and gets another sequence: its place among those of its length is lost. */
    public void resequence(int row, long seq) {
        remove(row);
        rows.putLong(row, columns.sequence(), seq);
        rows.putByte(row, columns.lane(), HEAP);
        heap.add(row);
        size++;
    }

    /** Takes a hold out before its end. */
    public void remove(int row) {
        byte lane = rows.getByte(row, columns.lane());
        if (lane == 0) {
            throw new IllegalStateException("row " + row + " is not held");
        }
        if (lane == HEAP) {
            heap.remove(row);
        } else {
            unlink(lane - 1, row);
        }
        rows.putByte(row, columns.lane(), (byte) 0);
        rows.putInt(row, columns.next(), 0);
        rows.putInt(row, columns.previous(), 0);
        size--;
    }

    /** Lower bound of all deadlines: nothing ends before it. {@link Long#MAX_VALUE} if nothing is held. */
    public long nextDeadline() {
        return size == 0 ? Long.MAX_VALUE : nextDeadline;
    }

    /** The hold that ends first if it ends at or before {@code timeMicros}, else 0. */
    public int firstDue(long timeMicros) {
        if (timeMicros < nextDeadline) {
            return 0;
        }
        int first = heap.first();
        for (int lane = 0; lane < lanesUsed; lane++) {
            int head = heads[lane];
            if (head != 0 && (first == 0 || isBefore(head, first))) {
                first = head;
            }
        }
        nextDeadline = first == 0 ? Long.MAX_VALUE : rows.getLong(first, columns.deadline());
        return timeMicros < nextDeadline ? 0 : first;
    }

    /** Holds waiting. */
    public long size() {
        return size;
    }

    /** Notes the neighbours that change when the hold ends; reads its row, which may be one that waits no more. */
    public void foresee(int row, LineLoads loads) {
        byte lane = rows.getByte(row, columns.lane());
        if (lane == 0 || lane == HEAP) {
            return;
        }
        int next = rows.getInt(row, columns.next());
        if (next != 0) {
            loads.add(rows.address(next) + columns.previous());
        }
        int previous = rows.getInt(row, columns.previous());
        if (previous != 0) {
            loads.add(rows.address(previous) + columns.next());
        }
    }

    /** Bytes held outside the rows. */
    public long memoryBytes() {
        return heap.memoryBytes() + LANES * 16L;
    }

    /**
     * Checks order, links and count.
     *
     * @throws IllegalStateException if they are broken
     */
    public void verify() {
        long found = heap.verify(HEAP);
        for (int lane = 0; lane < lanesUsed; lane++) {
            found += verifyLane(lane);
        }
        if (found != size) {
            throw new IllegalStateException(found + " holds found, " + size + " counted");
        }
    }

    private int laneFor(long lengthMicros) {
        int empty = -1;
        for (int lane = 0; lane < lanesUsed; lane++) {
            if (lengths[lane] == lengthMicros) {
                return lane;
            }
            if (heads[lane] == 0 && empty < 0) {
                empty = lane;
            }
        }
        if (empty < 0 && lanesUsed < LANES) {
            empty = lanesUsed++;
        }
        if (empty >= 0) {
            lengths[empty] = lengthMicros;
        }
        return empty;
    }

    private void append(int lane, int row) {
        int tail = tails[lane];
        rows.putByte(row, columns.lane(), (byte) (lane + 1));
        rows.putInt(row, columns.next(), 0);
        rows.putInt(row, columns.previous(), tail);
        if (tail == 0) {
            heads[lane] = row;
        } else {
            if (isBefore(row, tail)) {
                throw new IllegalStateException("hold in row " + row + " ends before the one that began earlier");
            }
            rows.putInt(tail, columns.next(), row);
        }
        tails[lane] = row;
    }

    private void unlink(int lane, int row) {
        int next = rows.getInt(row, columns.next());
        int previous = rows.getInt(row, columns.previous());
        if (previous == 0) {
            heads[lane] = next;
        } else {
            rows.putInt(previous, columns.next(), next);
        }
        if (next == 0) {
            tails[lane] = previous;
        } else {
            rows.putInt(next, columns.previous(), previous);
        }
    }

    private boolean isBefore(int a, int b) {
        return HoldHeap.isBefore(rows, columns, a, b);
    }

    /** Whether the row ties with the tail of a lane and comes first by its number: the lane can't take it. */
    private boolean isTieWonBy(int row, int tail) {
        return tail != 0
                && row < tail
                && rows.getLong(row, columns.deadline()) == rows.getLong(tail, columns.deadline())
                && rows.getLong(row, columns.sequence()) == rows.getLong(tail, columns.sequence());
    }

    private long verifyLane(int lane) {
        long found = 0;
        int previous = 0;
        for (int row = heads[lane]; row != 0; row = rows.getInt(row, columns.next())) {
            boolean linked = rows.getInt(row, columns.previous()) == previous
                    && rows.getByte(row, columns.lane()) == lane + 1
                    && rows.getLong(row, columns.deadline()) >= nextDeadline;
            if (!linked || previous != 0 && isBefore(row, previous) || found++ > size) {
                throw new IllegalStateException("lane " + lane + " is broken at row " + row);
            }
            previous = row;
        }
        if (tails[lane] != previous) {
            throw new IllegalStateException("lane " + lane + " ends at row " + previous + ", not " + tails[lane]);
        }
        return found;
    }
}
