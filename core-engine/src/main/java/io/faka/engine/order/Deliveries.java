package io.faka.engine.order;

import io.faka.engine.inventory.Skus;
import io.faka.engine.inventory.Units;

/**
 * How far the units of a paid order are delivered. Those of most SKUs are the buyer's with the payment; those of manual delivery are
 * allocated until an operator fulfils them.
 */
public final class Deliveries {
    private final Orders orders;
    private final Skus skus;
    private final Units units;

    /** Reads these tables. */
    public Deliveries(Orders orders, Skus skus, Units units) {
        this.orders = orders;
        this.skus = skus;
        this.units = units;
    }

    /** Whether an operator delivers a line. */
    public boolean isManual(int order, int line) {
        return skus.isManual(orders.sku(order, line));
    }

    /** Whether the unit is a use of a text that many share. */
    boolean isReusable(int unit) {
        return skus.isReusable(units.sku(unit));
    }

    /** Whether an operator delivers any line. */
    public boolean isManual(int order) {
        for (int line = 0; line < orders.lineCount(order); line++) {
            if (isManual(order, line)) {
                return true;
            }
        }
        return false;
    }

    /** Units of a line that an operator has to deliver and has not. */
    public int allocated(int order, int line) {
        int allocated = 0;
        if (isManual(order, line)) {
            for (int unit = orders.firstUnit(order, line); unit != 0; unit = units.next(unit)) {
                allocated += units.state(unit) == Units.ALLOCATED ? 1 : 0;
            }
        }
        return allocated;
    }

    /** As {@link #allocated(int, int)}, of all lines. */
    public int allocated(int order) {
        int allocated = 0;
        for (int line = 0; line < orders.lineCount(order); line++) {
            allocated += allocated(order, line);
        }
        return allocated;
    }

    /** Delivered units of a line, while any unit of the order {@link Orders#isDelivered is}. */
    public int delivered(int order, int line) {
        return orders.held(order, line) - allocated(order, line);
    }

    /** Units of the order that are the buyer's. */
    public int delivered(int order) {
        return orders.isDelivered(order) ? orders.totalHeld(order) - allocated(order) : 0;
    }

    /**
     * The state of a paid order by its units: PAID while none is delivered; PARTIALLY_FULFILLED while some are and the order is short of
     * units; FULFILLING while all are there and some wait for an operator; FULFILLED.
     */
    byte stateOfPaid(int order, int missing) {
        int allocated = allocated(order);
        if (orders.totalHeld(order) == allocated) {
            return Orders.PAID;
        }
        if (missing > orders.totalReturned(order)) {
            return Orders.PARTIALLY_FULFILLED;
        }
        return allocated > 0 ? Orders.FULFILLING : Orders.FULFILLED;
    }
}
