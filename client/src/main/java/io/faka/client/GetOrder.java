package io.faka.client;

import io.faka.codec.command.GetOrderEncoder;
import io.faka.codec.command.MessageHeaderEncoder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** One page of an order: delivered units from index {@code firstUnit} on. */
public record GetOrder(OrderId orderId, long firstUnit) implements Request<OrderResult> {
    /** The first page. */
    public GetOrder(OrderId orderId) {
        this(orderId, 0);
    }

    @Override
    public int maxEncodedLength() {
        return 64;
    }

    @Override
    public int encode(MutableDirectBuffer buffer, int offset) {
        GetOrderEncoder get = new GetOrderEncoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder());
        get.orderIdHigh(orderId.high()).orderIdLow(orderId.low()).firstUnit(firstUnit);
        return MessageHeaderEncoder.ENCODED_LENGTH + get.encodedLength();
    }

    @Override
    public OrderResult decode(DirectBuffer buffer, int offset, int length) {
        return Replies.order(buffer, offset);
    }
}
