package io.faka.gateway.json;

import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.codec.command.VoidLotEncoder;
import org.agrona.concurrent.UnsafeBuffer;

/** {@code void_lot}: a recall. On HTTP the lot comes from the path: set it with {@link #lot} before each read. */
public final class VoidLotRequest extends CommandRequest {
    private static final Field SKU = new Field(0, "sku");
    private static final Field REASON = new Field(1, "reason");
    private static final Field LOT = new Field(2, "lot");

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final VoidLotEncoder encoder = new VoidLotEncoder();
    private final Text sku = new Text();
    private final Text lot = new Text();
    private final Text reason = new Text();

    /** Takes requests of one form. */
    public VoidLotRequest(Form form) {
        super(form);
    }

    /** The lot it is about, where the request itself does not say; no SKU and no reason are given yet. */
    public VoidLotRequest lot(byte[] bytes) {
        lot.set(bytes, 0, bytes.length);
        reset();
        return this;
    }

    @Override
    void reset() {
        if (isLine()) {
            lot.clear();
        }
        sku.clear();
        reason.clear();
    }

    @Override
    boolean field() {
        if (is(SKU)) {
            sku(SKU, sku);
        } else if (is(REASON)) {
            text(REASON, 0, 200, reason);
        } else if (isLine() && is(LOT)) {
            text(LOT, 1, 64, lot);
        } else {
            return false;
        }
        return true;
    }

    @Override
    void complete() {
        if (isLine()) {
            require(LOT);
        }
    }

    @Override
    public int encodedLength() {
        return MessageHeaderEncoder.ENCODED_LENGTH
                + VoidLotEncoder.BLOCK_LENGTH
                + 3
                + lot.length()
                + sku.length()
                + reason.length();
    }

    @Override
    public int encode(UnsafeBuffer into) {
        encoder.wrapAndApplyHeader(into, 0, header)
                .putLot(lot.bytes(), lot.offset(), lot.length())
                .putSku(sku.bytes(), sku.offset(), sku.length())
                .putReason(reason.bytes(), reason.offset(), reason.length());
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }
}
