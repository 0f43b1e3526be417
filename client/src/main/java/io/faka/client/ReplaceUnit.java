package io.faka.client;

import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.codec.command.ReplaceUnitEncoder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * A delivered code is bad: the order gets another one of the same offer; {@link OrderResult#newUnitId} names it. The same request again changes nothing.
 *
 * @param reason 1-200 bytes
 */
public record ReplaceUnit(OrderId orderId, long unitId, String reason) implements Request<OrderResult> {
    @Override
    public int maxEncodedLength() {
        return 64 + 255;
    }

    @Override
    public int encode(MutableDirectBuffer buffer, int offset) {
        ReplaceUnitEncoder replace =
                new ReplaceUnitEncoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder());
        replace.orderIdHigh(orderId.high())
                .orderIdLow(orderId.low())
                .unitId(unitId)
                .reason(reason);
        return MessageHeaderEncoder.ENCODED_LENGTH + replace.encodedLength();
    }

    @Override
    public OrderResult decode(DirectBuffer buffer, int offset, int length) {
        return Replies.order(buffer, offset);
    }
}
