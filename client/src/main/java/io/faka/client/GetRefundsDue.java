package io.faka.client;

import io.faka.codec.command.GetRefundsDueEncoder;
import io.faka.codec.command.MessageHeaderEncoder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * A page of the money that must go back, oldest first.
 *
 * @param after {@link MoneyPage#next} of the page before; 0 = from the start
 * @param limit most items, up to 200; 0 = 100
 */
public record GetRefundsDue(long after, int limit) implements Request<MoneyPage> {
    @Override
    public int maxEncodedLength() {
        return 64;
    }

    @Override
    public int encode(MutableDirectBuffer buffer, int offset) {
        GetRefundsDueEncoder get =
                new GetRefundsDueEncoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder());
        get.after(after).maxItems(limit);
        return MessageHeaderEncoder.ENCODED_LENGTH + get.encodedLength();
    }

    @Override
    public MoneyPage decode(DirectBuffer buffer, int offset, int length) {
        return Replies.moneyPage(buffer, offset);
    }
}
