package io.faka.engine.inventory;

import io.faka.engine.SkuLimits;
import io.faka.engine.memory.RowTable;
import io.faka.engine.memory.StateHash;

/** The limits of those SKUs that have any: a row each, which stays once a SKU had one. Row 0 means that it never had. */
public final class LimitRules {
    /** 8 bytes: how long a unit counts for its buyer, in microseconds; 0 = for good. */
    public static final int WINDOW = 0;
    /** 4 bytes, unsigned: units of one buyer within the window; 0 = no limit. */
    public static final int PER_BUYER = 8;
    /** 4 bytes, unsigned: unpaid orders of one buyer; 0 = no limit. */
    public static final int HOLDS_PER_BUYER = 12;
    /** 4 bytes, unsigned: unpaid orders of one client address; 0 = no limit. */
    public static final int HOLDS_PER_ADDRESS = 16;
    /** 4 bytes: largest share held unpaid, in ten-thousandths; 0 = no limit. */
    public static final int HELD_SHARE = 20;

    private static final int ROW_BYTES = 24;

    private final RowTable rows = new RowTable(ROW_BYTES, 1 << 16);

    int add() {
        return rows.allocate();
    }

    void put(int row, SkuLimits limits) {
        rows.putLong(row, WINDOW, limits.buyerWindowMillis() * 1_000);
        rows.putInt(row, PER_BUYER, (int) limits.maxPerBuyer());
        rows.putInt(row, HOLDS_PER_BUYER, (int) limits.maxOpenHoldsPerBuyer());
        rows.putInt(row, HOLDS_PER_ADDRESS, (int) limits.maxOpenHoldsPerAddress());
        rows.putInt(row, HELD_SHARE, limits.maxHeldShareBps());
    }

    SkuLimits read(int row) {
        if (row == 0) {
            return SkuLimits.NONE;
        }
        return new SkuLimits(
                get(row, PER_BUYER),
                windowMicros(row) / 1_000,
                get(row, HOLDS_PER_BUYER),
                get(row, HOLDS_PER_ADDRESS),
                (int) get(row, HELD_SHARE));
    }

    /** Whether any SKU has limits, or had. */
    public boolean isAny() {
        return rows.highest() > 0;
    }

    /** A field of 4 bytes. */
    public long get(int row, int field) {
        return rows.getInt(row, field) & 0xffffffffL;
    }

    /** The window in microseconds. */
    public long windowMicros(int row) {
        return rows.getLong(row, WINDOW);
    }

    void addTo(StateHash hash, int row) {
        hash.addBytes(rows.address(row), ROW_BYTES);
    }

    /** Bytes held. */
    long memoryBytes() {
        return rows.memoryBytes();
    }
}
