package io.faka.engine.order;

import io.faka.engine.memory.StateHash;

/** Rows in the order in which they were added, first in, first out. Grows, and never shrinks. */
final class RowRing {
    private int[] rows = new int[64];
    private int head;
    private int size;

    void add(int row) {
        if (size == rows.length) {
            int[] larger = new int[size * 2];
            for (int i = 0; i < size; i++) {
                larger[i] = at(i);
            }
            rows = larger;
            head = 0;
        }
        rows[head + size & rows.length - 1] = row;
        size++;
    }

    /** Takes the one that was added first; there is one. */
    int take() {
        int row = rows[head];
        head = head + 1 & rows.length - 1;
        size--;
        return row;
    }

    int size() {
        return size;
    }

    void addTo(StateHash hash) {
        hash.add(size);
        for (int i = 0; i < size; i++) {
            hash.add(at(i));
        }
    }

    long memoryBytes() {
        return rows.length * 4L;
    }

    private int at(int place) {
        return rows[head + place & rows.length - 1];
    }
}
