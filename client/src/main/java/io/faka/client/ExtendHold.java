package io.faka.client;

import io.faka.codec.command.ExtendHoldEncoder;
import io.faka.codec.command.MessageHeaderEncoder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** An unpaid order's hold ends this long from now, be that later or sooner; 1,000 ms to 30 days. */
public record ExtendHold(OrderId orderId, long ttlMillis) implements Request<OrderResult> {
    @Override
    public int maxEncodedLength() {
        return 64;
    }

    @Override
    public int encode(MutableDirectBuffer buffer, int offset) {
        ExtendHoldEncoder extend =
                new ExtendHoldEncoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder());
        extend.orderIdHigh(orderId.high()).orderIdLow(orderId.low()).ttlMillis(ttlMillis);
        return MessageHeaderEncoder.ENCODED_LENGTH + extend.encodedLength();
    }

    @Override
    public OrderResult decode(DirectBuffer buffer, int offset, int length) {
        return Replies.order(buffer, offset);
    }
}
