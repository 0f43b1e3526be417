package io.faka.client;

import io.faka.codec.command.CancelOrderEncoder;
import io.faka.codec.command.MessageHeaderEncoder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Cancels an unpaid order; its units are available again. */
public record CancelOrder(OrderId orderId) implements Request<OrderResult> {
    @Override
    public int maxEncodedLength() {
        return 64;
    }

    @Override
    public int encode(MutableDirectBuffer buffer, int offset) {
        CancelOrderEncoder cancel =
                new CancelOrderEncoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder());
        cancel.orderIdHigh(orderId.high()).orderIdLow(orderId.low());
        return MessageHeaderEncoder.ENCODED_LENGTH + cancel.encodedLength();
    }

    @Override
    public OrderResult decode(DirectBuffer buffer, int offset, int length) {
        return Replies.order(buffer, offset);
    }
}
