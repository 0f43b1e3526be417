package io.faka.gateway.json;

import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.codec.command.RefundOrderEncoder;
import org.agrona.concurrent.UnsafeBuffer;

/** {@code refund}: money of an order went back. On HTTP the order comes from the path: set it with {@link #orderId}. */
public final class RefundRequest extends CommandRequest {
    private static final Field AMOUNT = new Field(0, "amount");
    private static final Field CURRENCY = new Field(1, "currency");
    private static final Field REF = new Field(2, "ref");
    private static final Field REASON = new Field(3, "reason");
    private static final Field ORDER_ID = new Field(4, "order_id");

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final RefundOrderEncoder encoder = new RefundOrderEncoder();
    private final Text ref = new Text();
    private final Text reason = new Text();
    private final OrderIdField orderId = new OrderIdField();
    private long amount;
    private int currency;

    /** Takes requests of one form. */
    public RefundRequest(Form form) {
        super(form);
    }

    /** The order it is about, where the request itself does not say. */
    public void orderId(long high, long low) {
        orderId.set(high, low);
    }

    @Override
    void reset() {
        ref.clear();
        reason.clear();
        amount = 0;
        currency = 0;
    }

    @Override
    boolean field() {
        if (is(AMOUNT)) {
            amount = integer(AMOUNT, 1, CreateOrderRequest.MAX_MONEY);
        } else if (is(CURRENCY)) {
            currency = currency(CURRENCY);
        } else if (is(REF)) {
            text(REF, 1, 128, ref);
        } else if (is(REASON)) {
            text(REASON, 0, 200, reason);
        } else if (isLine() && is(ORDER_ID)) {
            orderId.read(this, ORDER_ID);
        } else {
            return false;
        }
        return true;
    }

    @Override
    void complete() {
        require(AMOUNT);
        require(REF);
        if (isLine()) {
            require(ORDER_ID);
        }
    }

    @Override
    public int encodedLength() {
        return MessageHeaderEncoder.ENCODED_LENGTH
                + RefundOrderEncoder.BLOCK_LENGTH
                + 2
                + ref.length()
                + reason.length();
    }

    @Override
    public int encode(UnsafeBuffer into) {
        encoder.wrapAndApplyHeader(into, 0, header)
                .orderIdHigh(orderId.high())
                .orderIdLow(orderId.low())
                .amount(amount)
                .currency(currency)
                .putRefundRef(ref.bytes(), ref.offset(), ref.length())
                .putReason(reason.bytes(), reason.offset(), reason.length());
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }
}
