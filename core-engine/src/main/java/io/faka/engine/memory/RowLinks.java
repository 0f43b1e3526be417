package io.faka.engine.memory;

import java.util.Arrays;

/**
 * From the rows of one table to rows of another, for those that have one. Row numbers are dense and the newest are asked for most, so
 * the place of a link follows from the number: neighbours share a cache line, where an index by hash would read a line for each.
 * Pages come as they are written to; a row without a link on a page without any costs nothing.
 */
public final class RowLinks {
    private static final int PAGE_SHIFT = 10;
    private static final int PAGE_ROWS = 1 << PAGE_SHIFT;
    private static final int PAGE_MASK = PAGE_ROWS - 1;
    private static final int PAGE_BYTES = PAGE_ROWS * Integer.BYTES;

    private final Held held = new Held();
    private long size;

    /** What has to be given back when the links are gone; must not lead to them. */
    private static final class Held {
        long[] pages = new long[16];
        int count;

        void free() {
            for (long page : pages) {
                if (page != 0) {
                    Memory.freeLines(page);
                }
            }
        }
    }

    /** No links. */
    public RowLinks() {
        Held all = held;
        Memory.whenGone(this, all::free);
    }

    /** What the row refers to, 0 = nothing. */
    public int get(int row) {
        int page = row >>> PAGE_SHIFT;
        long[] pages = held.pages;
        return page < pages.length && pages[page] != 0 ? Memory.getInt(slot(pages[page], row)) : 0;
    }

    /** Lets the row refer to another one, or with 0 to none. */
    public void put(int row, int target) {
        int page = row >>> PAGE_SHIFT;
        if (page >= held.pages.length || held.pages[page] == 0) {
            if (target == 0) {
                return;
            }
            open(page);
        }
        long slot = slot(held.pages[page], row);
        size += (target == 0 ? 0 : 1) - (Memory.getInt(slot) == 0 ? 0 : 1);
        Memory.putInt(slot, target);
    }

    /** Rows that refer to one. */
    public long size() {
        return size;
    }

    /** Notes where the link of a row is. */
    public void foresee(int row, LineLoads loads) {
        int page = row >>> PAGE_SHIFT;
        if (page < held.pages.length && held.pages[page] != 0) {
            loads.add(slot(held.pages[page], row));
        }
    }

    /** Off-heap bytes held. */
    public long memoryBytes() {
        return (long) held.count * PAGE_BYTES;
    }

    private void open(int page) {
        if (page >= held.pages.length) {
            held.pages = Arrays.copyOf(held.pages, Math.max(2 * held.pages.length, page + 1));
        }
        long address = Memory.allocateLines(PAGE_BYTES);
        Memory.clear(address, PAGE_BYTES);
        held.pages[page] = address;
        held.count++;
    }

    private static long slot(long page, int row) {
        return page + (long) (row & PAGE_MASK) * Integer.BYTES;
    }
}
