package io.faka.engine.order;

import io.faka.codec.reply.LotteryState;
import io.faka.engine.memory.RowTable;
import io.faka.engine.memory.StateHash;
import java.util.Arrays;

/** The lotteries there are or were, one per SKU: the last. */
public final class Lotteries {
    /** State: orders are entries, and wait for the draw. */
    public static final byte OPEN = (byte) LotteryState.OPEN.value();
    /** State: who waited was put into the order drawn. */
    public static final byte DRAWN = (byte) LotteryState.DRAWN.value();
    /** State: it ended without a draw. */
    public static final byte ENDED = (byte) LotteryState.ENDED.value();

    private static final int SEED = 0;
    private static final int CHANGED_SEQ = 8;
    private static final int SKU = 16;
    private static final int ENTRIES = 20;
    private static final int STATE = 24;
    private static final int ROW_BYTES = 32;

    private final RowTable rows = new RowTable(ROW_BYTES, 1 << 16);
    private int[] bySku = new int[64];

    /** No lottery. */
    public Lotteries() {}

    /** Row of the SKU's lottery, 0 if it never had one. */
    public int of(int sku) {
        return sku < bySku.length ? bySku[sku] : 0;
    }

    /** The SKU's lottery, which is made if there is none, opens. */
    int open(int sku, long seq) {
        int row = of(sku);
        if (row == 0) {
            if (sku >= bySku.length) {
                bySku = Arrays.copyOf(bySku, Math.max(sku + 1, bySku.length * 2));
            }
            row = rows.allocate();
            rows.putInt(row, SKU, sku);
            bySku[sku] = row;
        }
        become(row, OPEN, 0, 0, seq);
        return row;
    }

    /** Sets all that changes. */
    void become(int row, byte state, int entries, long seed, long seq) {
        rows.putByte(row, STATE, state);
        rows.putInt(row, ENTRIES, entries);
        rows.putLong(row, SEED, seed);
        rows.putLong(row, CHANGED_SEQ, seq);
    }

    /** Number of the SKU. */
    public int sku(int row) {
        return rows.getInt(row, SKU);
    }

    /** Value of {@code LotteryState}. */
    public byte state(int row) {
        return rows.getByte(row, STATE);
    }

    /** How many took part in the draw; 0 before it. */
    public int entries(int row) {
        return rows.getInt(row, ENTRIES);
    }

    /** What the draw was made with; 0 before it. */
    public long seed(int row) {
        return rows.getLong(row, SEED);
    }

    /** Sequence of the command that changed it last. */
    public long changedSeq(int row) {
        return rows.getLong(row, CHANGED_SEQ);
    }

    /** Highest row; all from 1 to it are lotteries. */
    public int count() {
        return rows.highest();
    }

    /** Adds every lottery to the hash, if there is any. */
    public void addTo(StateHash hash) {
        for (int row = 1; row <= count(); row++) {
            hash.add((long) sku(row) << 32 | entries(row))
                    .add((long) state(row))
                    .add(seed(row))
                    .add(changedSeq(row));
        }
    }

    /** Bytes held. */
    public long memoryBytes() {
        return rows.memoryBytes() + bySku.length * 4L;
    }
}
