package io.faka.engine.order;

import io.faka.engine.inventory.Skus;

/** How long after its end an order can still be paid: the shortest late window of its SKUs, counted from when the hold ended. */
public final class LateWindow {
    private final Orders orders;
    private final Skus skus;

    /** Reads these tables. */
    public LateWindow(Orders orders, Skus skus) {
        this.orders = orders;
        this.skus = skus;
    }

    /** Whether money for an expired or canceled order that comes at this time is in time. */
    public boolean isOpen(int order, long timeMicros) {
        return (timeMicros - orders.deadline(order)) / 1_000 < millis(order);
    }

    private long millis(int order) {
        long shortest = Long.MAX_VALUE;
        for (int line = 0; line < orders.lineCount(order); line++) {
            shortest = Math.min(shortest, skus.getLong(orders.sku(order, line), Skus.LATE_WINDOW));
        }
        return shortest;
    }
}
