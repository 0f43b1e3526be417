package io.faka.engine.order;

import io.faka.engine.inventory.Skus;

/** Checks the waiting orders: who waits, what they cost, what they are short of, and the queues they stand in. */
public final class BacklogAudit {
    private final OrderTables tables;
    private final Orders orders;
    private final Backlog backlog;
    private final OrderUnits units;
    private final OrderCoupons coupons;
    private final Deliveries deliveries;
    private final Skus skus;

    /** Reads these tables. */
    public BacklogAudit(OrderTables tables, OrderUnits units, OrderCoupons coupons, Deliveries deliveries, Skus skus) {
        this.tables = tables;
        this.orders = tables.orders();
        this.backlog = tables.backlog();
        this.units = units;
        this.coupons = coupons;
        this.deliveries = deliveries;
        this.skus = skus;
    }

    /**
     * Checks all of it.
     *
     * @throws IllegalStateException naming what does not hold
     */
    public void verify() {
        backlog.verify();
        long entered = 0;
        long[] missing = new long[skus.count() + 1];
        long found = 0;
        for (int order = 1; order <= orders.count(); order++) {
            int row = backlog.find(order);
            byte state = orders.state(order);
            boolean must = state == Orders.BACKORDERED || state == Orders.PAID;
            boolean mustWaitForStock = must && deliveries.allocated(order) == 0;
            require(row != 0 || !mustWaitForStock, "waits does order row " + order);
            if (row != 0) {
                found++;
                entered += backlog.isEntered(row) ? 1 : 0;
                require(
                        backlog.isEntered(row) == tables.entries().contains(order),
                        "entered or not is order row " + order);
                require(must || state == Orders.PARTIALLY_FULFILLED, "may wait in its state order row " + order);
                verifyOrder(order, row, missing);
            }
        }
        require(entered == tables.entries().size(), "all entries wait: " + entered);
        require(found == backlog.size(), "all who wait are orders: " + found);
        for (int sku = 1; sku <= skus.count(); sku++) {
            require(skus.getLong(sku, Skus.BACKORDERED) == missing[sku], "backordered = missing of SKU " + sku);
        }
    }

    private void verifyOrder(int order, int row, long[] missing) {
        boolean waitsHere = false;
        long rest = 0;
        for (int line = 0; line < orders.lineCount(order); line++) {
            int sku = orders.sku(order, line);
            int lacks = units.missing(order, line);
            missing[sku] += lacks;
            rest += lacks * orders.unitPrice(order, line);
            waitsHere |= sku == backlog.sku(row) && orders.quantity(order, line) > 0;
        }
        boolean paid = orders.payment(order) != 0;
        long has = orders.totalHeld(order) > 0 ? units.cost(order) : 0;
        // One that was filled before, let go and paid late is owed its units at the prices of then.
        boolean resumed = orders.totalHeld(order) == 0 && units.hasFills(order);
        require(waitsHere, "wants the SKU it waits for order row " + order);
        require(
                paid == (orders.state(order) != Orders.BACKORDERED),
                "paid or not fits the state of order row " + order);
        require(tables.view().waiting(order) == row, "shown as waiting is order row " + order);
        long cost = orders.amount(order) + coupons.discount(order);
        require(resumed || has + rest == cost, "has and lacks what it costs order row " + order);
    }

    private static void require(boolean holds, String statement) {
        if (!holds) {
            throw new IllegalStateException("does not hold: " + statement);
        }
    }
}
