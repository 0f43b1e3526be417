package io.faka.gateway.json;

import io.faka.codec.command.GetPublicUnitsEncoder;
import io.faka.codec.command.MessageHeaderEncoder;
import org.agrona.concurrent.UnsafeBuffer;

/** {@code public_units}: a query for a page of the units that a buyer may choose. For HTTP, which has no body here, there is {@link #set}. */
public final class PublicUnitsRequest extends CommandRequest {
    /** Most units of a page. */
    public static final int MAX_ITEMS = 200;

    private static final Field SKU = new Field(0, "sku");
    private static final Field AFTER = new Field(1, "after");
    private static final Field LIMIT = new Field(2, "limit");

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final GetPublicUnitsEncoder encoder = new GetPublicUnitsEncoder();
    private final Text sku = new Text();
    private long after;
    private int limit;

    /** Takes requests in the form of lines. */
    public PublicUnitsRequest() {
        super(Form.LINE);
    }

    /** Asks for a page. */
    public PublicUnitsRequest set(byte[] skuName, long afterUnit, int items) {
        sku.set(skuName, 0, skuName.length);
        after = afterUnit;
        limit = items;
        return this;
    }

    @Override
    void reset() {
        sku.clear();
        after = 0;
        limit = 0;
    }

    @Override
    boolean field() {
        if (is(SKU)) {
            sku(SKU, sku);
        } else if (is(AFTER)) {
            after = integer(AFTER, 0, Integer.MAX_VALUE);
        } else if (is(LIMIT)) {
            limit = (int) integer(LIMIT, 1, MAX_ITEMS);
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
        return MessageHeaderEncoder.ENCODED_LENGTH + GetPublicUnitsEncoder.BLOCK_LENGTH + 1 + sku.length();
    }

    @Override
    public int encode(UnsafeBuffer into) {
        encoder.wrapAndApplyHeader(into, 0, header)
                .afterUnitId(after)
                .maxItems(limit)
                .putSku(sku.bytes(), sku.offset(), sku.length());
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }
}
