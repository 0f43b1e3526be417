package io.faka.engine.order;

import org.agrona.concurrent.UnsafeBuffer;

/** What others may read of an order beyond its row. */
public final class OrderView {
    private final Orders orders;
    private final OrderText texts;

    OrderView(Orders orders, OrderText texts) {
        this.orders = orders;
        this.texts = texts;
    }

    /** The rows. */
    public Orders rows() {
        return orders;
    }

    /** When the hold ends, 0 if nothing is held any more. */
    public long expiresAtMicros(int order) {
        return orders.state(order) == Orders.PENDING_PAYMENT ? orders.deadline(order) : 0;
    }

    /** Buffer that holds the order's texts. */
    public UnsafeBuffer textBuffer(int order) {
        return texts.buffer(orders.text(order));
    }

    public int clientOffset(int order) {
        return texts.clientOffset(orders.text(order));
    }

    public int clientLength(int order) {
        return texts.clientLength(orders.text(order));
    }

    public int buyerOffset(int order) {
        return texts.buyerOffset(orders.text(order));
    }

    public int buyerLength(int order) {
        return texts.buyerLength(orders.text(order));
    }
}
