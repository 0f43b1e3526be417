package io.faka.engine.payment;

import static io.faka.codec.reply.ResultCode.DUPLICATE_PAYMENT;
import static io.faka.codec.reply.ResultCode.LATE_PAYMENT_BACKORDERED;
import static io.faka.codec.reply.ResultCode.LATE_PAYMENT_FULFILLED;
import static io.faka.codec.reply.ResultCode.LATE_PAYMENT_REFUND_DUE;
import static io.faka.codec.reply.ResultCode.PAID;
import static io.faka.codec.reply.ResultCode.PAID_WAITING;
import static io.faka.codec.reply.ResultCode.PAYMENT_AMOUNT_MISMATCH;
import static io.faka.codec.reply.ResultCode.PAYMENT_CURRENCY_MISMATCH;

import io.faka.codec.command.LatePolicy;
import io.faka.codec.reply.ResultCode;
import io.faka.engine.inventory.Skus;
import io.faka.engine.order.Backorders;
import io.faka.engine.order.LateWindow;
import io.faka.engine.order.OrderLifeCycle;
import io.faka.engine.order.Orders;

/** What money does to the order it is for: first decided, then done. */
final class Settlement {
    private final Orders orders;
    private final Skus skus;
    private final OrderLifeCycle lifeCycle;
    private final Backorders backorders;
    private final LateWindow lateWindow;

    Settlement(Orders orders, Skus skus, OrderLifeCycle lifeCycle, Backorders backorders) {
        this.orders = orders;
        this.skus = skus;
        this.lifeCycle = lifeCycle;
        this.backorders = backorders;
        this.lateWindow = new LateWindow(orders, skus);
    }

    /** What this money will do. Changes nothing. For an order that has left it is due back, whatever it is. */
    ResultCode decide(int order, long amount, int currency, long timeMicros) {
        byte state = orders.state(order);
        if (orders.hasLeft(order)) {
            return isOver(state) ? LATE_PAYMENT_REFUND_DUE : DUPLICATE_PAYMENT;
        }
        if (!isOver(state) && !isUnpaid(state)) {
            return DUPLICATE_PAYMENT;
        }
        if (currency != orders.currency(order)) {
            return PAYMENT_CURRENCY_MISMATCH;
        }
        if (amount != orders.amount(order)) {
            return PAYMENT_AMOUNT_MISMATCH;
        }
        if (isOver(state)) {
            return decideLate(order, timeMicros);
        }
        return state == Orders.BACKORDERED ? PAID_WAITING : PAID;
    }

    /** Does what was decided, as far as it concerns the order. */
    void act(ResultCode code, int order, int payment, long seq, long timeMicros) {
        switch (code) {
            case PAID -> {
                orders.payment(order, payment);
                lifeCycle.fulfilPending(order, seq);
            }
            case LATE_PAYMENT_FULFILLED -> {
                orders.payment(order, payment);
                lifeCycle.fulfilLate(order, seq);
            }
            case PAID_WAITING -> {
                orders.payment(order, payment);
                backorders.paid(order, seq);
            }
            case LATE_PAYMENT_BACKORDERED -> {
                orders.payment(order, payment);
                backorders.begin(order, seq, timeMicros);
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

    /** Whether an order of this state can be paid. */
    static boolean isUnpaid(byte state) {
        return state == Orders.PENDING_PAYMENT || state == Orders.BACKORDERED;
    }

    private ResultCode decideLate(int order, long timeMicros) {
        boolean inTime = lateWindow.isOpen(order, timeMicros);
        if (inTime && lifeCycle.canReserveAgain(order)) {
            return LATE_PAYMENT_FULFILLED;
        }
        return inTime && mayWait(order) ? LATE_PAYMENT_BACKORDERED : LATE_PAYMENT_REFUND_DUE;
    }

    private boolean mayWait(int order) {
        if (!backorders.mayWait(order)) {
            return false;
        }
        for (int line = 0; line < orders.lineCount(order); line++) {
            if (skus.getByte(orders.sku(order, line), Skus.LATE_POLICY) != LatePolicy.BACKORDER.value()) {
                return false;
            }
        }
        return true;
    }
}
