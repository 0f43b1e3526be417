package io.faka.client;

import io.faka.codec.reply.ResultCode;

/**
 * A payment and where its money is; what is in none of the three parts pays the order.
 *
 * @param outcome what the payment's notice is answered with from now on
 * @param amount  in minor units of {@code currency}, as the parts
 * @param seq     journal sequence of the last command that changed it
 */
public record PaymentResult(
        ResultCode code,
        ResultCode outcome,
        OrderId orderId,
        String channel,
        String paymentRef,
        long amount,
        String currency,
        long suspended,
        long refundDue,
        long refunded,
        long seq) {}
