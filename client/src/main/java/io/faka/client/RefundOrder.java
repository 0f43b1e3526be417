package io.faka.client;

import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.codec.command.RefundOrderEncoder;
import io.faka.engine.Currency;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * States that money of an order went back.
 *
 * @param amount   in minor units
 * @param currency empty = the order's
 * @param ref      the caller's own number, 1-128 bytes; with the order it is the idempotency key
 * @param reason   0-200 bytes
 */
public record RefundOrder(OrderId orderId, long amount, String currency, String ref, String reason)
        implements Request<RefundResult> {
    @Override
    public int maxEncodedLength() {
        return 64 + 2 * 255;
    }

    @Override
    public int encode(MutableDirectBuffer buffer, int offset) {
        RefundOrderEncoder refund =
                new RefundOrderEncoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder());
        refund.orderIdHigh(orderId.high()).orderIdLow(orderId.low()).amount(amount);
        refund.currency(currency.isEmpty() ? 0 : Currency.pack(currency));
        refund.refundRef(ref).reason(reason);
        return MessageHeaderEncoder.ENCODED_LENGTH + refund.encodedLength();
    }

    @Override
    public RefundResult decode(DirectBuffer buffer, int offset, int length) {
        return Replies.refund(buffer, offset);
    }
}
