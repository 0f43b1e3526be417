package io.faka.engine.order;

import io.faka.engine.memory.Arena;
import io.faka.engine.memory.Memory;
import io.faka.engine.memory.RowTable;
import io.faka.engine.memory.StateHash;

/**
 * What the lines of an order have got, for those orders that did not simply take each line whole from one offer: per line how many
 * units, and its fills in the order they were taken. A block of the orders' arena per order and a row per fill.
 */
public final class Allotments {
    private static final int LINES = 16;
    private static final int LINE_BYTES = 32;
    private static final int RESERVED = 0;
    private static final int FIRST_FILL = 4;
    private static final int LAST_FILL = 8;
    private static final int LAST_UNIT = 12;
    private static final int CANCELED = 16;

    private static final int FIRST_CANCEL = 0;

    private static final int NEXT = 0;
    private static final int OFFER = 4;
    private static final int QUANTITY = 8;
    private static final int RETURNED = 12;
    private static final int PRICE = 16;
    private static final int FILL_BYTES = 24;

    private final Arena arena;
    private final RowTable fills = new RowTable(FILL_BYTES, 1 << 18);

    Allotments(Arena arena) {
        this.arena = arena;
    }

    /** A block for so many lines that have got nothing. */
    int add(int lineCount) {
        int length = LINES + lineCount * LINE_BYTES;
        int ref = arena.allocate(length);
        for (int at = 0; at < length; at += 8) {
            Memory.putLong(arena.address(ref) + at, 0);
        }
        return ref;
    }

    /** Units the line holds or got. */
    int reserved(int ref, int line) {
        return Memory.getInt(line(ref, line) + RESERVED);
    }

    /** Last of those units, 0 if there are none. */
    int lastUnit(int ref, int line) {
        return Memory.getInt(line(ref, line) + LAST_UNIT);
    }

    void add(int ref, int line, int offer, int quantity, long price, int lastUnit) {
        long at = line(ref, line);
        int last = Memory.getInt(at + LAST_FILL);
        if (last != 0 && offer(last) == offer && price(last) == price) {
            fills.putInt(last, QUANTITY, quantity(last) + quantity);
        } else {
            append(at, last, offer, quantity, price);
        }
        Memory.putInt(at + RESERVED, reserved(ref, line) + quantity);
        Memory.putInt(at + LAST_UNIT, lastUnit);
    }

    private void append(long at, int last, int offer, int quantity, long price) {
        int fill = fills.allocate();
        fills.putInt(fill, OFFER, offer);
        fills.putInt(fill, QUANTITY, quantity);
        fills.putLong(fill, PRICE, price);
        if (last == 0) {
            Memory.putInt(at + FIRST_FILL, fill);
        } else {
            fills.putInt(last, NEXT, fill);
        }
        Memory.putInt(at + LAST_FILL, fill);
    }

    /** The line lost so many units that it asked for. */
    void canceled(int ref, int line, int quantity) {
        Memory.putInt(line(ref, line) + CANCELED, canceled(ref, line) + quantity);
    }

    /** Units of the line that were asked for and given back. */
    int canceled(int ref, int line) {
        return Memory.getInt(line(ref, line) + CANCELED);
    }

    /** First row in {@link LineCancels}, 0 if there is none. */
    int firstCancel(int ref) {
        return Memory.getInt(arena.address(ref) + FIRST_CANCEL);
    }

    void firstCancel(int ref, int row) {
        Memory.putInt(arena.address(ref) + FIRST_CANCEL, row);
    }

    /** The units that the line took last are gone; returns what they cost. {@code lastUnit} is its last without them. */
    long cut(int ref, int line, int quantity, int lastUnit) {
        long at = line(ref, line);
        int keep = reserved(ref, line) - quantity;
        Memory.putInt(at + RESERVED, keep);
        Memory.putInt(at + LAST_UNIT, lastUnit);
        long cost = 0;
        int last = 0;
        int next;
        for (int fill = first(ref, line); fill != 0; fill = next) {
            next = next(fill);
            int kept = Math.min(keep, quantity(fill));
            cost += (quantity(fill) - kept) * price(fill);
            keep -= kept;
            if (kept == 0) {
                fills.free(fill);
            } else {
                fills.putInt(fill, QUANTITY, kept);
                last = fill;
            }
        }
        end(at, last);
        return cost;
    }

    private void end(long at, int last) {
        Memory.putInt(at + LAST_FILL, last);
        if (last == 0) {
            Memory.putInt(at + FIRST_FILL, 0);
        } else {
            fills.putInt(last, NEXT, 0);
        }
    }

    /** Units of all fills of a line, also of those that were given back. */
    int filled(int ref, int line) {
        int filled = 0;
        for (int fill = first(ref, line); fill != 0; fill = next(fill)) {
            filled += quantity(fill);
        }
        return filled;
    }

    /** One delivered unit of a fill came back; {@code lastUnit} is the line's last without it. */
    void takeBack(int ref, int line, int fill, int lastUnit) {
        fills.putInt(fill, QUANTITY, quantity(fill) - 1);
        fills.putInt(fill, RETURNED, returned(fill) + 1);
        Memory.putInt(line(ref, line) + RESERVED, reserved(ref, line) - 1);
        Memory.putInt(line(ref, line) + LAST_UNIT, lastUnit);
    }

    /** The order will not get some units of a fill after all. */
    void shrink(int fill, int quantity) {
        fills.putInt(fill, QUANTITY, quantity(fill) - quantity);
    }

    /** The line has so many units left. */
    void keep(int ref, int line, int quantity, int lastUnit) {
        Memory.putInt(line(ref, line) + RESERVED, quantity);
        Memory.putInt(line(ref, line) + LAST_UNIT, lastUnit);
    }

    /** Another unit is the line's last. */
    void lastUnit(int ref, int line, int unit) {
        Memory.putInt(line(ref, line) + LAST_UNIT, unit);
    }

    /** The line's units are gone; its fills stay, for a late payment is settled at their prices. */
    void released(int ref, int line) {
        Memory.putInt(line(ref, line) + RESERVED, 0);
        Memory.putInt(line(ref, line) + LAST_UNIT, 0);
    }

    /** Forgets the line's fills. */
    void clear(int ref, int line) {
        long at = line(ref, line);
        int fill = Memory.getInt(at + FIRST_FILL);
        while (fill != 0) {
            int next = next(fill);
            fills.free(fill);
            fill = next;
        }
        Memory.putInt(at + FIRST_FILL, 0);
        Memory.putInt(at + LAST_FILL, 0);
        released(ref, line);
    }

    /** Takes the block back with all its fills. */
    void remove(int ref, int lineCount) {
        for (int line = 0; line < lineCount; line++) {
            clear(ref, line);
        }
        arena.free(ref, LINES + lineCount * LINE_BYTES);
    }

    /** First fill of a line, 0 if there is none. */
    int first(int ref, int line) {
        return Memory.getInt(line(ref, line) + FIRST_FILL);
    }

    /** Next fill of the same line, 0 at the end. */
    int next(int fill) {
        return fills.getInt(fill, NEXT);
    }

    int offer(int fill) {
        return fills.getInt(fill, OFFER);
    }

    int quantity(int fill) {
        return fills.getInt(fill, QUANTITY);
    }

    /** Units of the fill that came back after delivery. */
    int returned(int fill) {
        return fills.getInt(fill, RETURNED);
    }

    long price(int fill) {
        return fills.getLong(fill, PRICE);
    }

    /** Fills in use. */
    long size() {
        return fills.size();
    }

    void addTo(StateHash hash, int ref, int lineCount) {
        for (int line = 0; line < lineCount; line++) {
            hash.add((long) reserved(ref, line) << 32 | lastUnit(ref, line));
            if (canceled(ref, line) != 0) {
                hash.add(canceled(ref, line));
            }
            for (int fill = first(ref, line); fill != 0; fill = next(fill)) {
                hash.add((long) offer(fill) << 32 | quantity(fill))
                        .add(price(fill))
                        .add(returned(fill));
            }
        }
    }

    /** Bytes of the fills. */
    long memoryBytes() {
        return fills.memoryBytes();
    }

    private long line(int ref, int line) {
        return arena.address(ref) + LINES + (long) line * LINE_BYTES;
    }
}
