package io.faka.engine.order;

import io.faka.engine.memory.Memory;

/** What others may read of an order beyond its row. */
public final class OrderView {
    private final Orders orders;
    private final OrderText texts;
    private final OrderFills fills;
    private final Backlog backlog;

    OrderView(Orders orders, OrderText texts, OrderFills fills, Backlog backlog) {
        this.orders = orders;
        this.texts = texts;
        this.fills = fills;
        this.backlog = backlog;
    }

    /** The fills of an order; the same object every time. */
    public OrderFills fills() {
        return fills;
    }

    /** The rows. */
    public Orders rows() {
        return orders;
    }

    /** When the hold ends, 0 if nothing is held any more. */
    public long expiresAtMicros(int order) {
        return orders.state(order) == Orders.PENDING_PAYMENT ? orders.deadline(order) : 0;
    }

    /** Row of the order in the {@link #backlog}, 0 if it does not wait. */
    public int waiting(int order) {
        byte state = orders.state(order);
        boolean mayWait = state == Orders.BACKORDERED || state == Orders.PAID || state == Orders.PARTIALLY_FULFILLED;
        return mayWait ? backlog.find(order) : 0;
    }

    /** The orders that wait for stock. */
    public Backlog backlog() {
        return backlog;
    }

    /** Where the client_order_id is in memory. */
    public long client(int order) {
        return texts.client(orders.text(order));
    }

    /** Bytes of the client_order_id. */
    public int clientLength(int order) {
        return texts.clientLength(orders.text(order));
    }

    /** Where the buyer is in memory. */
    public long buyer(int order) {
        return texts.buyer(orders.text(order));
    }

    /** Bytes of the buyer. */
    public int buyerLength(int order) {
        return texts.buyerLength(orders.text(order));
    }

    /** Whether a line of the order, which has not left, names its unit. */
    public boolean namesUnits(int order) {
        return texts.namesUnits(orders.text(order));
    }

    /** Frees what the order's texts took; the order is to forget where they were. */
    void forgetTexts(int order) {
        texts.free(orders.text(order), orders.lineCount(order));
    }

    /**
     * Writes client_order_id and buyer, each after its length byte, both empty if the order has left; returns the place behind
     * them.
     */
    public long writeTexts(int order, long to) {
        int text = orders.text(order);
        if (text == 0) {
            return Memory.putText8(Memory.putText8(to, 0, 0), 0, 0);
        }
        int clientLength = texts.clientLength(text);
        long client = texts.client(text);
        long buyer = Memory.putText8(to, client, clientLength);
        return Memory.putText8(buyer, client + clientLength, texts.buyerLength(text));
    }
}
