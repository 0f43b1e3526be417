package io.faka.engine.order;

import io.faka.engine.memory.Arena;
import io.faka.engine.memory.Memory;
import io.faka.engine.memory.RowTable;
import io.faka.engine.memory.StateHash;

/** The partial cancels of orders that had a ref: a row each, in a chain that begins in the order's block of {@link Allotments}. */
final class LineCancels {
    private static final int NEXT = 0;
    private static final int TEXT = 4;
    private static final int QUANTITY = 8;
    private static final int LENGTH = 12;
    private static final int LINE = 13;
    private static final int ROW_BYTES = 16;

    private final RowTable rows = new RowTable(ROW_BYTES, 1 << 16);
    private final Arena texts;
    private final Allotments allotments;

    /** @param texts where refs are kept */
    LineCancels(Arena texts, Allotments allotments) {
        this.texts = texts;
        this.allotments = allotments;
    }

    /** Row of the cancel that had this ref, 0 if none of the order's had it. */
    int find(int allotment, long refAt, int refLength) {
        int row = allotment == 0 ? 0 : allotments.firstCancel(allotment);
        while (row != 0 && !(refLength(row) == refLength && Memory.equal(ref(row), refAt, refLength))) {
            row = next(row);
        }
        return row;
    }

    /** Remembers a cancel by its ref. */
    void add(int allotment, int line, int quantity, long refAt, int refLength) {
        int row = rows.allocate();
        int text = texts.allocate(refLength);
        Memory.copy(refAt, texts.address(text), refLength);
        rows.putInt(row, TEXT, text);
        rows.putInt(row, QUANTITY, quantity);
        rows.putByte(row, LENGTH, (byte) refLength);
        rows.putByte(row, LINE, (byte) line);
        rows.putInt(row, NEXT, allotments.firstCancel(allotment));
        allotments.firstCancel(allotment, row);
    }

    /** Forgets those of an order. */
    void remove(int allotment) {
        int next;
        for (int row = allotment == 0 ? 0 : allotments.firstCancel(allotment); row != 0; row = next) {
            next = next(row);
            texts.free(rows.getInt(row, TEXT), refLength(row));
            rows.free(row);
        }
    }

    /** How many an order had. */
    int count(int allotment) {
        int count = 0;
        for (int row = allotment == 0 ? 0 : allotments.firstCancel(allotment); row != 0; row = next(row)) {
            count++;
        }
        return count;
    }

    /** How many all orders had. */
    long size() {
        return rows.size();
    }

    /** The line that was canceled in part. */
    int line(int row) {
        return rows.getByte(row, LINE);
    }

    /** Units that were given back. */
    int quantity(int row) {
        return rows.getInt(row, QUANTITY);
    }

    void addTo(StateHash hash, int allotment) {
        for (int row = allotments.firstCancel(allotment); row != 0; row = next(row)) {
            hash.add((long) line(row) << 32 | quantity(row)).addBytes(ref(row), refLength(row));
        }
    }

    /** Bytes of the rows. */
    long memoryBytes() {
        return rows.memoryBytes();
    }

    private int next(int row) {
        return rows.getInt(row, NEXT);
    }

    private long ref(int row) {
        return texts.address(rows.getInt(row, TEXT));
    }

    private int refLength(int row) {
        return rows.getByte(row, LENGTH) & 0xff;
    }
}
