package io.faka.gateway.json;

import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.codec.command.PayEncoder;
import org.agrona.concurrent.UnsafeBuffer;

/** {@code pay}. On HTTP the order comes from the path: set it with {@link #orderId}. */
public final class PayRequest extends CommandRequest {
    private static final Field CHANNEL = new Field(0, "channel");
    private static final Field PAYMENT_REF = new Field(1, "payment_ref");
    private static final Field AMOUNT = new Field(2, "amount");
    private static final Field CURRENCY = new Field(3, "currency");
    private static final Field ORDER_ID = new Field(4, "order_id");

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final PayEncoder encoder = new PayEncoder();
    private final Text channel = new Text();
    private final Text paymentRef = new Text();
    private final OrderIdField orderId = new OrderIdField();
    private long amount;
    private int currency;

    /** Takes requests of one form. */
    public PayRequest(Form form) {
        super(form);
    }

    /** The order it is about, where the request itself does not say. */
    public void orderId(long high, long low) {
        orderId.set(high, low);
    }

    @Override
    void reset() {
        channel.clear();
        paymentRef.clear();
        amount = 0;
        currency = 0;
    }

    @Override
    boolean field() {
        if (is(CHANNEL)) {
            text(CHANNEL, 1, 32, channel);
        } else if (is(PAYMENT_REF)) {
            text(PAYMENT_REF, 1, 128, paymentRef);
        } else if (is(AMOUNT)) {
            amount = integer(AMOUNT, 0, CreateOrderRequest.MAX_MONEY);
        } else if (is(CURRENCY)) {
            currency = currency(CURRENCY);
        } else if (isLine() && is(ORDER_ID)) {
            orderId.read(this, ORDER_ID);
        } else {
            return false;
        }
        return true;
    }

    @Override
    void complete() {
        require(CHANNEL);
        require(PAYMENT_REF);
        require(AMOUNT);
        require(CURRENCY);
        if (isLine()) {
            require(ORDER_ID);
        }
    }

    @Override
    public int encodedLength() {
        return MessageHeaderEncoder.ENCODED_LENGTH
                + PayEncoder.BLOCK_LENGTH
                + 2
                + channel.length()
                + paymentRef.length();
    }

    @Override
    public int encode(UnsafeBuffer into) {
        encoder.wrapAndApplyHeader(into, 0, header)
                .orderIdHigh(orderId.high())
                .orderIdLow(orderId.low())
                .amount(amount)
                .currency(currency)
                .putChannel(channel.bytes(), channel.offset(), channel.length())
                .putPaymentRef(paymentRef.bytes(), paymentRef.offset(), paymentRef.length());
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }
}
