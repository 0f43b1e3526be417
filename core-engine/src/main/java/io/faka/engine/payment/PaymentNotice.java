package io.faka.engine.payment;

import io.faka.codec.command.PayDecoder;
import io.faka.engine.Currency;
import io.faka.engine.publish.PaymentText;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/** A Pay command taken apart. Texts are named by their place in the command's buffer. Reused for every command. */
final class PaymentNotice implements PaymentText {
    static final int VALID = 0;
    static final int MALFORMED = -1;

    private static final int MAX_CHANNEL_LENGTH = 32;
    private static final int MAX_REF_LENGTH = 128;
    private static final int HEADER = 8;

    private UnsafeBuffer buffer;
    private long orderIdHigh;
    private long orderIdLow;
    private long amount;
    private int currency;
    private int channelAt;
    private int channelLength;
    private int refAt;
    private int refLength;

    /** As {@link io.faka.engine.order.OrderRequest#parse}. */
    int parse(UnsafeBuffer command) {
        buffer = command;
        int length = command.capacity();
        if (length < HEADER + PayDecoder.BLOCK_LENGTH) {
            return MALFORMED;
        }
        orderIdHigh = command.getLong(HEADER + PayDecoder.orderIdHighEncodingOffset());
        orderIdLow = command.getLong(HEADER + PayDecoder.orderIdLowEncodingOffset());
        amount = command.getLong(HEADER + PayDecoder.amountEncodingOffset());
        currency = command.getInt(HEADER + PayDecoder.currencyEncodingOffset());
        int channel = HEADER + (command.getShort(0, ByteOrder.LITTLE_ENDIAN) & 0xffff);
        if (channel >= length) {
            return MALFORMED;
        }
        channelAt = channel + 1;
        channelLength = command.getByte(channel) & 0xff;
        int ref = channelAt + channelLength;
        if (ref >= length) {
            return MALFORMED;
        }
        refAt = ref + 1;
        refLength = command.getByte(ref) & 0xff;
        return refAt + refLength == length ? firstInvalidField() : MALFORMED;
    }

    private int firstInvalidField() {
        if (amount <= 0) {
            return PayDecoder.amountId();
        }
        if (!Currency.isValid(currency)) {
            return PayDecoder.currencyId();
        }
        if (channelLength < 1 || channelLength > MAX_CHANNEL_LENGTH) {
            return PayDecoder.channelId();
        }
        return refLength < 1 || refLength > MAX_REF_LENGTH ? PayDecoder.paymentRefId() : VALID;
    }

    @Override
    public long orderIdHigh() {
        return orderIdHigh;
    }

    @Override
    public long orderIdLow() {
        return orderIdLow;
    }

    @Override
    public long amount() {
        return amount;
    }

    @Override
    public int currency() {
        return currency;
    }

    @Override
    public UnsafeBuffer buffer() {
        return buffer;
    }

    @Override
    public int channelAt() {
        return channelAt;
    }

    @Override
    public int channelLength() {
        return channelLength;
    }

    @Override
    public int refAt() {
        return refAt;
    }

    @Override
    public int refLength() {
        return refLength;
    }
}
