package io.faka.engine.order;

import io.faka.engine.memory.Hash;
import io.faka.engine.memory.RowTable;

/**
 * The order in which those who wait for one SKU are served: by priority, then by price cap, then by time. A treap over the rows of
 * the {@link Backlog}, so that one joins, leaves and finds its place in logarithmic time. Every row knows the least need, that of the privileged and that of
 * the others, and the highest limit below it: the search for the next one that may be served passes over all the others without touching them.
 *
 * <p>How the tree is shaped follows from the row numbers and has no influence on who comes when.
 */
final class WaitQueue {
    static final int SEQ = 8;
    static final int LEFT = 32;
    static final int RIGHT = 36;
    static final int SIZE = 40;
    static final int NEED = 44;
    static final int LEAST_NEED = 48;
    static final int PRIORITY = 53;
    static final int KEEPS = 54;
    static final int ANY_KEEPS = 55;
    static final int CAP = 56;
    static final int LIMIT = 64;
    static final int HIGHEST_LIMIT = 72;
    /** The priority of a row whose place was drawn, which stands at {@link #PRIORITY} else. */
    static final int ASKED_PRIORITY = 83;

    static final int LEAST_PLAIN_NEED = 84;

    private final RowTable rows;
    private int lower;
    private int upper;
    private int afterPriority;
    private long afterCap;
    private long afterSeq;
    private long stock;
    private long plainStock;
    private long price;
    private boolean ownStock;

    WaitQueue(RowTable rows) {
        this.rows = rows;
    }

    /** Adds a row to the tree; returns the new root. */
    int insert(int node, int row) {
        if (node == 0) {
            rows.putInt(row, LEFT, 0);
            rows.putInt(row, RIGHT, 0);
            return sum(row);
        }
        if (weight(row) > weight(node)) {
            split(node, row);
            rows.putInt(row, LEFT, lower);
            rows.putInt(row, RIGHT, upper);
            return sum(row);
        }
        int side = isBefore(row, node) ? LEFT : RIGHT;
        rows.putInt(node, side, insert(rows.getInt(node, side), row));
        return sum(node);
    }

    /** Takes a row of the tree out; returns the new root. */
    int remove(int node, int row) {
        if (node == 0) {
            throw new IllegalStateException("row " + row + " does not wait in this queue");
        }
        if (node == row) {
            return merge(left(node), right(node));
        }
        int side = isBefore(row, node) ? LEFT : RIGHT;
        rows.putInt(node, side, remove(rows.getInt(node, side), row));
        return sum(node);
    }

    /** Place of a row of the tree, from 1. */
    int position(int root, int row) {
        int before = 0;
        int node = root;
        while (node != row) {
            if (isBefore(row, node)) {
                node = left(node);
            } else {
                before += 1 + size(left(node));
                node = right(node);
            }
        }
        return before + size(left(row)) + 1;
    }

    /** Lets the next search begin in front. */
    void fromStart() {
        afterPriority = Integer.MAX_VALUE;
        afterCap = Long.MAX_VALUE;
        afterSeq = -1;
    }

    /** Lets the next search begin behind this row. */
    void from(int row) {
        afterPriority = priority(row);
        afterCap = rows.getLong(row, CAP);
        afterSeq = rows.getLong(row, SEQ);
    }

    /**
     * The next row that needs no more than there is for it and whose limit is no lower than the lowest price, or that keeps the price of the
     * SKU's own offer while that has units; 0 if there is none.
     *
     * @param stock      what there is for the privileged, those of a priority above 0
     * @param plainStock what of it is for the others
     */
    int next(int root, long stock, long plainStock, long price, boolean ownStock) {
        this.stock = stock;
        this.plainStock = plainStock;
        this.price = price;
        this.ownStock = ownStock;
        return next(root);
    }

    /** Rows of the tree. */
    int size(int node) {
        return node == 0 ? 0 : rows.getInt(node, SIZE);
    }

    /** Priority of a row, 0 to 9. */
    int priority(int row) {
        return rows.getByte(row, PRIORITY);
    }

    int left(int node) {
        return rows.getInt(node, LEFT);
    }

    int right(int node) {
        return rows.getInt(node, RIGHT);
    }

    boolean isBefore(int a, int b) {
        return isBefore(priority(a), rows.getLong(a, CAP), rows.getLong(a, SEQ), b);
    }

    /** Whether the sums of a node are those of its children and itself. */
    boolean isSummed(int node) {
        int size = rows.getInt(node, SIZE);
        int need = rows.getInt(node, LEAST_NEED);
        int plainNeed = rows.getInt(node, LEAST_PLAIN_NEED);
        long limit = rows.getLong(node, HIGHEST_LIMIT);
        byte keeps = rows.getByte(node, ANY_KEEPS);
        int same = sum(node);
        return size == rows.getInt(same, SIZE)
                && need == rows.getInt(same, LEAST_NEED)
                && plainNeed == rows.getInt(same, LEAST_PLAIN_NEED)
                && limit == rows.getLong(same, HIGHEST_LIMIT)
                && keeps == rows.getByte(same, ANY_KEEPS);
    }

    private int next(int node) {
        if (node == 0 || !anyFits(node)) {
            return 0;
        }
        if (!isBefore(afterPriority, afterCap, afterSeq, node)) {
            return next(right(node));
        }
        int found = next(left(node));
        if (found != 0) {
            return found;
        }
        return fits(node) ? node : next(right(node));
    }

    private boolean anyFits(int node) {
        boolean enough = rows.getInt(node, LEAST_NEED) <= stock || rows.getInt(node, LEAST_PLAIN_NEED) <= plainStock;
        return enough && pays(node, HIGHEST_LIMIT, ANY_KEEPS);
    }

    private boolean fits(int row) {
        return rows.getInt(row, NEED) <= (isPrivileged(row) ? stock : plainStock) && pays(row, LIMIT, KEEPS);
    }

    private boolean pays(int node, int limit, int keeps) {
        return ownStock && rows.getByte(node, keeps) != 0 || rows.getLong(node, limit) >= price;
    }

    /** Whether the row's order has a priority above 0, drawn or not. */
    private boolean isPrivileged(int row) {
        return (rows.getByte(row, PRIORITY) | rows.getByte(row, ASKED_PRIORITY)) != 0;
    }

    private boolean isBefore(int priority, long cap, long seq, int other) {
        if (priority != priority(other)) {
            return priority > priority(other);
        }
        long otherCap = rows.getLong(other, CAP);
        return cap != otherCap ? cap > otherCap : seq < rows.getLong(other, SEQ);
    }

    /** Splits the tree in those before the row, {@link #lower}, and those behind it, {@link #upper}. */
    private void split(int node, int row) {
        if (node == 0) {
            lower = 0;
            upper = 0;
        } else if (isBefore(node, row)) {
            split(right(node), row);
            rows.putInt(node, RIGHT, lower);
            lower = sum(node);
        } else {
            split(left(node), row);
            rows.putInt(node, LEFT, upper);
            upper = sum(node);
        }
    }

    private int merge(int a, int b) {
        if (a == 0 || b == 0) {
            return a + b;
        }
        if (weight(a) > weight(b)) {
            rows.putInt(a, RIGHT, merge(right(a), b));
            return sum(a);
        }
        rows.putInt(b, LEFT, merge(a, left(b)));
        return sum(b);
    }

    private int sum(int node) {
        int size = 1;
        boolean privileged = isPrivileged(node);
        int need = privileged ? rows.getInt(node, NEED) : Integer.MAX_VALUE;
        int plainNeed = privileged ? Integer.MAX_VALUE : rows.getInt(node, NEED);
        long limit = rows.getLong(node, LIMIT);
        int keeps = rows.getByte(node, KEEPS);
        for (int side = LEFT; side <= RIGHT; side += RIGHT - LEFT) {
            int child = rows.getInt(node, side);
            if (child != 0) {
                size += rows.getInt(child, SIZE);
                need = Math.min(need, rows.getInt(child, LEAST_NEED));
                plainNeed = Math.min(plainNeed, rows.getInt(child, LEAST_PLAIN_NEED));
                limit = Math.max(limit, rows.getLong(child, HIGHEST_LIMIT));
                keeps |= rows.getByte(child, ANY_KEEPS);
            }
        }
        rows.putInt(node, SIZE, size);
        rows.putInt(node, LEAST_NEED, need);
        rows.putInt(node, LEAST_PLAIN_NEED, plainNeed);
        rows.putLong(node, HIGHEST_LIMIT, limit);
        rows.putByte(node, ANY_KEEPS, (byte) keeps);
        return node;
    }

    private static long weight(int row) {
        return Hash.mix(row, row) ^ Long.MIN_VALUE;
    }
}
