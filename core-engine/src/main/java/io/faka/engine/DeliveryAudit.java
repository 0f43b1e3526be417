package io.faka.engine;

import io.faka.engine.order.Deliveries;
import io.faka.engine.order.Orders;

/** Checks that the states of paid orders say what operators have to deliver. */
final class DeliveryAudit {
    private final Orders orders;
    private final Deliveries deliveries;

    DeliveryAudit(Orders orders, Deliveries deliveries) {
        this.orders = orders;
        this.deliveries = deliveries;
    }

    /** Whether units of the order wait for an operator. */
    boolean verify(int order, byte state, boolean isWaiting) {
        int allocated = deliveries.allocated(order);
        boolean some = orders.totalHeld(order) > allocated;
        boolean fits = allocated > 0
                ? fitsAllocated(state, some)
                : state != Orders.FULFILLING && (state != Orders.PAID || isWaiting && !some);
        Invariant.require(fits, "its state says what an operator has to deliver of order row", order);
        return allocated > 0;
    }

    private static boolean fitsAllocated(byte state, boolean some) {
        return some ? state == Orders.FULFILLING || state == Orders.PARTIALLY_FULFILLED : state == Orders.PAID;
    }
}
