package io.faka.node.demo;

import java.util.List;

/** One purchase as its buyer remembers it: the first answer to each ask. Written by the buyer's thread. */
final class Purchase {
    /** What the buyer means to do with the order. */
    enum Intent {
        BUY,
        ABANDON,
        CANCEL
    }

    private final Ask.Place place;
    private final Intent intent;
    private Answer placed = Answer.UNKNOWN;
    private Answer paid = Answer.UNKNOWN;
    private boolean payAttempted;
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

    /** Whether the shop acknowledged the cancel. */
    boolean isCanceled() {
        return canceled;
    }

    void cancelAcknowledged() {
        canceled = true;
    }

    /** Whether a payment was sent, answered or not. */
    boolean isPayAttempted() {
        return payAttempted;
    }

    /** The codes in the buyer's hands. */
    List<String> codes() {
        return paid.codes();
    }

    Ask.Pay pay() {
        payAttempted = true;
        return new Ask.Pay(placed.orderId(), placed.amount(), "pay-" + place.clientOrderId());
    }

    /** The money sent twice, under another reference. */
    Ask.Pay secondPay() {
        return new Ask.Pay(placed.orderId(), placed.amount(), "again-" + place.clientOrderId());
    }
}
