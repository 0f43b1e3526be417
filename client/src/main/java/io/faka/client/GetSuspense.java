package io.faka.client;

import io.faka.codec.command.GetSuspenseEncoder;
import io.faka.codec.command.MessageHeaderEncoder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * A page of the money that waits for an operator, oldest first.
 *
 * @param after {@link MoneyPage#next} of the page before; 0 = from the start
 * @param limit most items, up to 200; 0 = 100
 */
public record GetSuspense(long after, int limit) implements Request<MoneyPage> {
    @Override
    public int maxEncodedLength() {
        return 64;
    }

    @Override
    public int encode(MutableDirectBuffer buffer, int offset) {
        GetSuspenseEncoder get =
                new GetSuspenseEncoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder());
        get.after(after).maxItems(limit);
        return MessageHeaderEncoder.ENCODED_LENGTH + get.encodedLength();
    }

    @Override
    public MoneyPage decode(DirectBuffer buffer, int offset, int length) {
        return Replies.moneyPage(buffer, offset);
    }
}
