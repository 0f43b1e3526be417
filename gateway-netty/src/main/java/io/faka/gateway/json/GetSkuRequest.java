package io.faka.gateway.json;

import io.faka.codec.command.GetSkuEncoder;
import io.faka.codec.command.MessageHeaderEncoder;
import org.agrona.concurrent.UnsafeBuffer;

/** {@code get_sku}: a query. */
public final class GetSkuRequest extends CommandRequest {
    private static final Field SKU = new Field(0, "sku");

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final GetSkuEncoder encoder = new GetSkuEncoder();
    private final Text sku = new Text();

    /** Takes requests in the form of lines; on HTTP there is no body. */
    public GetSkuRequest() {
        super(Form.LINE);
    }

    /** The SKU asked for. */
    public Text sku() {
        return sku;
    }

    @Override
    void reset() {
        sku.clear();
    }

    @Override
    boolean field() {
        if (is(SKU)) {
            sku(SKU, sku);
            return true;
        }
        return false;
    }

    @Override
    void complete() {
        require(SKU);
    }

    @Override
    public int encodedLength() {
        return MessageHeaderEncoder.ENCODED_LENGTH + GetSkuEncoder.BLOCK_LENGTH + 1 + sku.length();
    }

    @Override
    public int encode(UnsafeBuffer into) {
        encoder.wrapAndApplyHeader(into, 0, header).putSku(sku.bytes(), sku.offset(), sku.length());
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }
}
