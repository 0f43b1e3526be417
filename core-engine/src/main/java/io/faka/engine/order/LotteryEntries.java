package io.faka.engine.order;

import io.faka.engine.memory.Hash;
import io.faka.engine.memory.SegmentedIndex;

/** Which waiting order is a buyer's entry to the lottery of a SKU, so that nobody enters twice. */
final class LotteryEntries {
    private final SegmentedIndex byBuyer = new SegmentedIndex();
    private final Orders orders;
    private final OrderText texts;
    private long seed;

    LotteryEntries(Orders orders, OrderText texts) {
        this.orders = orders;
        this.texts = texts;
    }

    void seed(long seed) {
        this.seed = seed;
    }

    /** The buyer's entry for the SKU, 0 if there is none. */
    int find(int sku, long buyerAt, int buyerLength) {
        long hash = hash(sku, buyerAt, buyerLength);
        for (int at = byBuyer.first(hash); at >= 0; at = byBuyer.next(hash, at)) {
            int order = byBuyer.row(hash, at);
            if (orders.sku(order, 0) == sku && texts.hasBuyer(orders.text(order), buyerAt, buyerLength)) {
                return order;
            }
        }
        return 0;
    }

    void add(int order) {
        byBuyer.insert(hash(order), order);
    }

    void remove(int order) {
        byBuyer.remove(hash(order), order);
    }

    boolean contains(int order) {
        return byBuyer.contains(hash(order), order);
    }

    long size() {
        return byBuyer.size();
    }

    long memoryBytes() {
        return byBuyer.memoryBytes();
    }

    private long hash(int order) {
        int text = orders.text(order);
        return hash(orders.sku(order, 0), texts.buyer(text), texts.buyerLength(text));
    }

    private long hash(int sku, long buyerAt, int buyerLength) {
        return Hash.of(seed + sku, buyerAt, buyerLength);
    }
}
