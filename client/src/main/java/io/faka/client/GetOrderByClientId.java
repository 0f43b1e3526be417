package io.faka.client;

import io.faka.codec.command.GetOrderByClientIdEncoder;
import io.faka.codec.command.MessageHeaderEncoder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** One page of an order by the caller's own number: what became of it, when no order id came back. */
public record GetOrderByClientId(String clientOrderId, long firstUnit) implements Request<OrderResult> {
    /** The first page. */
    public GetOrderByClientId(String clientOrderId) {
        this(clientOrderId, 0);
    }

    @Override
    public int maxEncodedLength() {
        return 64 + 255;
    }

    @Override
    public int encode(MutableDirectBuffer buffer, int offset) {
        GetOrderByClientIdEncoder get =
                new GetOrderByClientIdEncoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder());
        get.firstUnit(firstUnit).clientOrderId(clientOrderId);
        return MessageHeaderEncoder.ENCODED_LENGTH + get.encodedLength();
    }

    @Override
    public OrderResult decode(DirectBuffer buffer, int offset, int length) {
        return Replies.order(buffer, offset);
    }
}
