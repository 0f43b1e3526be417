package io.faka.gateway.json;

import io.faka.codec.command.GetLotteryEncoder;
import io.faka.codec.command.MessageHeaderEncoder;
import org.agrona.concurrent.UnsafeBuffer;

/** {@code get_lottery}: a query for the last lottery of a SKU. */
public final class GetLotteryRequest extends CommandRequest {
    private static final Field SKU = new Field(0, "sku");

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final GetLotteryEncoder encoder = new GetLotteryEncoder();
    private final Text sku = new Text();

    /** Takes requests in the form of lines; for HTTP, which has no body here, there is {@link #set}. */
    public GetLotteryRequest() {
        super(Form.LINE);
    }

    /** Asks for the lottery of this SKU. */
    public GetLotteryRequest set(byte[] bytes, int offset, int length) {
        sku.set(bytes, offset, length);
        return this;
    }

    @Override
    void reset() {
        sku.clear();
    }

    @Override
    boolean field() {
        if (!is(SKU)) {
            return false;
        }
        sku(SKU, sku);
        return true;
    }

    @Override
    void complete() {
        require(SKU);
    }

    @Override
    public int encodedLength() {
        return MessageHeaderEncoder.ENCODED_LENGTH + GetLotteryEncoder.BLOCK_LENGTH + 1 + sku.length();
    }

    @Override
    public int encode(UnsafeBuffer into) {
        encoder.wrapAndApplyHeader(into, 0, header).putSku(sku.bytes(), sku.offset(), sku.length());
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }
}
