package io.faka.engine.order;

import io.faka.engine.expiry.Holds;
import io.faka.engine.inventory.Skus;

/** Begins the hold of an order whose units were just taken. */
public final class OrderHolds {
    private final Orders orders;
    private final Skus skus;
    private final Holds holds;
    private final OrderLimits limits;

    /** Works on these tables. */
    public OrderHolds(Orders orders, Skus skus, Holds holds, OrderLimits limits) {
        this.orders = orders;
        this.skus = skus;
        this.holds = holds;
        this.limits = limits;
    }

    /** The order is pending from {@code timeMicros} on, as long as it asked for or as its SKUs allow. */
    void begin(int order, long timeMicros) {
        long lengthMicros = millis(order) * 1_000;
        orders.state(order, Orders.PENDING_PAYMENT);
        orders.deadline(order, timeMicros + lengthMicros);
        holds.add(order, lengthMicros);
        limits.begin(order, timeMicros, true);
    }

    private long millis(int order) {
        if (orders.ttlMillis(order) != 0) {
            return orders.ttlMillis(order) & 0xffffffffL;
        }
        long shortest = Long.MAX_VALUE;
        for (int line = 0; line < orders.lineCount(order); line++) {
            shortest = Math.min(shortest, skus.getUnsignedInt(orders.sku(order, line), Skus.HOLD_TTL));
        }
        return shortest;
    }
}
