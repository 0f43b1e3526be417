package io.faka.client;

import io.faka.codec.command.CancelLineEncoder;
import io.faka.codec.command.MessageHeaderEncoder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * An unpaid order gives a part of a line back.
 *
 * @param line     from 0, in the order of {@link OrderResult#lines}
 * @param quantity at least 1 and at most what is left of the line
 * @param ref      the caller's own number, at most 128 bytes, which makes it happen once; empty = it happens with every request
 */
public record CancelLine(OrderId orderId, int line, long quantity, String ref) implements Request<OrderResult> {
    @Override
    public int maxEncodedLength() {
        return 64 + 255;
    }

    @Override
    public int encode(MutableDirectBuffer buffer, int offset) {
        CancelLineEncoder cancel =
                new CancelLineEncoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder());
        cancel.orderIdHigh(orderId.high())
                .orderIdLow(orderId.low())
                .quantity(quantity)
                .line((short) line)
                .cancelRef(ref);
        return MessageHeaderEncoder.ENCODED_LENGTH + cancel.encodedLength();
    }

    @Override
    public OrderResult decode(DirectBuffer buffer, int offset, int length) {
        return Replies.order(buffer, offset);
    }
}
