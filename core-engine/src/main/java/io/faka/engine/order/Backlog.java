package io.faka.engine.order;

import io.faka.engine.expiry.HoldColumns;
import io.faka.engine.expiry.Holds;
import io.faka.engine.inventory.FreedStock;
import io.faka.engine.memory.RowLinks;
import io.faka.engine.memory.RowTable;
import io.faka.engine.memory.StateHash;
import java.util.Arrays;

/**
 * The orders that wait for stock: a row of 88 bytes each, found by the order, in the exact order in which their time ends, and in the
 * {@link WaitQueue} of one SKU. An order of several SKUs that takes all or nothing waits in the queue of one that there is not
 * enough of: as long as that is so it can't be served, however much there is of the others.
 */
public final class Backlog {
    private static final int DEADLINE = 0;
    private static final int SEQ = WaitQueue.SEQ;
    private static final int HOLD_NEXT = 16;
    private static final int HOLD_PREVIOUS = 20;
    private static final int ORDER = 24;
    private static final int SKU = 28;
    private static final int LANE = 52;
    private static final int PARTIAL = 80;
    private static final int DRAWN = 81;
    private static final int ENTERED = 82;
    private static final int ROW_BYTES = 88;

    private final RowTable rows = new RowTable(ROW_BYTES, 1 << 20);
    private final RowLinks byOrder = new RowLinks();
    private final Holds ends = new Holds(rows, new HoldColumns(DEADLINE, SEQ, HOLD_NEXT, HOLD_PREVIOUS, LANE));
    private final WaitQueue queue = new WaitQueue(rows);
    private final LotteryEntries entries;
    private final FreedStock freed;
    private int[] drawn = new int[64];
    private int[] roots = new int[64];
    private int lastVerified;

    /**
     * @param freed   is told for which SKUs anybody waits
     * @param entries is told which entries wait no longer
     */
    Backlog(FreedStock freed, LotteryEntries entries) {
        this.freed = freed;
        this.entries = entries;
    }

    /** Row of a waiting order, 0 if it does not wait. */
    public int find(int order) {
        return byOrder.get(order);
    }

    /** Lets an order wait from now on; {@link #enqueue} is to follow. */
    int add(int order, int priority, long deadline, long lengthMicros, long seq) {
        int row = rows.allocate();
        rows.putInt(row, ORDER, order);
        rows.putLong(row, DEADLINE, deadline);
        rows.putLong(row, SEQ, seq);
        rows.putByte(row, WaitQueue.PRIORITY, (byte) priority);
        byOrder.put(order, row);
        ends.add(row, lengthMicros);
        return row;
    }

    /**
     * Puts a row in the queue of a SKU.
     *
     * @param need  units that must be there before it can be served
     * @param cap   what ranks it behind those of its priority that would pay more
     * @param limit most that it pays for one unit
     * @param keeps whether the SKU's own offer serves it whatever it asks now
     */
    void enqueue(int row, int sku, int need, long cap, long limit, boolean keeps) {
        if (sku >= roots.length) {
            roots = Arrays.copyOf(roots, Math.max(sku + 1, roots.length * 2));
        }
        if (isDrawn(row) && sku != sku(row)) {
            // It was drawn for a place in the other queue.
            rows.putByte(row, DRAWN, (byte) 0);
            rows.putByte(row, WaitQueue.PRIORITY, rows.getByte(row, WaitQueue.ASKED_PRIORITY));
        }
        rows.putInt(row, SKU, sku);
        rows.putInt(row, WaitQueue.NEED, need);
        if (!isDrawn(row)) {
            rows.putLong(row, WaitQueue.CAP, cap);
        }
        rows.putLong(row, WaitQueue.LIMIT, limit);
        rows.putByte(row, WaitQueue.KEEPS, (byte) (keeps ? 1 : 0));
        roots[sku] = queue.insert(roots[sku], row);
        freed.await(sku, true);
    }

    /** The row's order is its buyer's entry to the lottery of its SKU, as long as it waits. */
    void enter(int row) {
        rows.putByte(row, ENTERED, (byte) 1);
        entries.add(order(row));
    }

    /** Whether the order is an entry to a lottery that is open, or was. */
    boolean isEntered(int row) {
        return rows.getByte(row, ENTERED) != 0;
    }

    /** Whether its place in its queue was drawn. */
    boolean isDrawn(int row) {
        return rows.getByte(row, DRAWN) != 0;
    }

    /** Orders in the queue of a SKU. */
    int waiting(int sku) {
        return queue.size(root(sku));
    }

    /** Puts the queue of a SKU into the order that follows from the seed; how many are in it. */
    int draw(int sku, long seed) {
        int count = waiting(sku);
        if (drawn.length < count) {
            drawn = new int[Math.max(count, drawn.length * 2)];
        }
        int collected = collect(root(sku), 0);
        if (collected != count) {
            throw new IllegalStateException(collected + " wait for SKU " + sku + ", counted " + count);
        }
        for (int i = 0; i < count; i++) {
            roots[sku] = queue.remove(roots[sku], drawn[i]);
        }
        for (int i = 0; i < count; i++) {
            int row = drawn[i];
            if (!isDrawn(row)) {
                rows.putByte(row, WaitQueue.ASKED_PRIORITY, rows.getByte(row, WaitQueue.PRIORITY));
            }
            rows.putByte(row, DRAWN, (byte) 1);
            rows.putByte(row, WaitQueue.PRIORITY, (byte) 0);
            rows.putLong(row, WaitQueue.CAP, LotteryDesk.rank(seed, rows.getLong(row, SEQ)));
            roots[sku] = queue.insert(roots[sku], row);
        }
        return count;
    }

    private int collect(int node, int count) {
        if (node == 0) {
            return count;
        }
        int place = collect(queue.left(node), count);
        drawn[place] = node;
        return collect(queue.right(node), place + 1);
    }

    /** Says whether the order takes whatever there is, instead of all or nothing. */
    void partial(int row, boolean isPartial) {
        rows.putByte(row, PARTIAL, (byte) (isPartial ? 1 : 0));
    }

    /** Whether the order takes whatever there is, instead of all or nothing. */
    public boolean isPartial(int row) {
        return rows.getByte(row, PARTIAL) != 0;
    }

    /** Takes a row out of its queue. */
    void dequeue(int row) {
        int sku = sku(row);
        roots[sku] = queue.remove(roots[sku], row);
        freed.await(sku, roots[sku] != 0);
    }

    /** Forgets a row. */
    void remove(int row) {
        if (isEntered(row)) {
            entries.remove(order(row));
        }
        dequeue(row);
        ends.remove(row);
        byOrder.put(order(row), 0);
        rows.free(row);
    }

    /** The queues, to be searched with {@link #root}. */
    WaitQueue queue() {
        return queue;
    }

    /** The queue of a SKU, 0 if nobody waits in it. */
    int root(int sku) {
        return sku < roots.length ? roots[sku] : 0;
    }

    /** Row of the order. */
    public int order(int row) {
        return rows.getInt(row, ORDER);
    }

    /** The SKU in whose queue it waits. */
    public int sku(int row) {
        return rows.getInt(row, SKU);
    }

    /** Until when it waits, in journal microseconds. */
    public long deadline(int row) {
        return rows.getLong(row, DEADLINE);
    }

    /** 0 to 9. */
    public int priority(int row) {
        return queue.priority(row);
    }

    /** Its place in its queue, from 1. */
    public int position(int row) {
        return queue.position(roots[sku(row)], row);
    }

    /** The row whose time ends first if it ends at or before {@code timeMicros}, else 0. */
    int firstDue(long timeMicros) {
        return ends.firstDue(timeMicros);
    }

    /** No wait ends before this time; {@link Long#MAX_VALUE} if nobody waits. */
    public long nextDeadline() {
        return ends.nextDeadline();
    }

    /** Orders waiting. */
    public long size() {
        return ends.size();
    }

    /** Bytes held. */
    public long memoryBytes() {
        return rows.memoryBytes()
                + byOrder.memoryBytes()
                + ends.memoryBytes()
                + entries.memoryBytes()
                + (roots.length + drawn.length) * 4L;
    }

    void addTo(StateHash hash, int order) {
        int row = find(order);
        if (row != 0) {
            hash.add(deadline(row))
                    .add(rows.getLong(row, SEQ))
                    .add((long) sku(row) << 32 | rows.getInt(row, WaitQueue.NEED))
                    .add(rows.getLong(row, WaitQueue.CAP))
                    .add(rows.getLong(row, WaitQueue.LIMIT))
                    .add(priority(row) << 16 | rows.getByte(row, PARTIAL) << 8 | rows.getByte(row, WaitQueue.KEEPS))
                    .add(rows.getByte(row, DRAWN) << 16
                            | rows.getByte(row, ENTERED) << 8
                            | rows.getByte(row, WaitQueue.ASKED_PRIORITY));
        }
    }

    /**
     * Checks the ends and every queue.
     *
     * @throws IllegalStateException if order, links, sums or counts are broken
     */
    public void verify() {
        ends.verify();
        long found = 0;
        for (int sku = 0; sku < roots.length; sku++) {
            lastVerified = 0;
            found += verifyQueue(sku, roots[sku]);
        }
        if (found != size() || found != byOrder.size() || found != rows.size()) {
            throw new IllegalStateException(found + " wait in queues, " + size() + " until a time, " + byOrder.size()
                    + " have links, " + rows.size() + " rows");
        }
    }

    private long verifyQueue(int sku, int node) {
        if (node == 0) {
            return 0;
        }
        long found = 1 + verifyQueue(sku, queue.left(node));
        boolean sorted = lastVerified == 0 || queue.isBefore(lastVerified, node);
        if (!sorted || sku(node) != sku || !queue.isSummed(node) || find(order(node)) != node) {
            throw new IllegalStateException("the queue of SKU " + sku + " is broken at row " + node);
        }
        lastVerified = node;
        return found + verifyQueue(sku, queue.right(node));
    }
}
