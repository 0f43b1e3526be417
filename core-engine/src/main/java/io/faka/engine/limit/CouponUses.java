package io.faka.engine.limit;

import io.faka.engine.memory.LineLoads;
import io.faka.engine.memory.RowLinks;
import io.faka.engine.memory.RowTable;
import io.faka.engine.memory.StateHash;

/**
 * Which order has which coupon, on which terms, what it took off, and whether the use is held, used or given back. Moves the counts
 * of {@link Coupons} with it. An order has one use, which stays as long as the order.
 */
public final class CouponUses {
    /** State: the order is not paid. */
    public static final byte HELD = 1;
    /** State: the order is paid. */
    public static final byte USED = 2;
    /** State: the order ended unpaid. */
    public static final byte RELEASED = 3;

    private static final int DISCOUNT = 0;
    private static final int ORDER = 8;
    private static final int COUPON = 12;
    private static final int ACCOUNT = 16;
    private static final int TERMS = 20;
    private static final int STATE = 24;
    private static final int ROW_BYTES = 28;

    private final RowTable rows = new RowTable(ROW_BYTES, 1 << 18);
    private final RowLinks byOrder = new RowLinks();
    private final Coupons coupons;

    /** @param coupons whose counts move */
    public CouponUses(Coupons coupons) {
        this.coupons = coupons;
    }

    /** The use of an order, 0 if it has none. */
    public int of(int order) {
        return byOrder.get(order);
    }

    /** Notes where it is told which is the use of an order. */
    public void foreseeLink(int order, LineLoads loads) {
        byOrder.foresee(order, loads);
    }

    /** Notes the use of an order. */
    public void foreseeUse(int order, LineLoads loads) {
        int use = of(order);
        if (use != 0) {
            loads.add(rows.address(use), ROW_BYTES);
        }
    }

    /** Gives an order a use on the coupon's terms of now, that counts nowhere yet. */
    public int add(int order, int coupon, long discount) {
        int use = rows.allocate();
        rows.putLong(use, DISCOUNT, discount);
        rows.putInt(use, ORDER, order);
        rows.putInt(use, COUPON, coupon);
        rows.putInt(use, TERMS, coupons.terms(coupon));
        rows.putByte(use, STATE, RELEASED);
        coupons.terms().retain(coupons.terms(coupon));
        byOrder.put(order, use);
        return use;
    }

    /** Moves a use to another state; the buyer is the order's. */
    public void become(int use, byte state, long buyer, int buyerLength) {
        int coupon = coupon(use);
        count(coupon, state(use), -1);
        count(coupon, state, 1);
        if (state == RELEASED) {
            coupons.close(rows.getInt(use, ACCOUNT));
            rows.putInt(use, ACCOUNT, 0);
        } else if (state(use) == RELEASED) {
            rows.putInt(use, ACCOUNT, coupons.open(coupon, buyer, buyerLength));
        }
        rows.putByte(use, STATE, state);
    }

    private void count(int coupon, byte state, int delta) {
        if (state != RELEASED) {
            int field = state == HELD ? Coupons.HELD : Coupons.USED;
            coupons.putInt(coupon, field, coupons.getInt(coupon, field) + delta);
        }
    }

    /** The coupon of a use. */
    public int coupon(int use) {
        return rows.getInt(use, COUPON);
    }

    /** What the coupon took off the order's amount. */
    public long discount(int use) {
        return rows.getLong(use, DISCOUNT);
    }

    /** Another part of the order's amount is taken off. */
    public void discount(int use, long discount) {
        rows.putLong(use, DISCOUNT, discount);
    }

    /** The terms that the order has. */
    public int terms(int use) {
        return rows.getInt(use, TERMS);
    }

    /** {@link #HELD}, {@link #USED} or {@link #RELEASED}. */
    public byte state(int use) {
        return rows.getByte(use, STATE);
    }

    /** The order of a use. */
    public int order(int use) {
        return rows.getInt(use, ORDER);
    }

    /** Highest row; all from 1 to it are uses. */
    public int count() {
        return rows.highest();
    }

    /** Adds coupons and uses to the hash, if there are any. */
    public void addTo(StateHash hash) {
        if (coupons.count() == 0) {
            return;
        }
        coupons.addTo(hash);
        hash.add(count());
        for (int use = 1; use <= count(); use++) {
            hash.add(discount(use)).add((long) order(use) << 32 | coupon(use)).add((long) terms(use) << 8 | state(use));
        }
    }

    /** Bytes held, by the coupons too. */
    public long memoryBytes() {
        return coupons.memoryBytes() + rows.memoryBytes() + byOrder.memoryBytes();
    }

    /**
     * Counts all uses again: conservation of coupon uses.
     *
     * @throws IllegalStateException if a count is wrong
     */
    public void verify() {
        long[] held = new long[coupons.count() + 1];
        long[] used = new long[coupons.count() + 1];
        long[] entries = new long[coupons.buyers().highest() + 1];
        long[] references = new long[coupons.terms().highest() + 1];
        for (int use = 1; use <= count(); use++) {
            held[coupon(use)] += state(use) == HELD ? 1 : 0;
            used[coupon(use)] += state(use) == USED ? 1 : 0;
            entries[rows.getInt(use, ACCOUNT)]++;
            references[terms(use)]++;
            require(of(order(use)) == use, "not found by its order: use", use);
            require(
                    (rows.getInt(use, ACCOUNT) == 0) == (state(use) == RELEASED),
                    "its buyer's count does not fit use",
                    use);
        }
        for (int coupon = 1; coupon <= coupons.count(); coupon++) {
            boolean fits = coupons.getInt(coupon, Coupons.HELD) == held[coupon]
                    && coupons.getInt(coupon, Coupons.USED) == used[coupon]
                    && coupons.isIndexed(coupon);
            require(fits, "held and used do not fit coupon", coupon);
        }
        verifyTerms(references);
        for (int account = 1; account < entries.length; account++) {
            boolean fits = !coupons.buyers().isUsed(account)
                    || coupons.buyers().entries(account) == entries[account]
                            && coupons.buyers().isIndexed(account);
            require(fits, "uses do not fit the buyer's account", account);
        }
    }

    private void verifyTerms(long[] references) {
        for (int coupon = 1; coupon <= coupons.count(); coupon++) {
            references[coupons.terms(coupon)]++;
        }
        for (int terms = 1; terms < references.length; terms++) {
            require(coupons.terms().references(terms) == references[terms], "references do not fit terms", terms);
        }
    }

    private static void require(boolean holds, String otherwise, long number) {
        if (!holds) {
            throw new IllegalStateException("coupons: " + otherwise + " " + number);
        }
    }
}
