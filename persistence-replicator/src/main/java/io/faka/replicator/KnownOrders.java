package io.faka.replicator;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where recent orders stand in the tables and which units they have, so that a chunk need not look them up. Bounded: the orders
 * used longest ago go first. Holds committed facts only; after a transaction that may not have been applied it is cleared.
 */
final class KnownOrders {
    private record Known(long seq, long createdMicros, long[] units) {}

    private final Map<OrderId, Known> orders;

    KnownOrders(int capacity) {
        this.orders = new LinkedHashMap<>(1024, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<OrderId, Known> eldest) {
                return size() > capacity;
            }
        };
    }

    /** Tells the fold where its order stands, if that is known. */
    boolean locate(OrderFold fold) {
        Known known = orders.get(fold.id);
        if (known == null) {
            return false;
        }
        fold.locate(known.seq, known.createdMicros, known.units);
        return true;
    }

    /** Takes over what a committed chunk did. */
    void remember(Iterable<OrderFold> folds) {
        for (OrderFold fold : folds) {
            if (fold.isLocated()) {
                orders.put(fold.id, new Known(fold.seq, fold.createdMicros, fold.unitsAfter()));
            }
        }
    }

    void clear() {
        orders.clear();
    }
}
