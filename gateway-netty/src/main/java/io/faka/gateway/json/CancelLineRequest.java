package io.faka.gateway.json;

import io.faka.codec.command.CancelLineEncoder;
import io.faka.codec.command.MessageHeaderEncoder;
import org.agrona.concurrent.UnsafeBuffer;

/** {@code cancel_line}: a part of an order's line is given back. On HTTP order and line come from the path: set them with {@link #line}. */
public final class CancelLineRequest extends CommandRequest {
    /** The highest line that can be named; no order has it. */
    public static final int MAX_LINE = 254;

    private static final Field QUANTITY = new Field(0, "quantity");
    private static final Field REF = new Field(1, "ref");
    private static final Field ORDER_ID = new Field(2, "order_id");
    private static final Field LINE = new Field(3, "line");
    private static final int MAX_REF_BYTES = 128;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final CancelLineEncoder encoder = new CancelLineEncoder();
    private final OrderIdField orderId = new OrderIdField();
    private final Text ref = new Text();
    private long quantity;
    private long line;

    /** Takes requests of one form. */
    public CancelLineRequest(Form form) {
        super(form);
    }

    /** What it is about, where the request itself does not say; lines count from 0. */
    public void line(long orderIdHigh, long orderIdLow, long of) {
        orderId.set(orderIdHigh, orderIdLow);
        line = of;
    }

    @Override
    void reset() {
        ref.clear();
    }

    @Override
    boolean field() {
        if (is(QUANTITY)) {
            quantity = integer(QUANTITY, 1, Integer.MAX_VALUE);
        } else if (is(REF)) {
            text(REF, 1, MAX_REF_BYTES, ref);
        } else if (isLine() && is(ORDER_ID)) {
            orderId.read(this, ORDER_ID);
        } else if (isLine() && is(LINE)) {
            line = integer(LINE, 0, MAX_LINE);
        } else {
            return false;
        }
        return true;
    }

    @Override
    void complete() {
        require(QUANTITY);
        if (isLine()) {
            require(ORDER_ID);
            require(LINE);
        }
    }

    @Override
    public int encodedLength() {
        return MessageHeaderEncoder.ENCODED_LENGTH + CancelLineEncoder.BLOCK_LENGTH + 1 + ref.length();
    }

    @Override
    public int encode(UnsafeBuffer into) {
        encoder.wrapAndApplyHeader(into, 0, header)
                .orderIdHigh(orderId.high())
                .orderIdLow(orderId.low())
                .quantity(quantity)
                .line((short) line)
                .putCancelRef(ref.bytes(), ref.offset(), ref.length());
        return encodedLength();
    }
}
