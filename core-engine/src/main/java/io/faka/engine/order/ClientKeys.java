package io.faka.engine.order;

import io.faka.engine.memory.Hash;
import io.faka.engine.memory.SegmentedIndex;

/** From client_order_id to the order it made, or to the refusal it got. */
public final class ClientKeys {
    private final SegmentedIndex index = new SegmentedIndex();
    private final Orders orders;
    private final OrderText texts;
    private final Refusals refusals;
    private long seed;

    ClientKeys(Orders orders, OrderText texts, Refusals refusals) {
        this.orders = orders;
        this.texts = texts;
        this.refusals = refusals;
    }

    void seed(long seed) {
        this.seed = seed;
    }

    /** Order row if positive, negated refusal row if negative, 0 if the key is new. */
    int find(long address, int length) {
        return find(hash(address, length), address, length);
    }

    /** As {@link #find(long, int)}, with the key's hash. */
    int find(long hash, long address, int length) {
        for (int at = index.first(hash); at >= 0; at = index.next(hash, at)) {
            int holder = index.row(hash, at);
            boolean same = holder > 0
                    ? isOrders(holder, hash, address, length)
                    : refusals.hasClientOrderId(-holder, address, length);
            if (same) {
                return holder;
            }
        }
        return 0;
    }

    private boolean isOrders(int order, long hash, long address, int length) {
        if (orders.hasLeft(order)) {
            return orders.keyHash(order) == hash && orders.keyCheck(order) == check(address, length);
        }
        return texts.hasClientOrderId(orders.text(order), address, length);
    }

    /** Whether the key of an order that has left still leads to it. */
    boolean holdsLeft(int order) {
        return index.contains(orders.keyHash(order), order);
    }

    /** A hash that says nothing about {@link #hash}: both together stand for a key whose text is gone. */
    long check(long address, int length) {
        return Hash.of(~Long.rotateLeft(seed, 32), address, length);
    }

    void putOrder(long hash, int order) {
        index.insert(hash, order);
    }

    void putRefusal(long hash, int refusal) {
        index.insert(hash, -refusal);
    }

    void removeRefusal(int refusal) {
        index.remove(hash(refusals.client(refusal), refusals.clientLength(refusal)), -refusal);
    }

    /** Where in memory the search for a key with this hash begins. */
    long line(long hash) {
        return index.line(hash);
    }

    long size() {
        return index.size();
    }

    long memoryBytes() {
        return index.memoryBytes();
    }

    long hash(long address, int length) {
        return Hash.of(seed, address, length);
    }
}
