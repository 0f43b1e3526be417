package io.faka.engine.payment;

import static io.faka.codec.reply.ResultCode.ALREADY_PAID;
import static io.faka.codec.reply.ResultCode.ALREADY_RESOLVED;
import static io.faka.codec.reply.ResultCode.CURRENCY_MISMATCH;
import static io.faka.codec.reply.ResultCode.INSUFFICIENT_STOCK;
import static io.faka.codec.reply.ResultCode.INVALID_FIELD;
import static io.faka.codec.reply.ResultCode.LATE_PAYMENT_FULFILLED;
import static io.faka.codec.reply.ResultCode.MALFORMED;
import static io.faka.codec.reply.ResultCode.ORDER_NOT_FOUND;
import static io.faka.codec.reply.ResultCode.PAID;
import static io.faka.codec.reply.ResultCode.PAID_WAITING;
import static io.faka.codec.reply.ResultCode.PAYMENT_NOT_FOUND;
import static io.faka.codec.reply.ResultCode.RESOLVED;

import io.faka.codec.command.ResolveSuspenseDecoder;
import io.faka.codec.command.SuspenseAction;
import io.faka.codec.reply.ResultCode;
import io.faka.engine.inventory.Skus;
import io.faka.engine.memory.CommandTexts;
import io.faka.engine.memory.Memory;
import io.faka.engine.order.Backorders;
import io.faka.engine.order.OrderLifeCycle;
import io.faka.engine.order.Orders;
import io.faka.engine.publish.EventPublisher;
import io.faka.engine.publish.ReplyPublisher;

/**
 * Decides ResolveSuspense, and settles money whose order appears after it. First match wins, in this order:
 *
 * <ol>
 *   <li>MALFORMED, INVALID_FIELD as for a payment; operator and reason are asked for.
 *   <li>PAYMENT_NOT_FOUND: no notice has this channel and payment_ref.
 *   <li>ALREADY_RESOLVED: its money is not in suspense.
 *   <li>REFUND: RESOLVED, all of it is due back.
 *   <li>APPLY: ORDER_NOT_FOUND, there is none yet; ALREADY_PAID, the order needs no money; CURRENCY_MISMATCH; INSUFFICIENT_STOCK (detail:
 *       what could be had of the SKU), the hold is over and not all can be had now. Nothing of this changes anything.
 *   <li>APPLY: RESOLVED. The order is paid with it, however much it is, and delivered, also after the late window (one that waits for
 *       stock goes on waiting, paid); what it is above the
 *       order's amount is due back.
 * </ol>
 */
public final class SuspenseDesk {
    private static final int NO_DETAIL = -1;
    private static final int HEADER = 8;
    private static final int CHANNEL = 0;
    private static final int REF = 1;
    private static final int OPERATOR = 2;
    private static final int REASON = 3;
    private static final int MAX_CHANNEL_LENGTH = 32;
    private static final int MAX_REF_LENGTH = 128;
    private static final int MAX_OPERATOR_LENGTH = 64;
    private static final int MAX_REASON_LENGTH = 200;

    private final CommandTexts texts = new CommandTexts(4);
    private final Payments payments;
    private final MoneyBook book;
    private final Cases cases;
    private final Orders orders;
    private final OrderLifeCycle lifeCycle;
    private final Settlement settlement;
    private final StoredPayment stored;
    private final EventPublisher events;
    private final ReplyPublisher replies;

    private long detail;

    /** Works on these tables. */
    public SuspenseDesk(
            Payments payments,
            MoneyBook book,
            Orders orders,
            Skus skus,
            OrderLifeCycle lifeCycle,
            Backorders backorders,
            EventPublisher events,
            ReplyPublisher replies) {
        this.payments = payments;
        this.book = book;
        this.cases = book.cases();
        this.orders = orders;
        this.lifeCycle = lifeCycle;
        this.settlement = new Settlement(orders, skus, lifeCycle, backorders);
        this.stored = new StoredPayment(payments);
        this.events = events;
        this.replies = replies;
    }

    /** Decides one command. */
    public void onResolveSuspense(long seq, long command, int length) {
        if (!texts.parse(command, length, ResolveSuspenseDecoder.BLOCK_LENGTH)) {
            replies.refusal(MALFORMED, NO_DETAIL, seq);
            return;
        }
        byte action = Memory.getByte(command + HEADER + ResolveSuspenseDecoder.actionEncodingOffset());
        int field = firstInvalidField(action);
        if (field != 0) {
            replies.refusal(INVALID_FIELD, field, seq);
            return;
        }
        int payment =
                payments.find(texts.address(CHANNEL), texts.length(CHANNEL), texts.address(REF), texts.length(REF));
        int row = payment == 0 ? 0 : cases.ofPayment(payment);
        if (payment == 0) {
            replies.refusal(PAYMENT_NOT_FOUND, NO_DETAIL, seq);
        } else if (row == 0 || cases.suspended(row) == 0) {
            replies.refusal(ALREADY_RESOLVED, NO_DETAIL, seq);
        } else if (action == SuspenseAction.REFUND.value()) {
            tell(payment, action, payments.code(payment));
            book.release(row, 0, seq);
            reply(payment, row, seq);
        } else {
            apply(payment, row, seq);
        }
    }

    /** A request to create this order was answered: if it is new, settles the money that waits for it, as it came in. */
    public void onOrderCreated(int order, long seq, long timeMicros) {
        boolean waited = false;
        int first = cases.firstOfOrder(orders.idHigh(order), orders.idLow(order));
        for (int row = first; row != 0; row = cases.nextOfOrder(row)) {
            int payment = cases.payment(row);
            if (payments.order(payment) == 0) {
                waited = true;
                payments.order(payment, order);
                if (cases.suspended(row) > 0) {
                    settle(payment, row, order, seq, timeMicros);
                }
            }
        }
        if (waited) {
            replies.takeBack();
            replies.order(order, replies.lastCode(), 0);
        }
    }

    private void settle(int payment, int row, int order, long seq, long timeMicros) {
        ResultCode code = settlement.decide(order, payments.amount(payment), payments.currency(payment), timeMicros);
        payments.code(payment, code);
        cases.reason(row, code);
        int account = MoneyBook.account(code);
        if (account == Ledger.SUSPENSE) {
            book.restate(row, code, seq);
            return;
        }
        events.suspenseResolved(stored.of(payment), (byte) SuspenseAction.APPLY.value(), code, 0, 0, 0, 0);
        settlement.act(code, order, payment, seq, timeMicros);
        book.release(row, account == Ledger.DELIVERED ? cases.suspended(row) : 0, seq);
    }

    private int firstInvalidField(byte action) {
        if (action != SuspenseAction.APPLY.value() && action != SuspenseAction.REFUND.value()) {
            return ResolveSuspenseDecoder.actionId();
        }
        if (!texts.isBetween(CHANNEL, 1, MAX_CHANNEL_LENGTH)) {
            return ResolveSuspenseDecoder.channelId();
        }
        if (!texts.isBetween(REF, 1, MAX_REF_LENGTH)) {
            return ResolveSuspenseDecoder.paymentRefId();
        }
        if (!texts.isBetween(OPERATOR, 1, MAX_OPERATOR_LENGTH)) {
            return ResolveSuspenseDecoder.operatorIdId();
        }
        return texts.isBetween(REASON, 1, MAX_REASON_LENGTH) ? 0 : ResolveSuspenseDecoder.reasonId();
    }

    private void apply(int payment, int row, long seq) {
        int order = payments.order(payment);
        ResultCode refusal = refusal(payment, order);
        if (refusal != null) {
            replies.refusal(refusal, detail, seq);
            return;
        }
        byte state = orders.state(order);
        ResultCode unpaid = state == Orders.BACKORDERED ? PAID_WAITING : PAID;
        ResultCode code = Settlement.isOver(state) ? LATE_PAYMENT_FULFILLED : unpaid;
        tell(payment, (byte) SuspenseAction.APPLY.value(), code);
        payments.code(payment, code);
        settlement.act(code, order, payment, seq, 0);
        book.release(row, Math.min(cases.suspended(row), orders.amount(order)), seq);
        reply(payment, row, seq);
    }

    private ResultCode refusal(int payment, int order) {
        detail = NO_DETAIL;
        if (order == 0) {
            return ORDER_NOT_FOUND;
        }
        boolean over = Settlement.isOver(orders.state(order));
        if (!over && !Settlement.isUnpaid(orders.state(order))) {
            return ALREADY_PAID;
        }
        if (orders.currency(order) != payments.currency(payment)) {
            return CURRENCY_MISMATCH;
        }
        detail = over ? lifeCycle.lacking(order) : NO_DETAIL;
        return detail == NO_DETAIL ? null : INSUFFICIENT_STOCK;
    }

    private void reply(int payment, int row, long seq) {
        replies.payment(
                stored.of(payment),
                RESOLVED,
                payments.code(payment),
                cases.suspended(row),
                cases.due(row),
                cases.refunded(row),
                seq);
    }

    private void tell(int payment, byte action, ResultCode code) {
        events.suspenseResolved(
                stored.of(payment),
                action,
                code,
                texts.address(OPERATOR),
                texts.length(OPERATOR),
                texts.address(REASON),
                texts.length(REASON));
    }
}
