package io.faka.engine.inventory;

import java.util.Arrays;

/**
 * The SKUs of which a command freed stock, or of which it changed what is asked for it, while somebody waits for them. Whatever does
 * either calls {@link #mark}; the waiting orders are served before the next command, in the order of the marks.
 */
public final class FreedStock {
    private boolean[] awaited = new boolean[64];
    private boolean[] isMarked = new boolean[64];
    private int[] marked = new int[64];
    private int count;

    /** Nothing is marked, nothing awaited. */
    public FreedStock() {}

    /** Notes that more of the SKU may be had than before; costs nothing where nobody waits for it. */
    public void mark(int sku) {
        if (sku < awaited.length && awaited[sku] && !isMarked[sku]) {
            isMarked[sku] = true;
            if (count == marked.length) {
                marked = Arrays.copyOf(marked, count * 2);
            }
            marked[count++] = sku;
        }
    }

    /** Says whether anybody waits for the SKU. */
    public void await(int sku, boolean isAwaited) {
        if (sku >= awaited.length) {
            awaited = Arrays.copyOf(awaited, Math.max(sku + 1, awaited.length * 2));
            isMarked = Arrays.copyOf(isMarked, awaited.length);
        }
        awaited[sku] = isAwaited;
    }

    /** SKUs marked. */
    public int count() {
        return count;
    }

    /** The SKU that was marked at this place. */
    public int sku(int place) {
        return marked[place];
    }

    /** Forgets the marks. */
    public void clear() {
        for (int i = 0; i < count; i++) {
            isMarked[marked[i]] = false;
        }
        count = 0;
    }
}
