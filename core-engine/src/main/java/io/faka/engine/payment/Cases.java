package io.faka.engine.payment;

import io.faka.codec.reply.ResultCode;
import io.faka.engine.memory.Hash;
import io.faka.engine.memory.RowTable;
import io.faka.engine.memory.SegmentedIndex;
import io.faka.engine.memory.StateHash;

/**
 * Where the money is of the payments that did not simply pay their order: one row each, linked per order id in the order of
 * their arrival, and in two queues, suspense and refunds due, in the order in which they joined them. What of a payment's amount is in none
 * of the three columns pays the order.
 */
public final class Cases {
    /** Queue: in none. */
    static final int NONE = 0;
    /** Queue: money in suspense. */
    static final int SUSPENSE = 1;
    /** Queue: money due back. */
    static final int DUE = 2;

    private static final int SUSPENDED_AMOUNT = 0;
    private static final int DUE_AMOUNT = 8;
    private static final int REFUNDED_AMOUNT = 16;
    private static final int ENTRY = 24;
    private static final int CHANGED_SEQ = 32;
    private static final int PAYMENT = 40;
    private static final int NEXT = 44;
    private static final int PREVIOUS = 48;
    private static final int NEXT_OF_ORDER = 52;
    private static final int LAST_OF_ORDER = 56;
    private static final int QUEUE = 60;
    private static final int REASON = 61;
    private static final int ROW_BYTES = 64;

    private final RowTable rows = new RowTable(ROW_BYTES, 1 << 16);
    private final SegmentedIndex byOrder = new SegmentedIndex();
    private final Payments payments;
    private final int[] heads = new int[3];
    private final int[] tails = new int[3];
    private final long[] sizes = new long[3];
    private long lastEntry;
    private long seed;

    /** @param payments whose order ids the rows are found by */
    public Cases(Payments payments) {
        this.payments = payments;
    }

    /** Sets the seed of the index; only while there is no row. */
    void seed(long seed) {
        this.seed = seed;
    }

    /** First case of an order id, 0 if there is none. */
    public int firstOfOrder(long idHigh, long idLow) {
        long hash = Hash.ofWords(seed, idHigh, idLow);
        for (int at = byOrder.first(hash); at >= 0; at = byOrder.next(hash, at)) {
            int row = byOrder.row(hash, at);
            int payment = payment(row);
            if (payments.orderIdHigh(payment) == idHigh && payments.orderIdLow(payment) == idLow) {
                return row;
            }
        }
        return 0;
    }

    /** Next case of the same order id, 0 if it was the last. */
    public int nextOfOrder(int row) {
        return rows.getInt(row, NEXT_OF_ORDER);
    }

    /** The case of a payment, 0 if it has none. */
    int ofPayment(int payment) {
        int row = firstOfOrder(payments.orderIdHigh(payment), payments.orderIdLow(payment));
        while (row != 0 && payment(row) != payment) {
            row = nextOfOrder(row);
        }
        return row;
    }

    /** Whether money that named this order is in suspense or due back. */
    public boolean isOpen(long orderHigh, long orderLow) {
        int row = firstOfOrder(orderHigh, orderLow);
        while (row != 0 && suspended(row) == 0 && due(row) == 0) {
            row = nextOfOrder(row);
        }
        return row != 0;
    }

    /** Opens a case with no money in it. */
    int add(int payment, ResultCode reason) {
        long high = payments.orderIdHigh(payment);
        long low = payments.orderIdLow(payment);
        int first = firstOfOrder(high, low);
        int row = rows.allocate();
        rows.putInt(row, PAYMENT, payment);
        reason(row, reason);
        if (first == 0) {
            rows.putInt(row, LAST_OF_ORDER, row);
            byOrder.insert(Hash.ofWords(seed, high, low), row);
        } else {
            rows.putInt(rows.getInt(first, LAST_OF_ORDER), NEXT_OF_ORDER, row);
            rows.putInt(first, LAST_OF_ORDER, row);
        }
        return row;
    }

    /** Sets where the money is, and puts the case into the queue that goes with it. */
    void put(int row, long suspended, long due, long refunded, long seq) {
        rows.putLong(row, SUSPENDED_AMOUNT, suspended);
        rows.putLong(row, DUE_AMOUNT, due);
        rows.putLong(row, REFUNDED_AMOUNT, refunded);
        rows.putLong(row, CHANGED_SEQ, seq);
        int queue = suspended > 0 ? SUSPENSE : due > 0 ? DUE : NONE;
        if (queue != queue(row)) {
            leave(row);
            join(row, queue);
        }
    }

    /** Row of the payment. */
    public int payment(int row) {
        return rows.getInt(row, PAYMENT);
    }

    /** Minor units that wait for an operator. */
    public long suspended(int row) {
        return rows.getLong(row, SUSPENDED_AMOUNT);
    }

    /** Minor units that must go back. */
    public long due(int row) {
        return rows.getLong(row, DUE_AMOUNT);
    }

    /** Minor units that went back. */
    public long refunded(int row) {
        return rows.getLong(row, REFUNDED_AMOUNT);
    }

    /** Minor units that pay the order. */
    public long kept(int row) {
        return payments.amount(payment(row)) - suspended(row) - due(row) - refunded(row);
    }

    /** Sequence of the last command that changed it. */
    public long changedSeq(int row) {
        return rows.getLong(row, CHANGED_SEQ);
    }

    /** Why the money does not simply pay the order. */
    public ResultCode reason(int row) {
        return ResultCode.get((short) (rows.getByte(row, REASON) & 0xff));
    }

    void reason(int row, ResultCode reason) {
        rows.putByte(row, REASON, (byte) reason.value());
    }

    int queue(int row) {
        return rows.getByte(row, QUEUE);
    }

    /** Position in the queue's order; grows with every joining. */
    long entry(int row) {
        return rows.getLong(row, ENTRY);
    }

    /** First case of a queue behind a position, 0 if there is none. */
    int firstAfter(int queue, long entry) {
        int row = heads[queue];
        while (row != 0 && entry(row) <= entry) {
            row = rows.getInt(row, NEXT);
        }
        return row;
    }

    int next(int row) {
        return rows.getInt(row, NEXT);
    }

    /** Cases in suspense. */
    public long inSuspense() {
        return sizes[SUSPENSE];
    }

    /** Cases with money due back. */
    public long withRefundDue() {
        return sizes[DUE];
    }

    /** Highest row; all from 1 to it are cases. */
    public int count() {
        return rows.highest();
    }

    /** Whether links, queues and index agree on the case. */
    public boolean isLinked(int row) {
        int queue = suspended(row) > 0 ? SUSPENSE : due(row) > 0 ? DUE : NONE;
        int previous = rows.getInt(row, PREVIOUS);
        boolean queued = queue == NONE
                || (previous == 0 ? heads[queue] == row : next(previous) == row && entry(previous) < entry(row));
        return queue == queue(row) && queued && ofPayment(payment(row)) == row;
    }

    /** Adds every case to the hash. */
    void addTo(StateHash hash) {
        hash.add(count()).add(lastEntry);
        for (int row = 1; row <= count(); row++) {
            hash.add(suspended(row))
                    .add(due(row))
                    .add(refunded(row))
                    .add(entry(row))
                    .add(changedSeq(row))
                    .add((long) payment(row) << 32 | queue(row) << 8 | rows.getByte(row, REASON) & 0xff);
        }
    }

    /** Bytes held. */
    long memoryBytes() {
        return rows.memoryBytes() + byOrder.memoryBytes();
    }

    private void join(int row, int queue) {
        rows.putByte(row, QUEUE, (byte) queue);
        if (queue == NONE) {
            return;
        }
        int tail = tails[queue];
        rows.putInt(row, PREVIOUS, tail);
        rows.putLong(row, ENTRY, ++lastEntry);
        if (tail == 0) {
            heads[queue] = row;
        } else {
            rows.putInt(tail, NEXT, row);
        }
        tails[queue] = row;
        sizes[queue]++;
    }

    private void leave(int row) {
        int queue = queue(row);
        if (queue == NONE) {
            return;
        }
        int previous = rows.getInt(row, PREVIOUS);
        int next = rows.getInt(row, NEXT);
        if (previous == 0) {
            heads[queue] = next;
        } else {
            rows.putInt(previous, NEXT, next);
        }
        if (next == 0) {
            tails[queue] = previous;
        } else {
            rows.putInt(next, PREVIOUS, previous);
        }
        rows.putInt(row, NEXT, 0);
        rows.putInt(row, PREVIOUS, 0);
        sizes[queue]--;
    }
}
