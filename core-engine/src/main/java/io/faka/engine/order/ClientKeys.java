package io.faka.engine.order;

import io.faka.engine.memory.Hash;
import io.faka.engine.memory.SegmentedIndex;
import org.agrona.concurrent.UnsafeBuffer;

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
    int find(UnsafeBuffer buffer, int offset, int length) {
        long hash = Hash.of(seed, buffer, offset, length);
        for (int at = index.first(hash); at >= 0; at = index.next(hash, at)) {
            int holder = index.row(hash, at);
            boolean same = holder > 0
                    ? texts.hasClientOrderId(orders.text(holder), buffer, offset, length)
                    : refusals.hasClientOrderId(-holder, buffer, offset, length);
            if (same) {
                return holder;
            }
        }
        return 0;
    }

    void putOrder(OrderRequest request, int order) {
        index.insert(hash(request), order);
    }

    void putRefusal(OrderRequest request, int refusal) {
        index.insert(hash(request), -refusal);
    }

    long touch(UnsafeBuffer buffer, int offset, int length) {
        return index.touch(Hash.of(seed, buffer, offset, length));
    }

    long size() {
        return index.size();
    }

    long memoryBytes() {
        return index.memoryBytes();
    }

    private long hash(OrderRequest request) {
        return Hash.of(seed, request.buffer, request.clientAt, request.clientLength);
    }
}
