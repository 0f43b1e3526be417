package io.faka.engine.payment;

import io.faka.engine.memory.Arena;
import io.faka.engine.memory.Hash;
import io.faka.engine.memory.Memory;
import io.faka.engine.memory.RowTable;
import io.faka.engine.memory.SegmentedIndex;
import io.faka.engine.memory.StateHash;

/** The refunds that were made: found by order id and ref. */
public final class Refunds {
    private static final int ORDER_HIGH = 0;
    private static final int ORDER_LOW = 8;
    private static final int AMOUNT = 16;
    private static final int SEQ = 24;
    private static final int CURRENCY = 32;
    private static final int TEXT = 36;
    private static final int LENGTH = 40;
    private static final int ROW_BYTES = 48;

    private final RowTable rows = new RowTable(ROW_BYTES, 1 << 16);
    private final SegmentedIndex byRef = new SegmentedIndex();
    private final Arena texts = new Arena();
    private long seed;

    /** Sets the seed of the index; only while there is no refund. */
    public void seed(long seed) {
        this.seed = seed;
    }

    /** Row of an order's refund with this ref, 0 if there is none. */
    int find(long orderHigh, long orderLow, long refAt, int refLength) {
        long hash = hash(orderHigh, orderLow, refAt, refLength);
        for (int at = byRef.first(hash); at >= 0; at = byRef.next(hash, at)) {
            int refund = byRef.row(hash, at);
            boolean same = rows.getLong(refund, ORDER_HIGH) == orderHigh
                    && rows.getLong(refund, ORDER_LOW) == orderLow
                    && refLength(refund) == refLength
                    && Memory.equal(ref(refund), refAt, refLength);
            if (same) {
                return refund;
            }
        }
        return 0;
    }

    void add(long orderHigh, long orderLow, long amount, int currency, long refAt, int refLength, long seq) {
        int refund = rows.allocate();
        int text = texts.allocate(refLength);
        Memory.copy(refAt, texts.address(text), refLength);
        rows.putLong(refund, ORDER_HIGH, orderHigh);
        rows.putLong(refund, ORDER_LOW, orderLow);
        rows.putLong(refund, AMOUNT, amount);
        rows.putLong(refund, SEQ, seq);
        rows.putInt(refund, CURRENCY, currency);
        rows.putInt(refund, TEXT, text);
        rows.putInt(refund, LENGTH, refLength);
        byRef.insert(hash(orderHigh, orderLow, refAt, refLength), refund);
    }

    /** Minor units that went back. */
    public long amount(int refund) {
        return rows.getLong(refund, AMOUNT);
    }

    /** Packed as by {@link io.faka.engine.Currency}. */
    public int currency(int refund) {
        return rows.getInt(refund, CURRENCY);
    }

    long seq(int refund) {
        return rows.getLong(refund, SEQ);
    }

    /** Highest row; all from 1 to it are refunds. */
    public int count() {
        return rows.highest();
    }

    /** Whether the index finds the refund. */
    public boolean isIndexed(int refund) {
        long high = rows.getLong(refund, ORDER_HIGH);
        long low = rows.getLong(refund, ORDER_LOW);
        return find(high, low, ref(refund), refLength(refund)) == refund && byRef.size() == count();
    }

    /** Adds every refund to the hash. */
    public void addTo(StateHash hash) {
        hash.add(count());
        for (int refund = 1; refund <= count(); refund++) {
            hash.add(rows.getLong(refund, ORDER_HIGH))
                    .add(rows.getLong(refund, ORDER_LOW))
                    .add(amount(refund))
                    .add(seq(refund))
                    .add(currency(refund))
                    .addBytes(ref(refund), refLength(refund));
        }
    }

    /** Bytes held. */
    public long memoryBytes() {
        return rows.memoryBytes() + byRef.memoryBytes() + texts.memoryBytes();
    }

    private long ref(int refund) {
        return texts.address(rows.getInt(refund, TEXT));
    }

    private int refLength(int refund) {
        return rows.getInt(refund, LENGTH);
    }

    private long hash(long orderHigh, long orderLow, long refAt, int refLength) {
        return Hash.of(Hash.ofWords(seed, orderHigh, orderLow), refAt, refLength);
    }
}
