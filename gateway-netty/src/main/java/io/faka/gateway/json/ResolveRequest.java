package io.faka.gateway.json;

import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.codec.command.ResolveSuspenseEncoder;
import io.faka.codec.command.SuspenseAction;
import org.agrona.concurrent.UnsafeBuffer;

/** {@code resolve_suspense}. On HTTP the payment comes from the path: set it with {@link #payment}. */
public final class ResolveRequest extends CommandRequest {
    private static final Field ACTION = new Field(0, "action");
    private static final Field OPERATOR = new Field(1, "operator");
    private static final Field REASON = new Field(2, "reason");
    private static final Field CHANNEL = new Field(3, "channel");
    private static final Field PAYMENT_REF = new Field(4, "payment_ref");
    private static final byte[] APPLY = Names.ascii("apply");
    private static final byte[] REFUND = Names.ascii("refund");

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ResolveSuspenseEncoder encoder = new ResolveSuspenseEncoder();
    private final Text channel = new Text();
    private final Text paymentRef = new Text();
    private final Text operator = new Text();
    private final Text reason = new Text();
    private SuspenseAction action;

    /** Takes requests of one form. */
    public ResolveRequest(Form form) {
        super(form);
    }

    /** The payment it is about, where the request itself does not say. It stays until it is set again. */
    public void payment(byte[] channelBytes, byte[] refBytes) {
        channel.set(channelBytes, 0, channelBytes.length);
        paymentRef.set(refBytes, 0, refBytes.length);
    }

    @Override
    void reset() {
        operator.clear();
        reason.clear();
        action = null;
        if (isLine()) {
            channel.clear();
            paymentRef.clear();
        }
    }

    @Override
    boolean field() {
        if (is(ACTION)) {
            action = choice(ACTION, APPLY, REFUND) == 0 ? SuspenseAction.APPLY : SuspenseAction.REFUND;
        } else if (is(OPERATOR)) {
            text(OPERATOR, 1, 64, operator);
        } else if (is(REASON)) {
            text(REASON, 1, 200, reason);
        } else if (isLine() && is(CHANNEL)) {
            text(CHANNEL, 1, 32, channel);
        } else if (isLine() && is(PAYMENT_REF)) {
            text(PAYMENT_REF, 1, 128, paymentRef);
        } else {
            return false;
        }
        return true;
    }

    @Override
    void complete() {
        require(ACTION);
        require(OPERATOR);
        require(REASON);
        if (isLine()) {
            require(CHANNEL);
            require(PAYMENT_REF);
        }
    }

    @Override
    public int encodedLength() {
        return MessageHeaderEncoder.ENCODED_LENGTH
                + ResolveSuspenseEncoder.BLOCK_LENGTH
                + 4
                + channel.length()
                + paymentRef.length()
                + operator.length()
                + reason.length();
    }

    @Override
    public int encode(UnsafeBuffer into) {
        encoder.wrapAndApplyHeader(into, 0, header)
                .action(action)
                .putChannel(channel.bytes(), channel.offset(), channel.length())
                .putPaymentRef(paymentRef.bytes(), paymentRef.offset(), paymentRef.length())
                .putOperatorId(operator.bytes(), operator.offset(), operator.length())
                .putReason(reason.bytes(), reason.offset(), reason.length());
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }
}
