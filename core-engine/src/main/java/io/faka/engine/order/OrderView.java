package io.faka.engine.order;

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

    /** Where the client_order_id is in memory. */
    public long client(int order) {
        return texts.client(orders.text(order));
    }

    public int clientLength(int order) {
        return texts.clientLength(orders.text(order));
    }

    /** Where the buyer is in memory. */
    public long buyer(int order) {
        return texts.buyer(orders.text(order));
    }

    public int buyerLength(int order) {
        return texts.buyerLength(orders.text(order));
    }
}
