package io.faka.client;

import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.codec.command.ReturnUnitEncoder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * A delivered unit comes back into quarantine. The same request again changes nothing.
 *
 * @param reason 1-200 bytes
 */
public record ReturnUnit(OrderId orderId, long unitId, String reason) implements Request<OrderResult> {
    @Override
    public int maxEncodedLength() {
        return 64 + 255;
    }

    @Override
    public int encode(MutableDirectBuffer buffer, int offset) {
        ReturnUnitEncoder takeBack =
                new ReturnUnitEncoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder());
        takeBack.orderIdHigh(orderId.high())
                .orderIdLow(orderId.low())
                .unitId(unitId)
                .reason(reason);
        return MessageHeaderEncoder.ENCODED_LENGTH + takeBack.encodedLength();
    }

    @Override
    public OrderResult decode(DirectBuffer buffer, int offset, int length) {
        return Replies.order(buffer, offset);
    }
}
