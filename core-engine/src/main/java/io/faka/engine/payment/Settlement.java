package io.faka.engine.payment;

import static io.faka.codec.reply.ResultCode.DUPLICATE_PAYMENT;
import static io.faka.codec.reply.ResultCode.LATE_PAYMENT_FULFILLED;
import static io.faka.codec.reply.ResultCode.LATE_PAYMENT_REFUND_DUE;
import static io.faka.codec.reply.ResultCode.PAID;
import static io.faka.codec.reply.ResultCode.PAYMENT_AMOUNT_MISMATCH;
import static io.faka.codec.reply.ResultCode.PAYMENT_CURRENCY_MISMATCH;

import io.faka.codec.reply.ResultCode;
import io.faka.engine.inventory.Skus;
import io.faka.engine.order.OrderLifeCycle;
import io.faka.engine.order.Orders;

/** What money does to the order it is for: first decided, then done. */
final class Settlement {
    private final Orders orders;
    private final Skus skus;
    private final OrderLifeCycle lifeCycle;

    Settlement(Orders orders, Skus skus, OrderLifeCycle lifeCycle) {
        this.orders = orders;
        this.skus = skus;
        this.lifeCycle = lifeCycle;
    }

    /** What this money will do. Changes nothing. */
    ResultCode decide(int order, long amount, int currency, long timeMicros) {
        byte state = orders.state(order);
        if (!isOver(state) && state != Orders.PENDING_PAYMENT) {
            return DUPLICATE_PAYMENT;
        }
        if (currency != orders.currency(order)) {
            return PAYMENT_CURRENCY_MISMATCH;
        }
        if (amount != orders.amount(order)) {
            return PAYMENT_AMOUNT_MISMATCH;
        }
        return isOver(state) ? decideLate(order, timeMicros) : PAID;
    }

    /** Does what was decided, as far as it concerns the order. */
    void act(ResultCode code, int order, int payment, long seq) {
        switch (code) {
            case PAID -> {
                orders.payment(order, payment);
                lifeCycle.fulfilPending(order, seq);
            }
            case LATE_PAYMENT_FULFILLED -> {
                orders.payment(order, payment);
                lifeCycle.fulfilLate(order, seq);
            }
            case LATE_PAYMENT_REFUND_DUE -> lifeCycle.refundDue(order, seq);
            default -> {
                // The order stays as it is.
            }
        }
    }

    /** Whether an order of this state lost its hold unpaid. */
    static boolean isOver(byte state) {
        return state == Orders.EXPIRED || state == Orders.CANCELED;
    }

    private ResultCode decideLate(int order, long timeMicros) {
        boolean inTime = (timeMicros - orders.deadline(order)) / 1_000 < lateWindowMillis(order);
        return inTime && lifeCycle.canReserveAgain(order) ? LATE_PAYMENT_FULFILLED : LATE_PAYMENT_REFUND_DUE;
    }

    private long lateWindowMillis(int order) {
        long shortest = Long.MAX_VALUE;
        for (int line = 0; line < orders.lineCount(order); line++) {
            shortest = Math.min(shortest, skus.getLong(orders.sku(order, line), Skus.LATE_WINDOW));
        }
        return shortest;
    }
}
