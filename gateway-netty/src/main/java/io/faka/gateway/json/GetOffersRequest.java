package io.faka.gateway.json;

import io.faka.codec.command.GetOffersEncoder;
import io.faka.codec.command.MessageHeaderEncoder;
import org.agrona.concurrent.UnsafeBuffer;

/** {@code get_offers}: a query for a page of a SKU's offers. */
public final class GetOffersRequest extends CommandRequest {
    private static final Field SKU = new Field(0, "sku");
    private static final Field AFTER = new Field(1, "after");

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final GetOffersEncoder encoder = new GetOffersEncoder();
    private final Text sku = new Text();
    private long after;

    /** Takes requests in the form of lines; for HTTP, which has no body here, there is {@link #set}. */
    public GetOffersRequest() {
        super(Form.LINE);
    }

    /** Asks for the offers of a SKU behind one of them, 0 = from the first. */
    public void set(byte[] bytes, int offset, int length, long afterOffer) {
        sku.set(bytes, offset, length);
        after = afterOffer;
    }

    @Override
    void reset() {
        sku.clear();
        after = 0;
    }

    @Override
    boolean field() {
        if (is(SKU)) {
            sku(SKU, sku);
        } else if (is(AFTER)) {
            after = integer(AFTER, 0, Integer.MAX_VALUE);
        } else {
            return false;
        }
        return true;
    }

    @Override
    void complete() {
        require(SKU);
    }

    @Override
    public int encodedLength() {
        return MessageHeaderEncoder.ENCODED_LENGTH + GetOffersEncoder.BLOCK_LENGTH + 1 + sku.length();
    }

    @Override
    public int encode(UnsafeBuffer into) {
        encoder.wrapAndApplyHeader(into, 0, header).afterOfferId(after).putSku(sku.bytes(), sku.offset(), sku.length());
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }
}
