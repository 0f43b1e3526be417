package io.faka.gateway.json;

import io.faka.codec.command.GetOrderByClientIdEncoder;
import io.faka.codec.command.GetOrderEncoder;
import io.faka.codec.command.MessageHeaderEncoder;
import org.agrona.concurrent.UnsafeBuffer;

/** {@code get_order}, by {@code order_id} or by {@code client_order_id}: a query, first page of units. */
public final class GetOrderRequest extends CommandRequest {
    private static final Field ORDER_ID = new Field(0, "order_id");
    private static final Field CLIENT_ORDER_ID = new Field(1, "client_order_id");

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final GetOrderEncoder byId = new GetOrderEncoder();
    private final GetOrderByClientIdEncoder byClientId = new GetOrderByClientIdEncoder();
    private final OrderIdField orderId = new OrderIdField();
    private final Text clientOrderId = new Text();

    /** Takes requests in the form of lines; on HTTP there is no body. */
    public GetOrderRequest() {
        super(Form.LINE);
    }

    @Override
    void reset() {
        clientOrderId.clear();
    }

    @Override
    boolean field() {
        if (is(ORDER_ID)) {
            orderId.read(this, ORDER_ID);
        } else if (is(CLIENT_ORDER_ID)) {
            text(CLIENT_ORDER_ID, 1, 64, clientOrderId);
        } else {
            return false;
        }
        return true;
    }

    @Override
    void complete() {
        if (has(ORDER_ID) == has(CLIENT_ORDER_ID)) {
            throw RequestProblem.invalid(ORDER_ID.name, "give either order_id or client_order_id");
        }
    }

    @Override
    public int encodedLength() {
        return MessageHeaderEncoder.ENCODED_LENGTH
                + (has(ORDER_ID)
                        ? GetOrderEncoder.BLOCK_LENGTH
                        : GetOrderByClientIdEncoder.BLOCK_LENGTH + 1 + clientOrderId.length());
    }

    @Override
    public int encode(UnsafeBuffer into) {
        if (has(ORDER_ID)) {
            byId.wrapAndApplyHeader(into, 0, header)
                    .orderIdHigh(orderId.high())
                    .orderIdLow(orderId.low())
                    .firstUnit(0);
            return MessageHeaderEncoder.ENCODED_LENGTH + byId.encodedLength();
        }
        byClientId
                .wrapAndApplyHeader(into, 0, header)
                .firstUnit(0)
                .putClientOrderId(clientOrderId.bytes(), clientOrderId.offset(), clientOrderId.length());
        return MessageHeaderEncoder.ENCODED_LENGTH + byClientId.encodedLength();
    }
}
