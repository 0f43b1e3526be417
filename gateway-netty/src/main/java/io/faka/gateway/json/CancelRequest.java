package io.faka.gateway.json;

import io.faka.codec.command.CancelOrderEncoder;
import io.faka.codec.command.MessageHeaderEncoder;
import org.agrona.concurrent.UnsafeBuffer;

/** {@code cancel}. On HTTP the order comes from the path: set it with {@link #orderId}. */
public final class CancelRequest extends CommandRequest {
    private static final Field ORDER_ID = new Field(0, "order_id");

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final CancelOrderEncoder encoder = new CancelOrderEncoder();
    private final OrderIdField orderId = new OrderIdField();

    /** Takes requests of one form. */
    public CancelRequest(Form form) {
        super(form);
    }

    /** The order it is about, where the request itself does not say. */
    public void orderId(long high, long low) {
        orderId.set(high, low);
    }

    @Override
    void reset() {}

    @Override
    boolean field() {
        if (isLine() && is(ORDER_ID)) {
            orderId.read(this, ORDER_ID);
            return true;
        }
        return false;
    }

    @Override
    void complete() {
        if (isLine()) {
            require(ORDER_ID);
        }
    }

    @Override
    public int encodedLength() {
        return MessageHeaderEncoder.ENCODED_LENGTH + CancelOrderEncoder.BLOCK_LENGTH;
    }

    @Override
    public int encode(UnsafeBuffer into) {
        encoder.wrapAndApplyHeader(into, 0, header).orderIdHigh(orderId.high()).orderIdLow(orderId.low());
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }
}
