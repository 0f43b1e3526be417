package io.faka.client;

import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.codec.command.ResolveSuspenseEncoder;
import io.faka.codec.command.SuspenseAction;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * An operator decides about a payment in suspense.
 *
 * @param action   APPLY: it pays the order it names, whatever its amount; REFUND: it is due back
 * @param operator who decides, 1-64 bytes
 * @param reason   1-200 bytes
 */
public record ResolveSuspense(String channel, String paymentRef, SuspenseAction action, String operator, String reason)
        implements Request<PaymentResult> {
    @Override
    public int maxEncodedLength() {
        return 64 + 4 * 255;
    }

    @Override
    public int encode(MutableDirectBuffer buffer, int offset) {
        ResolveSuspenseEncoder resolve =
                new ResolveSuspenseEncoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder());
        resolve.action(action).channel(channel).paymentRef(paymentRef);
        resolve.operatorId(operator).reason(reason);
        return MessageHeaderEncoder.ENCODED_LENGTH + resolve.encodedLength();
    }

    @Override
    public PaymentResult decode(DirectBuffer buffer, int offset, int length) {
        return Replies.payment(buffer, offset);
    }
}
