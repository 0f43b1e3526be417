package io.faka.client;

import io.faka.codec.command.CreatePaidOrderEncoder;
import io.faka.codec.command.MessageHeaderEncoder;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Places an order and pays it in one step; the answer carries the codes. If the order is refused the payment is not recorded.
 *
 * @param channel    1-32 bytes
 * @param paymentRef the channel's own number, 1-128 bytes
 * @param amount     in minor units of {@code currency}
 */
public record PaidOrder(NewOrder order, String channel, String paymentRef, long amount, String currency)
        implements Request<OrderResult> {
    @Override
    public int maxEncodedLength() {
        return 64 + order.maxEncodedLength() + payment().maxEncodedLength();
    }

    @Override
    public int encode(MutableDirectBuffer buffer, int offset) {
        CreatePaidOrderEncoder paid =
                new CreatePaidOrderEncoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder());
        int at = append(order, buffer, paid.limit());
        return append(payment(), buffer, at) - offset;
    }

    @Override
    public OrderResult decode(DirectBuffer buffer, int offset, int length) {
        return Replies.order(buffer, offset);
    }

    private PayOrder payment() {
        return new PayOrder(new OrderId(0, 0), channel, paymentRef, amount, currency);
    }

    private static int append(Request<?> request, MutableDirectBuffer buffer, int at) {
        int length = request.encode(buffer, at + Integer.BYTES);
        buffer.putInt(at, length, ByteOrder.LITTLE_ENDIAN);
        return at + Integer.BYTES + length;
    }
}
