package io.faka.engine.inventory;

import java.util.Arrays;

/** From which offers the lines of one order would take their units, at which price, in the order they are taken. Reused. */
public final class FillPlan {
    /** Most that an order may cost, which is what a payment can say at most. */
    public static final long MAX_AMOUNT = 1_000_000_000_000_000L;

    private int[] lines = new int[64];
    private int[] offers = new int[64];
    private int[] quantities = new int[64];
    private long[] prices = new long[64];
    private int[] firstUnits = new int[64];
    private int count;
    private boolean privileged;

    /** An empty plan. */
    public FillPlan() {}

    /** Says for whom the fills that follow are: only the privileged, orders of a priority above 0, may have what a VIP quota keeps. */
    public void of(boolean privilegedOrder) {
        privileged = privilegedOrder;
    }

    boolean privileged() {
        return privileged;
    }

    void add(int line, int offer, int quantity, long price) {
        if (count == lines.length) {
            lines = Arrays.copyOf(lines, count * 2);
            offers = Arrays.copyOf(offers, count * 2);
            quantities = Arrays.copyOf(quantities, count * 2);
            prices = Arrays.copyOf(prices, count * 2);
            firstUnits = Arrays.copyOf(firstUnits, count * 2);
        }
        lines[count] = line;
        offers[count] = offer;
        quantities[count] = quantity;
        firstUnits[count] = 0;
        prices[count++] = price;
    }

    void addUnit(int line, int offer, int unit, long price) {
        add(line, offer, 1, price);
        firstUnits[count - 1] = unit;
    }

    void clear() {
        count = 0;
    }

    /** Number of fills. */
    public int count() {
        return count;
    }

    /** Which line the fill is for. */
    public int line(int fill) {
        return lines[fill];
    }

    /** Where its units come from. */
    public int offer(int fill) {
        return offers[fill];
    }

    /** Its units. */
    public int quantity(int fill) {
        return quantities[fill];
    }

    /** Price of one of its units. */
    public long price(int fill) {
        return prices[fill];
    }

    /** First of its units, once they were taken; the others follow it. Before that the unit it names, 0 if it names none. */
    public int firstUnit(int fill) {
        return firstUnits[fill];
    }

    /** Notes which units were taken. */
    public void firstUnit(int fill, int unit) {
        firstUnits[fill] = unit;
    }

    /** Units of all fills. */
    public int units() {
        int units = 0;
        for (int fill = 0; fill < count; fill++) {
            units += quantities[fill];
        }
        return units;
    }

    /** What all fills cost; -1 if that is above {@link #MAX_AMOUNT}. */
    public long amount() {
        long amount = 0;
        for (int fill = 0; fill < count; fill++) {
            long cost = prices[fill] * quantities[fill];
            amount += cost;
            if (Math.multiplyHigh(prices[fill], (long) quantities[fill]) != 0
                    || cost < 0
                    || amount < 0
                    || amount > MAX_AMOUNT) {
                return -1;
            }
        }
        return amount;
    }
}
