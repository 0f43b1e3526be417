package io.faka.engine.payment;

import static io.faka.codec.reply.ResultCode.ALREADY_PAID;
import static io.faka.codec.reply.ResultCode.AMOUNT_OVERFLOW;
import static io.faka.codec.reply.ResultCode.EXISTS;
import static io.faka.codec.reply.ResultCode.INSUFFICIENT_FUNDS;
import static io.faka.codec.reply.ResultCode.INVALID_FIELD;
import static io.faka.codec.reply.ResultCode.MALFORMED;
import static io.faka.codec.reply.ResultCode.PAID;
import static io.faka.codec.reply.ResultCode.PAYMENT_IN_SUSPENSE;
import static io.faka.codec.reply.ResultCode.PAYMENT_REF_USED;

import io.faka.codec.reply.ResultCode;
import io.faka.engine.inventory.Skus;
import io.faka.engine.order.Backorders;
import io.faka.engine.order.OrderForesight;
import io.faka.engine.order.OrderLifeCycle;
import io.faka.engine.order.OrderView;
import io.faka.engine.order.Orders;
import io.faka.engine.publish.EventPublisher;
import io.faka.engine.publish.ReplyPublisher;

/**
 * Decides Pay. First match wins, in this order:
 *
 * <ol>
 *   <li>MALFORMED, INVALID_FIELD as for an order; an amount is at least 1.
 *   <li>(channel, payment_ref) is known. For another order: PAYMENT_REF_USED; an event tells of it, the money is counted once. For this
 *       one: EXISTS with the order and its units if that notice paid it, whatever its answer was; else the answer it got, again.
 *       Nothing is recorded twice.
 *   <li>The channel is {@code wallet}: as {@link WalletPayments} says, and no further.
 *   <li>AMOUNT_OVERFLOW: the sum of the currency's money would not be countable any more. Nothing is recorded.
 *   <li>No such order: PAYMENT_IN_SUSPENSE; the notice is recorded, and settled if the order appears later.
 *   <li>The order is paid already: DUPLICATE_PAYMENT and the money is due back.
 *   <li>The currency, then the amount is not the order's: PAYMENT_CURRENCY_MISMATCH, PAYMENT_AMOUNT_MISMATCH; recorded, the
 *       order stays as it is.
 *   <li>The order is pending: PAID, and delivered with the same command. It waits for stock: PAID_WAITING; what it holds is delivered
 *       at once, the rest as it comes.
 *   <li>The order is expired or canceled: within the shortest late window of its SKUs, counted from when the hold ended, and if
 *       all lines can be had now: LATE_PAYMENT_FULFILLED; within it, and if all its SKUs' late policy is BACKORDER: LATE_PAYMENT_BACKORDERED, it
 *       waits for its units as a paid order; else LATE_PAYMENT_REFUND_DUE and the money is due back.
 * </ol>
 *
 * <p>Money that pays no order is in suspense or due back, see {@link MoneyBook}.
 */
public final class PaymentDesk {
    private static final int NO_DETAIL = -1;

    private final PaymentNotice notice = new PaymentNotice();
    private int placedPayment;
    private final Payments payments;
    private final MoneyBook book;
    private final Orders orders;
    private final Settlement settlement;
    private final WalletPayments wallets;
    private final EventPublisher events;
    private final ReplyPublisher replies;

    /** Works on these tables. */
    public PaymentDesk(
            Payments payments,
            MoneyBook book,
            OrderView view,
            Skus skus,
            OrderLifeCycle lifeCycle,
            Backorders backorders,
            EventPublisher events,
            ReplyPublisher replies) {
        this.payments = payments;
        this.book = book;
        this.orders = view.rows();
        this.settlement = new Settlement(orders, skus, lifeCycle, backorders);
        this.wallets = new WalletPayments(book.walletBook(), view, settlement, replies);
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
        if (notice.isFromWallet()) {
            payFromWallet(order, PAID, seq, timeMicros);
            return;
        }
        if (!book.fits(notice.currency(), notice.amount())) {
            replies.refusal(AMOUNT_OVERFLOW, NO_DETAIL, seq);
            return;
        }
        ResultCode code = settle(order, seq, timeMicros);
        if (order == 0) {
            replies.refusal(code, NO_DETAIL, seq);
        } else {
            replies.order(order, code, 0);
        }
    }

    /** Notes what the command will read: the notice's place in the index, and the order. */
    public void foresee(long command, int length, OrderForesight foresight) {
        if (notice.parse(command, length) == PaymentNotice.VALID) {
            payments.foresee(notice, foresight.loads());
            foresight.add(notice.orderIdHigh(), notice.orderIdLow());
        }
    }

    /** Whether the payment of an order that is being placed can be taken; else it is answered. */
    boolean accepts(long seq, long pay, int length, long idHigh, long idLow, boolean isKeyKnown) {
        int field = notice.parse(pay, length);
        if (field != PaymentNotice.VALID) {
            boolean malformed = field == PaymentNotice.MALFORMED;
            replies.refusal(malformed ? MALFORMED : INVALID_FIELD, malformed ? NO_DETAIL : field, seq);
            return false;
        }
        notice.order(idHigh, idLow);
        placedPayment = payments.find(notice);
        if (placedPayment != 0 && !isKeyKnown) {
            events.paymentRecorded(notice, PAYMENT_REF_USED);
            replies.refusal(PAYMENT_REF_USED, NO_DETAIL, seq);
            return false;
        }
        if (placedPayment == 0 && !notice.isFromWallet() && !book.fits(notice.currency(), notice.amount())) {
            replies.refusal(AMOUNT_OVERFLOW, NO_DETAIL, seq);
            return false;
        }
        return true;
    }

    /** Whether the wallet has what a payment that {@link #accepts} let pass takes for a new order of this buyer; else it is answered. */
    boolean isCovered(long seq, long buyerAt, int buyerLength) {
        if (!notice.isFromWallet() || placedPayment != 0) {
            return true;
        }
        int named = notice.accountLength();
        if (named == 0) {
            notice.account(buyerAt, buyerLength);
        }
        boolean covered = wallets.covers(notice);
        if (!covered) {
            wallets.refuse(notice, INSUFFICIENT_FUNDS, 0, seq);
        }
        notice.account(notice.accountAt(), named);
        return covered;
    }

    /** Takes the payment that {@link #accepts} let pass, for an order that was just placed or found again. */
    void payPlaced(int order, long seq, long timeMicros) {
        boolean created = orders.lastSeq(order) == seq;
        notice.order(orders.idHigh(order), orders.idLow(order));
        ResultCode placed = replies.lastCode();
        replies.takeBack();
        if (placedPayment != 0) {
            answerAgain(placedPayment, seq);
            return;
        }
        if (notice.isFromWallet()) {
            payFromWallet(order, created ? placed : PAID, seq, timeMicros);
            return;
        }
        ResultCode code = settle(order, seq, timeMicros);
        replies.order(order, created && code == PAID ? placed : code, 0);
    }

    /** @param paid what it is answered with if the order is paid; CREATED and the like if it was placed by the same command */
    private void payFromWallet(int order, ResultCode paid, long seq, long timeMicros) {
        ResultCode code = wallets.decide(notice, order, timeMicros);
        if (WalletPayments.isTaken(code)) {
            record(order, code, seq, timeMicros);
            replies.order(order, code == PAID ? paid : code, 0);
        } else if (code == ALREADY_PAID && paid != PAID) {
            // It costs nothing, or money that waited for it paid it: placed and paid, as was asked.
            replies.order(order, paid, 0);
        } else {
            wallets.refuse(notice, code, order, seq);
        }
    }

    private void answerAgain(int known, long seq) {
        boolean sameOrder = payments.orderIdHigh(known) == notice.orderIdHigh()
                && payments.orderIdLow(known) == notice.orderIdLow();
        int order = payments.order(known);
        if (!sameOrder) {
            events.paymentRecorded(notice, PAYMENT_REF_USED);
            replies.refusal(PAYMENT_REF_USED, NO_DETAIL, seq);
        } else if (order == 0) {
            replies.refusal(PAYMENT_IN_SUSPENSE, NO_DETAIL, payments.seq(known));
        } else {
            replies.order(order, orders.payment(order) == known ? EXISTS : payments.code(known), 0);
        }
    }

    private ResultCode settle(int order, long seq, long timeMicros) {
        ResultCode code = order == 0
                ? PAYMENT_IN_SUSPENSE
                : settlement.decide(order, notice.amount(), notice.currency(), timeMicros);
        record(order, code, seq, timeMicros);
        return code;
    }

    private void record(int order, ResultCode code, long seq, long timeMicros) {
        int payment = payments.add(notice, order, code, seq);
        events.paymentRecorded(notice, code);
        settlement.act(code, order, payment, seq, timeMicros);
        book.receive(payment, code, seq);
    }
}
