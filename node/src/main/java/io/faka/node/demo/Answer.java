package io.faka.node.demo;

import java.util.List;
import java.util.Set;

/**
 * What the shop said.
 *
 * @param code    the result code in lower case; empty = no answer came, and the effect is unknown
 * @param orderId empty where there is no order
 * @param state   the order's state, in upper case
 * @param fills   from which seller the held or delivered units are
 * @param codes   delivered codes, in the order they were delivered
 */
record Answer(String code, String orderId, long amount, String state, List<Fill> fills, List<String> codes) {
    /** Units from one seller at one price; the shop's own have the seller "". */
    record Fill(String seller, long quantity, long unitPrice) {}

    /** The connection broke, or nothing came in time. */
    static final Answer UNKNOWN = new Answer("", "", 0, "", List.of(), List.of());

    private static final Set<String> LATER = Set.of("overloaded", "rate_limited", "stopping", "storage_full");

    static Answer refused(String code) {
        return new Answer(code, "", 0, "", List.of(), List.of());
    }

    /** Whether the same ask has to be made again to learn what becomes of it. */
    boolean isOpen() {
        return code.isEmpty() || LATER.contains(code);
    }

    /** Whether it carries an order. */
    boolean hasOrder() {
        return !orderId.isEmpty();
    }

    /** Whether it tells of the same order at the same price; the code and the state may have moved on. */
    boolean saysTheSameAs(Answer other) {
        return orderId.equals(other.orderId) && amount == other.amount && (hasOrder() || code.equals(other.code));
    }
}
