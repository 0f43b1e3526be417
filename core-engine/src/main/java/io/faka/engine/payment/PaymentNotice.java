package io.faka.engine.payment;

import io.faka.codec.command.PayDecoder;
import io.faka.engine.Currency;
import io.faka.engine.memory.Memory;
import io.faka.engine.publish.PaymentText;

/** A Pay command taken apart. Texts are named by their place in the command's memory. Reused for every command. */
final class PaymentNotice implements PaymentText {
    static final int VALID = 0;
    static final int MALFORMED = -1;

    private static final int MAX_CHANNEL_LENGTH = 32;
    private static final int MAX_REF_LENGTH = 128;
    private static final int HEADER = 8;

    private long orderIdHigh;
    private long orderIdLow;
    private long amount;
    private long hash;
    private int currency;
    private long channelAt;
    private int channelLength;
    private long refAt;
    private int refLength;

    /** Names the order, where the command could not. */
    void order(long idHigh, long idLow) {
        orderIdHigh = idHigh;
        orderIdLow = idLow;
    }

    /** Keeps the hash of (channel, payment_ref) from looking up to recording. */
    void hash(long hash) {
        this.hash = hash;
    }

    long hash() {
        return hash;
    }

    /** As {@link io.faka.engine.order.OrderRequest#parse}. */
    int parse(long command, int length) {
        int blockLength = Memory.getUnsignedShort(command);
        if (blockLength < PayDecoder.BLOCK_LENGTH || length < HEADER + blockLength) {
            return MALFORMED;
        }
        readBlock(command + HEADER);
        long end = command + length;
        long channel = command + HEADER + blockLength;
        if (channel >= end) {
            return MALFORMED;
        }
        channelAt = channel + 1;
        channelLength = Memory.getUnsignedByte(channel);
        long ref = channelAt + channelLength;
        if (ref >= end) {
            return MALFORMED;
        }
        refAt = ref + 1;
        refLength = Memory.getUnsignedByte(ref);
        return refAt + refLength == end ? firstInvalidField() : MALFORMED;
    }

    private void readBlock(long block) {
        orderIdHigh = Memory.getLong(block + PayDecoder.orderIdHighEncodingOffset());
        orderIdLow = Memory.getLong(block + PayDecoder.orderIdLowEncodingOffset());
        amount = Memory.getLong(block + PayDecoder.amountEncodingOffset());
        currency = Memory.getInt(block + PayDecoder.currencyEncodingOffset());
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
    public long channelAt() {
        return channelAt;
    }

    @Override
    public int channelLength() {
        return channelLength;
    }

    @Override
    public long refAt() {
        return refAt;
    }

    @Override
    public int refLength() {
        return refLength;
    }
}
