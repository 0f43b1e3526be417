package io.faka.engine.payment;

import static io.faka.codec.reply.ResultCode.EXISTS;
import static io.faka.codec.reply.ResultCode.EXISTS_WITH_DIFFERENT_AMOUNT;
import static io.faka.codec.reply.ResultCode.EXISTS_WITH_DIFFERENT_CURRENCY;
import static io.faka.codec.reply.ResultCode.INVALID_FIELD;
import static io.faka.codec.reply.ResultCode.MALFORMED;
import static io.faka.codec.reply.ResultCode.ORDER_NOT_FOUND;
import static io.faka.codec.reply.ResultCode.REFUNDED;
import static io.faka.codec.reply.ResultCode.REFUND_EXCEEDS_PAYMENT;

import io.faka.codec.command.RefundOrderDecoder;
import io.faka.codec.reply.ResultCode;
import io.faka.engine.Currency;
import io.faka.engine.memory.CommandTexts;
import io.faka.engine.memory.Memory;
import io.faka.engine.order.Backorders;
import io.faka.engine.order.OrderLifeCycle;
import io.faka.engine.order.Orders;
import io.faka.engine.publish.EventPublisher;
import io.faka.engine.publish.ReplyPublisher;

/**
 * Decides RefundOrder, the statement that money went back. First match wins, in this order:
 *
 * <ol>
 *   <li>MALFORMED, INVALID_FIELD as for a payment.
 *   <li>ORDER_NOT_FOUND: no order and no payment has this order id. Money for an order that never appeared is refunded by the id
 *       that its payment named.
 *   <li>The order had a refund of this ref. The same amount and currency: EXISTS; else EXISTS_WITH_DIFFERENT_AMOUNT or _CURRENCY.
 *   <li>REFUND_EXCEEDS_PAYMENT (detail: what can be refunded): more than what is due back and what pays the order together. Money in
 *       suspense is not counted; it is resolved first.
 *   <li>REFUNDED. What is due back goes first, the oldest first; then what pays the order.
 * </ol>
 *
 * <p>A delivered order whose own money went back is PARTIALLY_REFUNDED, then REFUNDED, and the buyer keeps the codes; so is an order
 * in REFUND_DUE. A refund of a second payment leaves a delivered order FULFILLED. What a wallet paid goes back to the wallet in the same step.
 * A refund of the money that pays an order which waits for stock, or for an operator to deliver, ends its wait: units that were not
 * delivered are available again, all of the money is due back that pays for nothing delivered, and the refund is taken from that.
 */
public final class RefundDesk {
    private static final int NO_DETAIL = -1;
    private static final int HEADER = 8;
    private static final int REF = 0;
    private static final int REASON = 1;
    private static final int MAX_REF_LENGTH = 128;
    private static final int MAX_REASON_LENGTH = 200;

    private final CommandTexts texts = new CommandTexts(2);
    private final Refunds refunds;
    private final Payments payments;
    private final MoneyBook book;
    private final Cases cases;
    private final Orders orders;
    private final OrderLifeCycle lifeCycle;
    private final Backorders backorders;
    private final EventPublisher events;
    private final ReplyPublisher replies;

    private long idHigh;
    private long idLow;
    private long amount;
    private int currency;

    /** Works on these tables. */
    public RefundDesk(
            Refunds refunds,
            Payments payments,
            MoneyBook book,
            Orders orders,
            OrderLifeCycle lifeCycle,
            Backorders backorders,
            EventPublisher events,
            ReplyPublisher replies) {
        this.refunds = refunds;
        this.payments = payments;
        this.book = book;
        this.cases = book.cases();
        this.orders = orders;
        this.lifeCycle = lifeCycle;
        this.backorders = backorders;
        this.events = events;
        this.replies = replies;
    }

    /** Decides one command. */
    public void onRefundOrder(long seq, long command, int length) {
        if (!texts.parse(command, length, RefundOrderDecoder.BLOCK_LENGTH)) {
            replies.refusal(MALFORMED, NO_DETAIL, seq);
            return;
        }
        readBlock(command + HEADER);
        int field = firstInvalidField();
        if (field != 0) {
            replies.refusal(INVALID_FIELD, field, seq);
            return;
        }
        int order = orders.find(idHigh, idLow);
        int first = cases.firstOfOrder(idHigh, idLow);
        if (order == 0 && first == 0) {
            replies.refusal(ORDER_NOT_FOUND, NO_DETAIL, seq);
            return;
        }
        if (currency == 0) {
            currency = order != 0 ? orders.currency(order) : payments.currency(cases.payment(first));
        }
        decide(order, seq);
    }

    private void readBlock(long block) {
        idHigh = Memory.getLong(block + RefundOrderDecoder.orderIdHighEncodingOffset());
        idLow = Memory.getLong(block + RefundOrderDecoder.orderIdLowEncodingOffset());
        amount = Memory.getLong(block + RefundOrderDecoder.amountEncodingOffset());
        currency = Memory.getInt(block + RefundOrderDecoder.currencyEncodingOffset());
    }

    private int firstInvalidField() {
        if (amount <= 0) {
            return RefundOrderDecoder.amountId();
        }
        if (currency != 0 && !Currency.isValid(currency)) {
            return RefundOrderDecoder.currencyId();
        }
        if (!texts.isBetween(REF, 1, MAX_REF_LENGTH)) {
            return RefundOrderDecoder.refundRefId();
        }
        return texts.isBetween(REASON, 0, MAX_REASON_LENGTH) ? 0 : RefundOrderDecoder.reasonId();
    }

    private void decide(int order, long seq) {
        int known = refunds.find(idHigh, idLow, texts.address(REF), texts.length(REF));
        if (known != 0) {
            answerAgain(known, order, seq);
            return;
        }
        long refundable = due() + kept(order);
        if (amount > refundable) {
            replies.refusal(REFUND_EXCEEDS_PAYMENT, refundable, seq);
            return;
        }
        if (amount > due() && backorders.isUnfinished(order)) {
            backorders.giveUpAll(order, REFUNDED, seq);
        }
        refunds.add(idHigh, idLow, amount, currency, texts.address(REF), texts.length(REF), seq);
        refund(order, seq);
        reply(REFUNDED, order, seq);
    }

    private void answerAgain(int known, int order, long seq) {
        if (refunds.amount(known) != amount) {
            replies.refusal(EXISTS_WITH_DIFFERENT_AMOUNT, NO_DETAIL, seq);
        } else if (refunds.currency(known) != currency) {
            replies.refusal(EXISTS_WITH_DIFFERENT_CURRENCY, NO_DETAIL, seq);
        } else {
            reply(EXISTS, order, refunds.seq(known));
        }
    }

    private void refund(int order, long seq) {
        long left = amount;
        for (int row = cases.firstOfOrder(idHigh, idLow); row != 0 && left > 0; row = cases.nextOfOrder(row)) {
            if (cases.due(row) > 0 && payments.currency(cases.payment(row)) == currency) {
                long part = Math.min(left, cases.due(row));
                book.refundDue(row, part, texts.address(REF), texts.length(REF), seq);
                left -= part;
            }
        }
        if (left > 0) {
            book.refundKept(orders.payment(order), left, texts.address(REF), texts.length(REF), seq);
        }
        if (order != 0 && orders.state(order) != stateAfter(order)) {
            lifeCycle.refunded(order, stateAfter(order), seq);
        }
        events.orderRefunded(idHigh, idLow, amount, currency, state(order));
        events.orderRefundedFor(texts.address(REF), texts.length(REF), texts.address(REASON), texts.length(REASON));
    }

    private byte stateAfter(int order) {
        byte state = orders.state(order);
        if (orders.isDelivered(order)) {
            int payment = orders.payment(order);
            long paid = payment == 0 ? 0 : Math.min(payments.amount(payment), orders.amount(order));
            long kept = payment == 0 ? 0 : book.kept(payment);
            boolean stays = state == Orders.PARTIALLY_FULFILLED || state == Orders.FULFILLING;
            byte whole = stays ? state : Orders.FULFILLED;
            return kept == paid ? whole : kept > 0 ? Orders.PARTIALLY_REFUNDED : Orders.REFUNDED;
        }
        boolean owes = state == Orders.REFUND_DUE || state == Orders.PARTIALLY_REFUNDED || state == Orders.REFUNDED;
        return !owes ? state : hasDue() ? Orders.PARTIALLY_REFUNDED : Orders.REFUNDED;
    }

    private void reply(ResultCode code, int order, long seq) {
        replies.refund(code, amount, refunded(), due(), currency, seq);
        replies.refundOf(idHigh, idLow, state(order), texts.address(REF), texts.length(REF));
    }

    private byte state(int order) {
        return order == 0 ? 0 : orders.state(order);
    }

    private long kept(int order) {
        int payment = order == 0 ? 0 : orders.payment(order);
        return payment == 0 || payments.currency(payment) != currency ? 0 : book.kept(payment);
    }

    private boolean hasDue() {
        for (int row = cases.firstOfOrder(idHigh, idLow); row != 0; row = cases.nextOfOrder(row)) {
            if (cases.due(row) > 0) {
                return true;
            }
        }
        return false;
    }

    private long due() {
        long sum = 0;
        for (int row = cases.firstOfOrder(idHigh, idLow); row != 0; row = cases.nextOfOrder(row)) {
            sum += payments.currency(cases.payment(row)) == currency ? cases.due(row) : 0;
        }
        return sum;
    }

    private long refunded() {
        long sum = 0;
        for (int row = cases.firstOfOrder(idHigh, idLow); row != 0; row = cases.nextOfOrder(row)) {
            sum += payments.currency(cases.payment(row)) == currency ? cases.refunded(row) : 0;
        }
        return sum;
    }
}
