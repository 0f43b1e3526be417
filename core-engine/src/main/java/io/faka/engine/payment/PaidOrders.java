package io.faka.engine.payment;

import static io.faka.codec.reply.ResultCode.MALFORMED;

import io.faka.codec.command.CreateOrderDecoder;
import io.faka.codec.command.PayDecoder;
import io.faka.codec.command.PayFromWalletDecoder;
import io.faka.engine.memory.Memory;
import io.faka.engine.order.OrderForesight;
import io.faka.engine.order.OrderPlacement;
import io.faka.engine.order.OrderRequest;
import io.faka.engine.publish.ReplyPublisher;

/**
 * Decides CreatePaidOrder: the order as {@link OrderPlacement} decides it, then the payment as {@link PaymentDesk} does, in one
 * step. First match wins, in this order:
 *
 * <ol>
 *   <li>MALFORMED; of the payment: INVALID_FIELD, PAYMENT_REF_USED if it is recorded while the order's key is new, AMOUNT_OVERFLOW;
 *       INSUFFICIENT_FUNDS if the key is new and the wallet does not hold what the payment says.
 *   <li>What refuses the order: the payment is not recorded.
 *   <li>CREATED, or PARTIALLY_RESERVED as of an unpaid one: the order is new and paid. Else what became of the payment: EXISTS for a repetition, PAID for an order that was there
 *       unpaid, PAYMENT_AMOUNT_MISMATCH, DUPLICATE_PAYMENT and so on, with the order.
 * </ol>
 */
public final class PaidOrders {
    private static final int HEADER = 8;
    private static final int LENGTH = 4;
    private static final int TEMPLATE_AT = 2;
    private static final int NO_DETAIL = -1;

    private final OrderPlacement placement;
    private final PaymentDesk desk;
    private final ReplyPublisher replies;

    private long order;
    private int orderLength;
    private long pay;
    private int payLength;

    /** Lets these two decide. */
    public PaidOrders(OrderPlacement placement, PaymentDesk desk, ReplyPublisher replies) {
        this.placement = placement;
        this.desk = desk;
        this.replies = replies;
    }

    /** Decides the order; {@link #pay} has to follow if it was not refused. */
    public void place(long seq, long timeMicros, long command, int length) {
        if (!parse(command, length)) {
            replies.refusal(MALFORMED, NO_DETAIL, seq);
            return;
        }
        long block = order + HEADER;
        long idHigh = Memory.getLong(block + CreateOrderDecoder.orderIdHighEncodingOffset());
        long idLow = Memory.getLong(block + CreateOrderDecoder.orderIdLowEncodingOffset());
        OrderRequest request = placement.read(order, orderLength);
        boolean known = request != null && placement.isKnown(request);
        if (desk.accepts(seq, pay, payLength, idHigh, idLow, known)
                && (known || request == null || desk.isCovered(seq, request.buyer(), request.buyerLength()))) {
            placement.onCreateOrder(seq, timeMicros, order, orderLength);
        }
    }

    /** Notes what both parts will read. */
    public void foresee(long command, int length, OrderForesight foresight) {
        if (parse(command, length)) {
            placement.foresee(order, orderLength, foresight);
            desk.foresee(pay, payLength, foresight);
        }
    }

    /** Decides the payment of the order that the reply shows. */
    public void pay(long seq, long timeMicros) {
        desk.payPlaced(replies.lastOrder(), seq, timeMicros);
    }

    private boolean parse(long command, int length) {
        long end = command + length;
        order = command + HEADER + Memory.getUnsignedShort(command) + LENGTH;
        if (order > end) {
            return false;
        }
        orderLength = Memory.getInt(order - LENGTH);
        if (orderLength < HEADER + CreateOrderDecoder.BLOCK_LENGTH || orderLength > end - order - LENGTH) {
            return false;
        }
        pay = order + orderLength + LENGTH;
        payLength = Memory.getInt(pay - LENGTH);
        return payLength >= HEADER + PayDecoder.BLOCK_LENGTH
                && payLength == end - pay
                && Memory.getUnsignedShort(order + TEMPLATE_AT) == CreateOrderDecoder.TEMPLATE_ID
                && isPayment(Memory.getUnsignedShort(pay + TEMPLATE_AT));
    }

    private static boolean isPayment(int templateId) {
        return templateId == PayDecoder.TEMPLATE_ID || templateId == PayFromWalletDecoder.TEMPLATE_ID;
    }
}
