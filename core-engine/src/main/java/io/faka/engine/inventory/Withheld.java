package io.faka.engine.inventory;

import java.util.Arrays;

/** Units that came back from orders and did not go on sale again, until that is told. */
public final class Withheld {
    private int[] units = new int[64];
    private int count;

    Withheld() {}

    void add(int unit) {
        if (count == units.length) {
            units = Arrays.copyOf(units, 2 * count);
        }
        units[count++] = unit;
    }

    /** How many there are. */
    public int count() {
        return count;
    }

    /** One of them, from 0, in the order in which they came. */
    public int unit(int index) {
        return units[index];
    }

    /** They are told. */
    public void clear() {
        count = 0;
    }
}
