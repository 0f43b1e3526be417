package io.faka.client;

import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.codec.command.PayEncoder;
import io.faka.engine.Currency;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * States that money arrived; the answer carries the codes.
 *
 * @param amount     in minor units of {@code currency}
 * @param channel    1-32 bytes
 * @param paymentRef the channel's own number, 1-128 bytes; with the channel it is the idempotency key
 */
public record PayOrder(OrderId orderId, String channel, String paymentRef, long amount, String currency)
        implements Request<OrderResult> {
    @Override
    public int maxEncodedLength() {
        return 64 + 2 * 255;
    }

    @Override
    public int encode(MutableDirectBuffer buffer, int offset) {
        PayEncoder pay = new PayEncoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder());
        pay.orderIdHigh(orderId.high()).orderIdLow(orderId.low()).amount(amount);
        pay.currency(currency.isEmpty() ? 0 : Currency.pack(currency));
        pay.channel(channel).paymentRef(paymentRef);
        return MessageHeaderEncoder.ENCODED_LENGTH + pay.encodedLength();
    }

    @Override
    public OrderResult decode(DirectBuffer buffer, int offset, int length) {
        return Replies.order(buffer, offset);
    }
}
