package io.faka.node.demo;

import java.util.ArrayList;
import java.util.List;

/** One purchase as its buyer remembers it: the first answer to each ask. Written by the buyer's thread. */
final class Purchase {
    /** What the buyer means to do with the order. */
    enum Intent {
        BUY,
        ABANDON,
        PAY_LATE,
        WAIT,
        CANCEL
    }

    private final Ask.Place place;
    private final Intent intent;
    private Answer placed = Answer.UNKNOWN;
    private Answer paid = Answer.UNKNOWN;
    private Answer settled = Answer.UNKNOWN;
    private boolean payAttempted;
    private boolean secondPayAttempted;
    private boolean secondPayAcknowledged;
    private boolean canceled;

    Purchase(Ask.Place place, Intent intent) {
        this.place = place;
        this.intent = intent;
    }

    Ask.Place place() {
        return place;
    }

    Intent intent() {
        return intent;
    }

    /** First answer to the order. */
    Answer placed() {
        return placed;
    }

    void placed(Answer answer) {
        placed = answer;
    }

    /** First answer to the payment. */
    Answer paid() {
        return paid;
    }

    void paid(Answer answer) {
        paid = answer;
    }

    /** What became of an order that was paid while it waited for stock. */
    void settled(Answer answer) {
        settled = answer;
    }

    /** Whether the order was put into the queue for stock. */
    boolean isBackordered() {
        return placed.state().equals("BACKORDERED");
    }

    /** The last word on a paid order. */
    Answer outcome() {
        return settled.hasOrder() ? settled : paid;
    }

    /** Whether the shop acknowledged the cancel. */
    boolean isCanceled() {
        return canceled;
    }

    void cancelAcknowledged() {
        canceled = true;
    }

    /** Whether the shop took the payment and owes it back. */
    boolean isRefundDue() {
        return outcome().state().equals("REFUND_DUE");
    }

    /** The shop said that it has the second payment. */
    void secondPayAcknowledged() {
        secondPayAcknowledged = true;
    }

    /** References of the payments that the shop, as it said, owes back. */
    List<String> refsToRefund() {
        List<String> refs = new ArrayList<>(2);
        if (isRefundDue()) {
            refs.add(payRef());
        }
        if (secondPayAcknowledged) {
            refs.add(secondPayRef());
        }
        return refs;
    }

    /** References of the payments that were sent and, by the answers, may be owed back without the buyer knowing. */
    List<String> refsInDoubt() {
        List<String> refs = new ArrayList<>(2);
        if (payAttempted && !paid.hasOrder()) {
            refs.add(payRef());
        }
        if (secondPayAttempted && !secondPayAcknowledged) {
            refs.add(secondPayRef());
        }
        return refs;
    }

    /** Whether a payment was sent, answered or not. */
    boolean isPayAttempted() {
        return payAttempted;
    }

    /** The codes in the buyer's hands. */
    List<String> codes() {
        return outcome().codes();
    }

    Ask.Pay pay() {
        payAttempted = true;
        return new Ask.Pay(placed.orderId(), placed.amount(), payRef());
    }

    /** The money sent twice, under another reference. */
    Ask.Pay secondPay() {
        secondPayAttempted = true;
        return new Ask.Pay(placed.orderId(), placed.amount(), secondPayRef());
    }

    private String payRef() {
        return "pay-" + place.clientOrderId();
    }

    private String secondPayRef() {
        return "again-" + place.clientOrderId();
    }
}
