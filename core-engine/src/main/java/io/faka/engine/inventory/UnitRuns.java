package io.faka.engine.inventory;

import java.util.Arrays;

/** Units gathered one by one, kept as runs of consecutive ids. Reused. */
public final class UnitRuns {
    private int[] first = new int[16];
    private int[] units = new int[16];
    private int count;

    /** An empty list. */
    public UnitRuns() {}

    /** Forgets all. */
    public void clear() {
        count = 0;
    }

    /** Adds a unit; next to the one before, up or down, it lengthens that one's run. */
    public void add(int unit) {
        int last = count - 1;
        if (count > 0 && first[last] + units[last] == unit) {
            units[last]++;
        } else if (count > 0 && first[last] - 1 == unit) {
            first[last]--;
            units[last]++;
        } else {
            append(unit);
        }
    }

    private void append(int unit) {
        if (count == first.length) {
            first = Arrays.copyOf(first, 2 * count);
            units = Arrays.copyOf(units, 2 * count);
        }
        first[count] = unit;
        units[count++] = 1;
    }

    /** How many runs there are. */
    public int count() {
        return count;
    }

    /** Lowest unit of a run. */
    public int firstUnit(int run) {
        return first[run];
    }

    /** Units of a run. */
    public int units(int run) {
        return units[run];
    }
}
