package io.faka.engine.order;

import io.faka.engine.inventory.Lots;
import io.faka.engine.inventory.Units;

/**
 * Goes through the fills of an order's held or delivered units, line after line. A line without an allotment has one: its units
 * name their offer themselves.
 */
public final class OrderFills {
    private final Orders orders;
    private final Allotments allotments;
    private final Units units;
    private final Lots lots;
    private int order;
    private int allotment;
    private int line;
    private int fill;

    OrderFills(Orders orders, Allotments allotments, Units units, Lots lots) {
        this.orders = orders;
        this.allotments = allotments;
        this.units = units;
        this.lots = lots;
    }

    /** Stands before the order's first fill. */
    public OrderFills of(int order) {
        this.order = order;
        allotment = orders.allotment(order);
        line = -1;
        fill = 0;
        return this;
    }

    /** Goes to the next fill; false if there is none. */
    public boolean next() {
        do {
            if (!nextWithReturned()) {
                return false;
            }
        } while (fill != 0 && allotments.quantity(fill) == 0);
        return true;
    }

    private boolean nextWithReturned() {
        fill = fill == 0 ? 0 : allotments.next(fill);
        while (fill == 0) {
            line++;
            if (line == orders.lineCount(order)) {
                return false;
            }
            if (orders.held(order, line) > 0) {
                if (allotment == 0) {
                    return true;
                }
                fill = allotments.first(allotment, line);
            }
        }
        return true;
    }

    /** How many there are. */
    public int count(int ofOrder) {
        int count = 0;
        of(ofOrder);
        while (next()) {
            count++;
        }
        return count;
    }

    /** Which line it fills. */
    public int line() {
        return line;
    }

    /** Number of the offer. */
    public int offer() {
        return fill == 0 ? lots.offer(units.lot(orders.firstUnit(order, line))) : allotments.offer(fill);
    }

    /** Its units. */
    public int quantity() {
        return fill == 0 ? orders.held(order, line) : allotments.quantity(fill);
    }

    /** Price of one of its units. */
    public long price() {
        return fill == 0 ? orders.unitPrice(order, line) : allotments.price(fill);
    }
}
