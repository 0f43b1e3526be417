package io.faka.client;

import io.faka.codec.command.GetLotUnitsEncoder;
import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.codec.command.UnitState;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Asks for a page of a lot's units by ascending id.
 *
 * @param sku   empty if only one SKU has a lot of this name
 * @param after 0 = from the first
 * @param limit 0 = 100; at most 200
 * @param state FREE = any
 */
public record GetLotUnits(String lot, String sku, long after, int limit, UnitState state)
        implements Request<LotUnitsPage> {
    @Override
    public int maxEncodedLength() {
        return 64 + 2 * 255;
    }

    @Override
    public int encode(MutableDirectBuffer buffer, int offset) {
        GetLotUnitsEncoder get =
                new GetLotUnitsEncoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder());
        get.afterUnitId(after).maxItems(limit).state(state).lot(lot).sku(sku);
        return MessageHeaderEncoder.ENCODED_LENGTH + get.encodedLength();
    }

    @Override
    public LotUnitsPage decode(DirectBuffer buffer, int offset, int length) {
        return UnitReplies.lotUnits(buffer, offset);
    }
}
