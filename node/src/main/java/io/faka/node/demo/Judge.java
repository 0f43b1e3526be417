package io.faka.node.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Compares what the buyers remember with each other, with the code file, and with what the shop says afterwards. Used by one
 * thread, after all buyers are done.
 */
final class Judge {
    private static final int WINDOW = 64;
    private static final int ATTEMPTS = 20;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final Sale sale;
    private final Set<String> codes;
    private final List<Purchase> purchases;
    private long duplicates;
    private long lost;

    /** @param codes what was imported */
    Judge(Sale sale, Set<String> codes, List<Purchase> purchases) {
        this.sale = sale;
        this.codes = codes;
        this.purchases = purchases;
    }

    /** Codes that more than one order got. */
    long duplicates() {
        return duplicates;
    }

    /** Acknowledged orders or payments that the shop no longer knows, or knows otherwise. */
    long lost() {
        return lost;
    }

    /** Looks for codes that two orders hold, and for codes nobody imported. */
    void compareCodes() {
        Map<String, Purchase> owners = new HashMap<>();
        for (Purchase purchase : purchases) {
            for (String code : purchase.codes()) {
                Purchase other = owners.putIfAbsent(code, purchase);
                if (other != null) {
                    duplicates++;
                    sale.violation("one code went to " + other.place().clientOrderId() + " and to "
                            + purchase.place().clientOrderId());
                }
                if (!codes.contains(code)) {
                    sale.violation(purchase.place().clientOrderId() + " got a code that was never imported");
                }
            }
        }
    }

    /** Asks the shop for every order it acknowledged. */
    void compareWithShop(Lane lane) {
        List<Purchase> ordered = purchases.stream()
                .filter(purchase -> purchase.placed().hasOrder())
                .toList();
        for (int from = 0; from < ordered.size(); from += WINDOW) {
            List<Purchase> part = ordered.subList(from, Math.min(ordered.size(), from + WINDOW));
            List<Ask> asks = new ArrayList<>(part.size());
            part.forEach(purchase -> asks.add(new Ask.Look(purchase.placed().orderId())));
            List<Answer> answers = lane.exchange(asks);
            for (int i = 0; i < part.size(); i++) {
                Answer answer = answers.get(i).isOpen() ? askAgain(lane, asks.get(i)) : answers.get(i);
                compare(part.get(i), answer);
            }
        }
    }

    /** Compares what the shop says it owes back with what it told the buyers. */
    void compareRefunds(Set<String> owed) {
        Set<String> inDoubt = new HashSet<>();
        Set<String> told = new HashSet<>();
        for (Purchase purchase : purchases) {
            told.addAll(purchase.refsToRefund());
            inDoubt.addAll(purchase.refsInDoubt());
        }
        for (String ref : told) {
            if (!owed.contains(ref)) {
                lost(ref, "is not among the refunds due");
            }
        }
        for (String ref : owed) {
            if (!told.contains(ref) && !inDoubt.contains(ref)) {
                sale.violation(ref + " is a refund due that nobody was told of");
            }
        }
    }

    /** Payments made after the hold was over and answered. */
    long latePayments() {
        return purchases.stream()
                .filter(purchase -> purchase.intent() == Purchase.Intent.PAY_LATE
                        && purchase.paid().hasOrder())
                .count();
    }

    /** Orders that waited for stock and got it. */
    long backordersServed() {
        return purchases.stream()
                .filter(purchase ->
                        purchase.isBackordered() && !purchase.codes().isEmpty())
                .count();
    }

    /** Payments that, as the shop told the buyers, it owes back. */
    long refundsDue() {
        return purchases.stream()
                .mapToLong(purchase -> purchase.refsToRefund().size())
                .sum();
    }

    /** Units that the buyers hold of each seller; the shop's own under "". */
    Map<String, Long> soldBySeller() {
        Map<String, Long> sold = new TreeMap<>();
        for (Purchase purchase : purchases) {
            if (!purchase.codes().isEmpty()) {
                purchase.outcome().fills().forEach(fill -> sold.merge(fill.seller(), fill.quantity(), Long::sum));
            }
        }
        return sold;
    }

    /** No answer is not the answer that there is no such order. */
    private static Answer askAgain(Lane lane, Ask ask) {
        Answer answer = Answer.UNKNOWN;
        for (int attempt = 0; attempt < ATTEMPTS && answer.isOpen(); attempt++) {
            LockSupport.parkNanos(PAUSE_NANOS);
            answer = lane.exchange(List.of(ask)).get(0);
        }
        return answer;
    }

    private void compare(Purchase purchase, Answer now) {
        String id = purchase.place().clientOrderId();
        if (!now.hasOrder() || !now.orderId().equals(purchase.placed().orderId())) {
            lost(id, "the shop does not know it: " + now.code());
        } else if (now.amount() != purchase.placed().amount()) {
            lost(
                    id,
                    "costs " + now.amount() + " instead of " + purchase.placed().amount());
        } else if (purchase.paid().hasOrder()) {
            String state = purchase.isRefundDue() ? "REFUND_DUE" : "FULFILLED";
            if (!now.state().equals(state) || !now.codes().equals(purchase.codes())) {
                lost(
                        id,
                        "was paid, and now is " + now.state() + " with "
                                + now.codes().size() + " codes");
            }
        } else if (!purchase.isPayAttempted()) {
            compareUnpaid(purchase, now);
        }
    }

    private void compareUnpaid(Purchase purchase, Answer now) {
        String id = purchase.place().clientOrderId();
        if (!now.codes().isEmpty()) {
            sale.violation(id + " was never paid and has codes");
        }
        if (purchase.isCanceled() && !now.state().equals("CANCELED")) {
            lost(id, "was canceled, and now is " + now.state());
        }
        boolean abandoned = purchase.intent() == Purchase.Intent.ABANDON && !sale.isClosed();
        if (abandoned && !now.state().equals("EXPIRED")) {
            sale.violation(id + " was left alone and did not expire: " + now.state());
        }
    }

    private void lost(String clientOrderId, String what) {
        lost++;
        sale.violation(clientOrderId + ": " + what);
    }
}
