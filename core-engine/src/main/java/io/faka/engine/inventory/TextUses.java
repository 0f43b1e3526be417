package io.faka.engine.inventory;

import java.util.Arrays;

/** The deliveries of reusable texts within one command, until they are told. */
public final class TextUses {
    private int[] orders = new int[16];
    private int[] lines = new int[16];
    private int[] firstUnits = new int[16];
    private int[] quantities = new int[16];
    private int[] texts = new int[16];
    private long[] firstUses = new long[16];
    private int count;

    void add(int order, int line, int firstUnit, int quantity, int text, long firstUse) {
        if (count == orders.length) {
            grow(2 * count);
        }
        orders[count] = order;
        lines[count] = line;
        firstUnits[count] = firstUnit;
        quantities[count] = quantity;
        texts[count] = text;
        firstUses[count++] = firstUse;
    }

    private void grow(int size) {
        orders = Arrays.copyOf(orders, size);
        lines = Arrays.copyOf(lines, size);
        firstUnits = Arrays.copyOf(firstUnits, size);
        quantities = Arrays.copyOf(quantities, size);
        texts = Arrays.copyOf(texts, size);
        firstUses = Arrays.copyOf(firstUses, size);
    }

    /** How many there are. */
    public int count() {
        return count;
    }

    /** Row of the order that got the text. */
    public int order(int at) {
        return orders[at];
    }

    /** The line. */
    public int line(int at) {
        return lines[at];
    }

    /** The first of the units, which are linked. */
    public int firstUnit(int at) {
        return firstUnits[at];
    }

    /** How many units it was. */
    public int quantity(int at) {
        return quantities[at];
    }

    /** Row of the text in {@link SharedTexts}. */
    public int text(int at) {
        return texts[at];
    }

    /** Which delivery of the SKU's texts the first unit is. */
    public long firstUse(int at) {
        return firstUses[at];
    }

    /** Forgets them. */
    public void clear() {
        count = 0;
    }

    /** Bytes held. */
    public long memoryBytes() {
        return orders.length * 28L;
    }
}
