package io.faka.gateway.json;

import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.codec.command.ReplaceUnitEncoder;
import io.faka.codec.command.ReturnUnitEncoder;
import org.agrona.concurrent.UnsafeBuffer;

/** {@code replace_unit} and {@code return_unit}. On HTTP order and unit come from the path: set them with {@link #unit}. */
public final class OrderUnitRequest extends CommandRequest {
    private static final Field REASON = new Field(0, "reason");
    private static final Field ORDER_ID = new Field(1, "order_id");
    private static final Field UNIT_ID = new Field(2, "unit_id");

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ReplaceUnitEncoder replace = new ReplaceUnitEncoder();
    private final ReturnUnitEncoder takeBack = new ReturnUnitEncoder();
    private final Text reason = new Text();
    private final OrderIdField orderId = new OrderIdField();
    private final boolean isReturn;
    private long unitId;

    /** @param isReturn whether the unit is returned; else it is replaced */
    public OrderUnitRequest(Form form, boolean isReturn) {
        super(form);
        this.isReturn = isReturn;
    }

    /** What it is about, where the request itself does not say. */
    public void unit(long orderIdHigh, long orderIdLow, long unit) {
        orderId.set(orderIdHigh, orderIdLow);
        unitId = unit;
    }

    @Override
    void reset() {
        reason.clear();
    }

    @Override
    boolean field() {
        if (is(REASON)) {
            text(REASON, 1, 200, reason);
        } else if (isLine() && is(ORDER_ID)) {
            orderId.read(this, ORDER_ID);
        } else if (isLine() && is(UNIT_ID)) {
            unitId = integer(UNIT_ID, 1, Integer.MAX_VALUE);
        } else {
            return false;
        }
        return true;
    }

    @Override
    void complete() {
        require(REASON);
        if (isLine()) {
            require(ORDER_ID);
            require(UNIT_ID);
        }
    }

    @Override
    public int encodedLength() {
        return MessageHeaderEncoder.ENCODED_LENGTH + ReplaceUnitEncoder.BLOCK_LENGTH + 1 + reason.length();
    }

    @Override
    public int encode(UnsafeBuffer into) {
        if (isReturn) {
            takeBack.wrapAndApplyHeader(into, 0, header)
                    .orderIdHigh(orderId.high())
                    .orderIdLow(orderId.low())
                    .unitId(unitId)
                    .putReason(reason.bytes(), reason.offset(), reason.length());
        } else {
            replace.wrapAndApplyHeader(into, 0, header)
                    .orderIdHigh(orderId.high())
                    .orderIdLow(orderId.low())
                    .unitId(unitId)
                    .putReason(reason.bytes(), reason.offset(), reason.length());
        }
        return encodedLength();
    }
}
