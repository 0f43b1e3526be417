package io.faka.engine.order;

import io.faka.engine.inventory.Stock;
import io.faka.engine.inventory.Units;

/** Takes the units out of a line that it took last, which are its dearest. */
final class LineUnits {
    private final Orders orders;
    private final Allotments allotments;
    private final OrderUnits orderUnits;
    private final Stock stock;
    private final Units units;
    private int first;

    LineUnits(OrderTables tables, OrderUnits orderUnits, Stock stock, Units units) {
        this.orders = tables.orders();
        this.allotments = tables.allotments();
        this.orderUnits = orderUnits;
        this.stock = stock;
        this.units = units;
    }

    /** The line asks for so many units less. */
    void shrink(int order, int line, int quantity) {
        allotments.canceled(orderUnits.allot(order), line, quantity);
        orders.quantity(order, line, orders.quantity(order, line) - quantity);
    }

    /**
     * The last of the line's units are no longer the order's; {@link #release} is to follow.
     *
     * @return what they cost
     */
    long cut(int order, int line, int quantity) {
        int allotment = orderUnits.allot(order);
        first = allotments.lastUnit(allotment, line);
        for (int i = 1; i < quantity; i++) {
            first = units.previous(first);
        }
        int last = stock.cut(first);
        if (last == 0) {
            orders.firstUnit(order, line, 0);
        }
        return allotments.cut(allotment, line, quantity, last);
    }

    /** First of the units that were cut, the others follow it; until they are released. */
    int first() {
        return first;
    }

    /** The units that were cut are for sale again. */
    void release(int order, int line, int quantity) {
        stock.release(orders.sku(order, line), first, quantity);
    }
}
