package io.faka.gateway.history;

import java.util.Optional;

/** Answers for orders that have left memory. Blocks; called by one thread that is no event loop. */
public interface OrderHistory {
    /** The order of this public id; throws if it cannot be looked up now. */
    Optional<ArchivedOrder> find(long idHigh, long idLow);

    /** The newest order of this {@code client_order_id}; throws if it cannot be looked up now. */
    Optional<ArchivedOrder> findByClientOrderId(String clientOrderId);
}
