package io.faka.client;

import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.codec.command.VoidLotEncoder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Recalls a lot.
 *
 * @param sku    empty if only one SKU has a lot of this name
 * @param reason 0-200 bytes
 */
public record VoidLot(String lot, String sku, String reason) implements Request<RecallResult> {
    @Override
    public int maxEncodedLength() {
        return 64 + 3 * 255;
    }

    @Override
    public int encode(MutableDirectBuffer buffer, int offset) {
        VoidLotEncoder recall = new VoidLotEncoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder());
        recall.lot(lot).sku(sku).reason(reason);
        return MessageHeaderEncoder.ENCODED_LENGTH + recall.encodedLength();
    }

    @Override
    public RecallResult decode(DirectBuffer buffer, int offset, int length) {
        return UnitReplies.recall(buffer, offset);
    }
}
