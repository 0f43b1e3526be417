package io.faka.engine.limit;

import io.faka.engine.memory.Arena;
import io.faka.engine.memory.Memory;
import io.faka.engine.memory.RowTable;
import io.faka.engine.memory.StateHash;

/**
 * What coupons take off, and off which SKUs. Terms never change: a new definition of a coupon has new ones, and an order keeps those
 * under which it was placed. They go when neither a coupon nor an order refers to them.
 */
public final class CouponTerms {
    /** The whole amount in ten-thousandths. */
    public static final int ALL_BPS = 10_000;

    private static final int DISCOUNT = 0;
    private static final int SKUS = 8;
    private static final int REFERENCES = 12;
    private static final int DISCOUNT_BPS = 16;
    private static final int SKU_COUNT = 20;
    private static final int ROW_BYTES = 24;

    private final RowTable rows = new RowTable(ROW_BYTES, 1 << 16);
    private final Arena texts;

    /** @param texts where the SKUs are kept */
    CouponTerms(Arena texts) {
        this.texts = texts;
    }

    /** Terms with one reference, whose SKUs are still to be set. */
    public int add(long discount, int discountBps, int skuCount) {
        int terms = rows.allocate();
        rows.putLong(terms, DISCOUNT, discount);
        rows.putInt(terms, DISCOUNT_BPS, discountBps);
        rows.putInt(terms, REFERENCES, 1);
        rows.putInt(terms, SKUS, skuCount == 0 ? 0 : texts.allocate(skuCount * Integer.BYTES));
        rows.putByte(terms, SKU_COUNT, (byte) skuCount);
        return terms;
    }

    /** A reference more. */
    void retain(int terms) {
        rows.putInt(terms, REFERENCES, references(terms) + 1);
    }

    /** A reference less. */
    void release(int terms) {
        rows.putInt(terms, REFERENCES, references(terms) - 1);
        if (references(terms) == 0) {
            if (skuCount(terms) > 0) {
                texts.free(rows.getInt(terms, SKUS), skuCount(terms) * Integer.BYTES);
            }
            rows.free(terms);
        }
    }

    /** Coupons and orders that refer to them; 0 = the row is free. */
    int references(int terms) {
        return rows.getInt(terms, REFERENCES);
    }

    /** Minor units off, 0 if a share is taken off. */
    public long discount(int terms) {
        return rows.getLong(terms, DISCOUNT);
    }

    /** Ten-thousandths off, 0 if an amount is taken off. */
    public int discountBps(int terms) {
        return rows.getInt(terms, DISCOUNT_BPS);
    }

    /** How many SKUs they are for; 0 = all. */
    public int skuCount(int terms) {
        return rows.getByte(terms, SKU_COUNT);
    }

    /** Sets one of the SKUs. */
    public void sku(int terms, int index, int sku) {
        Memory.putInt(texts.address(rows.getInt(terms, SKUS)) + (long) index * Integer.BYTES, sku);
    }

    /** One of the SKUs they are for. */
    public int sku(int terms, int index) {
        return Memory.getInt(texts.address(rows.getInt(terms, SKUS)) + (long) index * Integer.BYTES);
    }

    /** Whether they are for this SKU. */
    public boolean areFor(int terms, int sku) {
        for (int i = 0; i < skuCount(terms); i++) {
            if (sku(terms, i) == sku) {
                return true;
            }
        }
        return skuCount(terms) == 0;
    }

    /** What is taken off an amount: at most all of it, a share rounded down. */
    public long off(int terms, long amount) {
        long bps = discountBps(terms);
        if (bps == 0) {
            return Math.min(amount, discount(terms));
        }
        return amount / ALL_BPS * bps + amount % ALL_BPS * bps / ALL_BPS;
    }

    /** Highest row ever in use. */
    int highest() {
        return rows.highest();
    }

    void addTo(StateHash hash) {
        hash.add(rows.highest());
        for (int terms = 1; terms <= rows.highest(); terms++) {
            hash.add(references(terms));
            if (references(terms) > 0) {
                hash.add(discount(terms)).add((long) discountBps(terms) << 32 | skuCount(terms));
                for (int i = 0; i < skuCount(terms); i++) {
                    hash.add(sku(terms, i));
                }
            }
        }
    }

    long memoryBytes() {
        return rows.memoryBytes();
    }
}
