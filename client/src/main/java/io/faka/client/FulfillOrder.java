package io.faka.client;

import io.faka.codec.session.DeliverContentsEncoder;
import io.faka.codec.session.MessageHeaderEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * An operator delivers units of an order. The node seals the contents.
 *
 * @param first    which of the order's units of manual delivery the first content is for, from 0
 * @param contents one for each unit, in line order; each 1-4,096 bytes of UTF-8
 */
public record FulfillOrder(OrderId orderId, long first, List<String> contents) implements Request<OrderResult> {
    /** Copies the list. */
    public FulfillOrder {
        contents = List.copyOf(contents);
        if (contents.isEmpty() || contents.size() > 65_534) {
            throw new IllegalArgumentException("there are 1 to 65534 contents: " + contents.size());
        }
    }

    /** From the first unit on. */
    public static FulfillOrder of(OrderId orderId, List<String> contents) {
        return new FulfillOrder(orderId, 0, contents);
    }

    @Override
    public int maxEncodedLength() {
        long length = 64;
        for (String content : contents) {
            length += 2 + 3L * content.length();
        }
        return (int) Math.min(length, Integer.MAX_VALUE);
    }

    @Override
    public int encode(MutableDirectBuffer buffer, int offset) {
        DeliverContentsEncoder deliver =
                new DeliverContentsEncoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder());
        DeliverContentsEncoder.ContentsEncoder group = deliver.orderIdHigh(orderId.high())
                .orderIdLow(orderId.low())
                .firstContent(first)
                .contentsCount(contents.size());
        for (String content : contents) {
            byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
            group.next().putContent(bytes, 0, bytes.length);
        }
        return MessageHeaderEncoder.ENCODED_LENGTH + deliver.encodedLength();
    }

    @Override
    public OrderResult decode(DirectBuffer buffer, int offset, int length) {
        return Replies.order(buffer, offset);
    }

    @Override
    public String toString() {
        return "FulfillOrder[" + orderId + ", " + contents.size() + " contents]";
    }
}
