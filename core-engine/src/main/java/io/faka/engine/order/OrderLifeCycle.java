package io.faka.engine.order;

import io.faka.engine.expiry.Holds;
import io.faka.engine.inventory.Skus;
import io.faka.engine.inventory.Stock;
import io.faka.engine.publish.EventPublisher;

/** The steps of an order's life after it was placed. Each moves the units of all its lines together. */
public final class OrderLifeCycle {
    private final Orders orders;
    private final Skus skus;
    private final Stock stock;
    private final Holds holds;
    private final EventPublisher events;

    /** Works on these tables. */
    public OrderLifeCycle(Orders orders, Skus skus, Stock stock, Holds holds, EventPublisher events) {
        this.orders = orders;
        this.skus = skus;
        this.stock = stock;
        this.holds = holds;
        this.events = events;
    }

    /** Fires every hold that ends at or before {@code timeMicros}, in the order of (deadline, sequence). */
    public void expireDue(long seq, long timeMicros) {
        for (int order = holds.firstDue(timeMicros); order != 0; order = holds.firstDue(timeMicros)) {
            long deadline = orders.deadline(order);
            holds.remove(order);
            release(order);
            close(order, Orders.EXPIRED, seq, deadline);
            events.orderExpired(order, deadline);
        }
    }

    /** Ends a pending order's hold before its time. */
    public void cancel(int order, long seq, long timeMicros) {
        holds.remove(order);
        release(order);
        close(order, Orders.CANCELED, seq, timeMicros);
        events.orderCanceled(order);
    }

    /** A pending order is paid: its units are the buyer's. */
    public void fulfilPending(int order, long seq) {
        holds.remove(order);
        deliver(order, seq);
        events.orderFulfilled(order, false);
    }

    /** Whether all lines of an order whose hold is over could be reserved again now. */
    public boolean canReserveAgain(int order) {
        return lacking(order) < 0;
    }

    /** What could be had of the first SKU that there is not enough of to reserve the order again; -1 if there is enough of all. */
    public long lacking(int order) {
        for (int line = 0; line < orders.lineCount(order); line++) {
            int sku = orders.sku(order, line);
            long needed = 0;
            for (int other = 0; other < orders.lineCount(order); other++) {
                needed += orders.sku(order, other) == sku ? orders.quantity(order, other) : 0;
            }
            if (needed > skus.availableToPromise(sku)) {
                return skus.availableToPromise(sku);
            }
        }
        return -1;
    }

    /** An order whose hold is over was paid late and {@link #canReserveAgain}: it gets fresh units. */
    public void fulfilLate(int order, long seq) {
        reserve(order);
        deliver(order, seq);
        events.orderFulfilled(order, true);
    }

    /** An order whose hold is over was paid, and the money must go back. */
    public void refundDue(int order, long seq) {
        orders.state(order, Orders.REFUND_DUE);
        orders.lastSeq(order, seq);
    }

    /** Money of the order went back. */
    public void refunded(int order, byte state, long seq) {
        orders.state(order, state);
        orders.lastSeq(order, seq);
    }

    void reserve(int order) {
        for (int line = 0; line < orders.lineCount(order); line++) {
            int first = stock.reserve(orders.sku(order, line), orders.quantity(order, line), order);
            orders.firstUnit(order, line, first);
        }
    }

    void deliver(int order, long seq) {
        for (int line = 0; line < orders.lineCount(order); line++) {
            int sku = orders.sku(order, line);
            int quantity = orders.quantity(order, line);
            int first = orders.firstUnit(order, line);
            stock.deliver(sku, first, quantity, order);
        }
        orders.state(order, Orders.FULFILLED);
        orders.lastSeq(order, seq);
    }

    private void release(int order) {
        // Last line first: each chain goes to the head of its queue, so the first line's units end up in front as they
        // were.
        for (int line = orders.lineCount(order) - 1; line >= 0; line--) {
            stock.release(orders.sku(order, line), orders.firstUnit(order, line), orders.quantity(order, line));
            orders.firstUnit(order, line, 0);
        }
    }

    private void close(int order, byte state, long seq, long closedAtMicros) {
        orders.state(order, state);
        orders.lastSeq(order, seq);
        orders.deadline(order, closedAtMicros);
    }
}
