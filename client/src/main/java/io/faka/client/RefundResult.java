package io.faka.client;

import io.faka.codec.reply.OrderState;
import io.faka.codec.reply.ResultCode;

/**
 * A refund, and what the order's money is after it.
 *
 * @param code      REFUNDED, or EXISTS if it was made before
 * @param state     of the order; REFUSED if there is no such order
 * @param amount    of this refund, in minor units of {@code currency}
 * @param refunded  of all refunds of the order in this currency
 * @param refundDue what is still due back of the order in this currency
 * @param seq       journal sequence of the command that made the refund
 */
public record RefundResult(
        ResultCode code,
        OrderState state,
        OrderId orderId,
        String ref,
        long amount,
        String currency,
        long refunded,
        long refundDue,
        long seq) {}
