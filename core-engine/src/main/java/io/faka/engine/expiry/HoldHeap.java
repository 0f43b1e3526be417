package io.faka.engine.expiry;

import io.faka.engine.memory.RowTable;

/** A 4-ary heap of rows by (deadline, sequence, row) in which each row knows its place, so that any can be taken out. */
final class HoldHeap {
    private static final int ARITY = 4;

    private final RowTable rows;
    private final HoldColumns columns;
    // The heap's places; place 0 is row 1 of the table.
    private final RowTable places = new RowTable(4, 1 << 16);
    private int size;

    HoldHeap(RowTable rows, HoldColumns columns) {
        this.rows = rows;
        this.columns = columns;
    }

    int first() {
        return size == 0 ? 0 : at(0);
    }

    void add(int row) {
        if (size == places.highest()) {
            places.allocate();
        }
        size++;
        siftUp(size - 1, row);
    }

    void remove(int row) {
        int place = rows.getInt(row, columns.previous());
        if (place >= size || at(place) != row) {
            throw new IllegalStateException("row " + row + " is not at place " + place + " of the heap");
        }
        size--;
        int last = at(size);
        if (last != row) {
            if (place > 0 && isBefore(last, at((place - 1) / ARITY))) {
                siftUp(place, last);
            } else {
                siftDown(place, last);
            }
        }
    }

    long memoryBytes() {
        return places.memoryBytes();
    }

    long verify(byte lane) {
        for (int place = 0; place < size; place++) {
            int row = at(place);
            if (rows.getInt(row, columns.previous()) != place
                    || rows.getByte(row, columns.lane()) != lane
                    || place > 0 && isBefore(row, at((place - 1) / ARITY))) {
                throw new IllegalStateException("heap of holds is broken at place " + place);
            }
        }
        return size;
    }

    private void siftUp(int from, int row) {
        int place = from;
        while (place > 0) {
            int parent = (place - 1) / ARITY;
            if (!isBefore(row, at(parent))) {
                break;
            }
            set(place, at(parent));
            place = parent;
        }
        set(place, row);
    }

    private void siftDown(int from, int row) {
        int place = from;
        while (true) {
            int child = smallestChild(place);
            if (child < 0 || !isBefore(at(child), row)) {
                break;
            }
            set(place, at(child));
            place = child;
        }
        set(place, row);
    }

    private int smallestChild(int place) {
        int first = place * ARITY + 1;
        if (first >= size) {
            return -1;
        }
        int smallest = first;
        for (int child = first + 1; child < Math.min(first + ARITY, size); child++) {
            if (isBefore(at(child), at(smallest))) {
                smallest = child;
            }
        }
        return smallest;
    }

    private int at(int place) {
        return places.getInt(place + 1, 0);
    }

    private void set(int place, int row) {
        places.putInt(place + 1, 0, row);
        rows.putInt(row, columns.previous(), place);
    }

    private boolean isBefore(int a, int b) {
        return isBefore(rows, columns, a, b);
    }

    static boolean isBefore(RowTable rows, HoldColumns columns, int a, int b) {
        long x = rows.getLong(a, columns.deadline());
        long y = rows.getLong(b, columns.deadline());
        if (x != y) {
            return x < y;
        }
        long first = rows.getLong(a, columns.sequence());
        long second = rows.getLong(b, columns.sequence());
        return first != second ? first < second : a < b;
    }
}
