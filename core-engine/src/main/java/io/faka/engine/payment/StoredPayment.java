package io.faka.engine.payment;

import io.faka.engine.publish.PaymentText;

/** A recorded notice as events and replies show it. Reused. */
final class StoredPayment implements PaymentText {
    private final Payments payments;
    private int payment;

    StoredPayment(Payments payments) {
        this.payments = payments;
    }

    StoredPayment of(int row) {
        payment = row;
        return this;
    }

    @Override
    public long orderIdHigh() {
        return payments.orderIdHigh(payment);
    }

    @Override
    public long orderIdLow() {
        return payments.orderIdLow(payment);
    }

    @Override
    public long amount() {
        return payments.amount(payment);
    }

    @Override
    public int currency() {
        return payments.currency(payment);
    }

    @Override
    public long channelAt() {
        return payments.text(payment);
    }

    @Override
    public int channelLength() {
        return payments.channelLength(payment);
    }

    @Override
    public long refAt() {
        return payments.text(payment) + payments.channelLength(payment);
    }

    @Override
    public int refLength() {
        return payments.refLength(payment);
    }
}
