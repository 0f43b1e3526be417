package io.faka.gateway.json;

import io.faka.codec.command.GetCouponEncoder;
import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.engine.limit.Coupons;
import org.agrona.concurrent.UnsafeBuffer;

/** {@code get_coupon}: a query. */
public final class GetCouponRequest extends CommandRequest {
    private static final Field CODE = new Field(0, "code");

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final GetCouponEncoder encoder = new GetCouponEncoder();
    private final Text code = new Text();

    /** Takes requests in the form of lines; for HTTP, which has no body here, there is {@link #code}. */
    public GetCouponRequest() {
        super(Form.LINE);
    }

    /** The coupon it asks for. */
    public void code(byte[] bytes) {
        code.set(bytes, 0, bytes.length);
    }

    @Override
    void reset() {
        code.clear();
    }

    @Override
    boolean field() {
        if (is(CODE)) {
            text(CODE, 1, Coupons.MAX_CODE_LENGTH, code);
            return true;
        }
        return false;
    }

    @Override
    void complete() {
        require(CODE);
    }

    @Override
    public int encodedLength() {
        return MessageHeaderEncoder.ENCODED_LENGTH + GetCouponEncoder.BLOCK_LENGTH + 1 + code.length();
    }

    @Override
    public int encode(UnsafeBuffer into) {
        encoder.wrapAndApplyHeader(into, 0, header).putCode(code.bytes(), code.offset(), code.length());
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }
}
