package io.faka.engine;

import java.util.List;

/**
 * The money that did not simply pay an order, and the prepaid money.
 *
 * @param sums          one per currency
 * @param inSuspense    payments in suspense
 * @param withRefundDue payments with money due back
 */
public record MoneyTotals(List<Sum> sums, long inSuspense, long withRefundDue) {
    /** No money at all. */
    public static final MoneyTotals NONE = new MoneyTotals(List.of(), 0, 0);

    public MoneyTotals {
        sums = List.copyOf(sums);
    }

    /** Minor units of one currency. */
    public record Sum(String currency, long suspended, long refundDue, long refunded, long wallet) {}
}
