package io.faka.gateway.json;

import io.faka.codec.command.ExtendHoldEncoder;
import io.faka.codec.command.MessageHeaderEncoder;
import org.agrona.concurrent.UnsafeBuffer;

/** {@code extend}: an unpaid order's hold ends at another time. On HTTP the order comes from the path: set it with {@link #orderId}. */
public final class ExtendRequest extends CommandRequest {
    private static final Field TTL_MS = new Field(0, "ttl_ms");
    private static final Field ORDER_ID = new Field(1, "order_id");
    private static final long MIN_TTL_MILLIS = 1_000;
    private static final long MAX_TTL_MILLIS = 2_592_000_000L;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ExtendHoldEncoder encoder = new ExtendHoldEncoder();
    private final OrderIdField orderId = new OrderIdField();
    private long ttlMillis;

    /** Takes requests of one form. */
    public ExtendRequest(Form form) {
        super(form);
    }

    /** The order it is about, where the request itself does not say. */
    public void orderId(long high, long low) {
        orderId.set(high, low);
    }

    @Override
    void reset() {
        ttlMillis = 0;
    }

    @Override
    boolean field() {
        if (is(TTL_MS)) {
            ttlMillis = integer(TTL_MS, MIN_TTL_MILLIS, MAX_TTL_MILLIS);
        } else if (isLine() && is(ORDER_ID)) {
            orderId.read(this, ORDER_ID);
        } else {
            return false;
        }
        return true;
    }

    @Override
    void complete() {
        require(TTL_MS);
        if (isLine()) {
            require(ORDER_ID);
        }
    }

    @Override
    public int encodedLength() {
        return MessageHeaderEncoder.ENCODED_LENGTH + ExtendHoldEncoder.BLOCK_LENGTH;
    }

    @Override
    public int encode(UnsafeBuffer into) {
        encoder.wrapAndApplyHeader(into, 0, header)
                .orderIdHigh(orderId.high())
                .orderIdLow(orderId.low())
                .ttlMillis(ttlMillis);
        return encodedLength();
    }
}
