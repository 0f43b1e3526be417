package io.faka.engine.payment;

import static io.faka.codec.reply.ResultCode.DUPLICATE_PAYMENT;
import static io.faka.codec.reply.ResultCode.EXISTS;
import static io.faka.codec.reply.ResultCode.INVALID_FIELD;
import static io.faka.codec.reply.ResultCode.LATE_PAYMENT_FULFILLED;
import static io.faka.codec.reply.ResultCode.LATE_PAYMENT_REFUND_DUE;
import static io.faka.codec.reply.ResultCode.MALFORMED;
import static io.faka.codec.reply.ResultCode.PAID;
import static io.faka.codec.reply.ResultCode.PAYMENT_AMOUNT_MISMATCH;
import static io.faka.codec.reply.ResultCode.PAYMENT_CURRENCY_MISMATCH;
import static io.faka.codec.reply.ResultCode.PAYMENT_IN_SUSPENSE;
import static io.faka.codec.reply.ResultCode.PAYMENT_REF_USED;

import io.faka.codec.reply.ResultCode;
import io.faka.engine.inventory.Skus;
import io.faka.engine.order.OrderForesight;
import io.faka.engine.order.OrderLifeCycle;
import io.faka.engine.order.Orders;
import io.faka.engine.publish.EventPublisher;
import io.faka.engine.publish.ReplyPublisher;

/**
 * Decides Pay. First match wins, in this order:
 *
 * <ol>
 *   <li>MALFORMED, INVALID_FIELD as for an order; an amount is at least 1.
 *   <li>(channel, payment_ref) is known. For another order: PAYMENT_REF_USED. For this one: EXISTS with the order and its units
 *       if that notice paid it, whatever its answer was; else the answer it got, again. Nothing is recorded twice.
 *   <li>No such order: PAYMENT_IN_SUSPENSE; the notice is recorded.
 *   <li>The order is paid already: DUPLICATE_PAYMENT and the money is due back.
 *   <li>The currency, then the amount is not the order's: PAYMENT_CURRENCY_MISMATCH, PAYMENT_AMOUNT_MISMATCH; recorded, the
 *       order stays as it is.
 *   <li>The order is pending: PAID, and delivered with the same command.
 *   <li>The order is expired or canceled: within the shortest late window of its SKUs, counted from when the hold ended, and if
 *       all lines can be had now: LATE_PAYMENT_FULFILLED; else LATE_PAYMENT_REFUND_DUE and the money is due back.
 * </ol>
 */
public final class PaymentDesk {
    private static final int NO_DETAIL = -1;

    private final PaymentNotice notice = new PaymentNotice();
    private final Payments payments;
    private final Orders orders;
    private final Skus skus;
    private final OrderLifeCycle lifeCycle;
    private final EventPublisher events;
    private final ReplyPublisher replies;

    /** Works on these tables. */
    public PaymentDesk(
            Payments payments,
            Orders orders,
            Skus skus,
            OrderLifeCycle lifeCycle,
            EventPublisher events,
            ReplyPublisher replies) {
        this.payments = payments;
        this.orders = orders;
        this.skus = skus;
        this.lifeCycle = lifeCycle;
        this.events = events;
        this.replies = replies;
    }

    /** Decides one command. */
    public void onPay(long seq, long timeMicros, long command, int length) {
        int field = notice.parse(command, length);
        if (field != PaymentNotice.VALID) {
            boolean malformed = field == PaymentNotice.MALFORMED;
            replies.refusal(malformed ? MALFORMED : INVALID_FIELD, malformed ? NO_DETAIL : field, seq);
            return;
        }
        int known = payments.find(notice);
        if (known != 0) {
            answerAgain(known, seq);
            return;
        }
        int order = orders.find(notice.orderIdHigh(), notice.orderIdLow());
        if (order == 0) {
            record(0, PAYMENT_IN_SUSPENSE, seq);
            replies.refusal(PAYMENT_IN_SUSPENSE, NO_DETAIL, seq);
            return;
        }
        replies.order(order, settle(order, seq, timeMicros), 0);
    }

    /** Notes what the command will read: the notice's place in the index, and the order. */
    public void foresee(long command, int length, OrderForesight foresight) {
        if (notice.parse(command, length) == PaymentNotice.VALID) {
            payments.foresee(notice, foresight.loads());
            foresight.add(notice.orderIdHigh(), notice.orderIdLow());
        }
    }

    private void answerAgain(int known, long seq) {
        boolean sameOrder = payments.orderIdHigh(known) == notice.orderIdHigh()
                && payments.orderIdLow(known) == notice.orderIdLow();
        int order = payments.order(known);
        if (!sameOrder) {
            replies.refusal(PAYMENT_REF_USED, NO_DETAIL, seq);
        } else if (order == 0) {
            replies.refusal(PAYMENT_IN_SUSPENSE, NO_DETAIL, payments.seq(known));
        } else {
            replies.order(order, orders.payment(order) == known ? EXISTS : payments.code(known), 0);
        }
    }

    private ResultCode settle(int order, long seq, long timeMicros) {
        byte state = orders.state(order);
        boolean over = state == Orders.EXPIRED || state == Orders.CANCELED;
        if (!over && state != Orders.PENDING_PAYMENT) {
            record(order, DUPLICATE_PAYMENT, seq);
            events.refundDue(notice, io.faka.codec.event.ResultCode.DUPLICATE_PAYMENT);
            return DUPLICATE_PAYMENT;
        }
        if (notice.currency() != orders.currency(order)) {
            record(order, PAYMENT_CURRENCY_MISMATCH, seq);
            return PAYMENT_CURRENCY_MISMATCH;
        }
        if (notice.amount() != orders.amount(order)) {
            record(order, PAYMENT_AMOUNT_MISMATCH, seq);
            return PAYMENT_AMOUNT_MISMATCH;
        }
        return over ? settleLate(order, seq, timeMicros) : settlePending(order, seq);
    }

    private ResultCode settlePending(int order, long seq) {
        orders.payment(order, record(order, PAID, seq));
        lifeCycle.fulfilPending(order, seq);
        return PAID;
    }

    private ResultCode settleLate(int order, long seq, long timeMicros) {
        boolean inTime = (timeMicros - orders.deadline(order)) / 1_000 < lateWindowMillis(order);
        if (inTime && lifeCycle.canReserveAgain(order)) {
            orders.payment(order, record(order, LATE_PAYMENT_FULFILLED, seq));
            lifeCycle.fulfilLate(order, seq);
            return LATE_PAYMENT_FULFILLED;
        }
        record(order, LATE_PAYMENT_REFUND_DUE, seq);
        lifeCycle.refundDue(order, seq);
        events.refundDue(notice, io.faka.codec.event.ResultCode.LATE_PAYMENT_REFUND_DUE);
        return LATE_PAYMENT_REFUND_DUE;
    }

    private long lateWindowMillis(int order) {
        long shortest = Long.MAX_VALUE;
        for (int line = 0; line < orders.lineCount(order); line++) {
            shortest = Math.min(shortest, skus.getLong(orders.sku(order, line), Skus.LATE_WINDOW));
        }
        return shortest;
    }

    private int record(int order, ResultCode code, long seq) {
        int payment = payments.add(notice, order, code, seq);
        events.paymentRecorded(notice, code);
        return payment;
    }
}
