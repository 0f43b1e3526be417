package io.faka.gateway.json;

import org.agrona.concurrent.UnsafeBuffer;

/** {@code pay}. On HTTP the order comes from the path: set it with {@link #orderId}. */
public final class PayRequest extends CommandRequest {
    private static final Field CHANNEL = new Field(0, "channel");
    private static final Field PAYMENT_REF = new Field(1, "payment_ref");
    private static final Field AMOUNT = new Field(2, "amount");
    private static final Field CURRENCY = new Field(3, "currency");
    private static final Field ORDER_ID = new Field(4, "order_id");
    private static final Field ACCOUNT = new Field(5, "account");

    private final PayMessage message = new PayMessage();
    private final OrderIdField orderId = new OrderIdField();

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
        message.clear();
    }

    @Override
    boolean field() {
        if (is(CHANNEL)) {
            text(CHANNEL, 1, 32, message.channel);
        } else if (is(PAYMENT_REF)) {
            text(PAYMENT_REF, 1, 128, message.paymentRef);
        } else if (is(AMOUNT)) {
            message.amount = integer(AMOUNT, 0, CreateOrderRequest.MAX_MONEY);
        } else if (is(CURRENCY)) {
            message.currency = currency(CURRENCY);
        } else if (is(ACCOUNT)) {
            text(ACCOUNT, 1, 128, message.account);
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
        message.check();
    }

    @Override
    public int encodedLength() {
        return message.encodedLength();
    }

    @Override
    public int encode(UnsafeBuffer into) {
        return message.encode(into, 0, orderId.high(), orderId.low());
    }
}
