package io.faka.engine;

import io.faka.engine.order.Orders;
import io.faka.engine.payment.Cases;
import io.faka.engine.payment.Ledger;
import io.faka.engine.payment.MoneyBook;
import io.faka.engine.payment.Payments;
import io.faka.engine.payment.Refunds;
import java.util.Map;
import java.util.TreeMap;

/** Counts all money again from the payments, their cases, the orders and the refunds, and compares it with the ledger. */
final class MoneyAudit {
    private final Orders orders;
    private final Payments payments;
    private final MoneyBook book;
    private final Refunds refunds;
    private final Map<Integer, long[]> sums = new TreeMap<>();

    MoneyAudit(Orders orders, Payments payments, MoneyBook book, Refunds refunds) {
        this.orders = orders;
        this.payments = payments;
        this.book = book;
        this.refunds = refunds;
    }

    void verify() {
        int[] caseOf = new int[payments.count() + 1];
        Cases cases = book.cases();
        long inSuspense = 0;
        long withRefundDue = 0;
        for (int row = 1; row <= cases.count(); row++) {
            Invariant.require(cases.isLinked(row), "queues and index find case", row);
            Invariant.require(caseOf[cases.payment(row)] == 0, "one case has payment", cases.payment(row));
            caseOf[cases.payment(row)] = row;
            inSuspense += cases.suspended(row) > 0 ? 1 : 0;
            withRefundDue += cases.suspended(row) == 0 && cases.due(row) > 0 ? 1 : 0;
        }
        Invariant.require(inSuspense == cases.inSuspense(), "cases in suspense, counted", inSuspense);
        Invariant.require(withRefundDue == cases.withRefundDue(), "cases with refund due, counted", withRefundDue);
        for (int payment = 1; payment <= payments.count(); payment++) {
            count(payment, caseOf[payment]);
        }
        verifyRefunds();
        new WalletAudit(book.walletBook(), sums).verify();
        verifySums();
    }

    private void count(int payment, int row) {
        Cases cases = book.cases();
        long amount = payments.amount(payment);
        long suspended = row == 0 ? 0 : cases.suspended(row);
        long due = row == 0 ? 0 : cases.due(row);
        long refunded = row == 0 ? 0 : cases.refunded(row);
        long kept = amount - suspended - due - refunded;
        boolean paysOrder = payments.order(payment) != 0 && orders.payment(payments.order(payment)) == payment;
        Invariant.require((suspended | due | refunded | kept) >= 0, "no part is negative of payment", payment);
        Invariant.require(kept == 0 || paysOrder, "what is kept pays an order, of payment", payment);
        Invariant.require(
                !paysOrder || kept <= orders.amount(payments.order(payment)), "no more is kept than due, of", payment);
        Invariant.require(suspended == 0 || due + refunded + kept == 0, "all or nothing is in suspense of", payment);
        long[] sum = sums.computeIfAbsent(payments.currency(payment), key -> new long[WalletAudit.SUMS]);
        sum[Ledger.DELIVERED] += kept;
        if (payments.isFromWallet(payment)) {
            Invariant.require(suspended == 0, "a wallet's money is not in suspense in payment", payment);
            sum[Ledger.DUE] += due;
            sum[WalletAudit.SPENT] += kept + due;
            sum[WalletAudit.RETURNED] += refunded;
            return;
        }
        sum[Ledger.RECEIVED] += amount;
        sum[Ledger.SUSPENSE] += suspended;
        sum[Ledger.DUE] += due;
        sum[Ledger.REFUNDED] += refunded;
    }

    private void verifySums() {
        Ledger ledger = book.ledger();
        Invariant.require(ledger.count() == sums.size(), "currencies in the ledger, of", sums.size());
        for (int i = 0; i < ledger.count(); i++) {
            long[] sum = sums.get(ledger.currency(i));
            for (int account = 0; account <= Ledger.WALLET; account++) {
                Invariant.require(
                        sum[account] == ledger.balance(i, account), "the ledger's balance of account", account);
            }
        }
    }

    private void verifyRefunds() {
        Map<Integer, Long> made = new TreeMap<>();
        for (int refund = 1; refund <= refunds.count(); refund++) {
            Invariant.require(refunds.isIndexed(refund), "the index finds refund", refund);
            Long ignored = made.merge(refunds.currency(refund), refunds.amount(refund), Long::sum);
        }
        sums.forEach((currency, sum) -> Invariant.require(
                sum[Ledger.REFUNDED] + sum[WalletAudit.RETURNED] == made.getOrDefault(currency, 0L),
                "refunds add up in currency",
                currency));
    }
}
