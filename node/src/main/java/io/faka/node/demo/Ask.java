package io.faka.node.demo;

/** What a buyer asks of the shop. Asking the same again must give the same answer. */
sealed interface Ask {
    /** An order; {@code ttlMillis} 0 = the SKU's own hold time, {@code waitMillis} 0 = all at once or nothing. */
    record Place(String clientOrderId, String buyer, int quantity, long ttlMillis, long waitMillis) implements Ask {}

    /** A payment for it. */
    record Pay(String orderId, long amount, String paymentRef) implements Ask {}

    /** No longer wanted. */
    record Cancel(String orderId) implements Ask {}

    /** How it stands. */
    record Look(String orderId) implements Ask {}
}
