package io.faka.client;

import io.faka.codec.command.GetPublicUnitsEncoder;
import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.codec.reply.PublicUnitsReplyDecoder;
import io.faka.engine.Currency;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Asks for a page of the units of a SKU that a buyer may choose, by ascending id.
 *
 * @param after 0 = from the first
 * @param limit 0 = 100; at most 200
 */
public record GetPublicUnits(String sku, long after, int limit) implements Request<PublicUnitsPage> {
    @Override
    public int maxEncodedLength() {
        return 64 + 255;
    }

    @Override
    public int encode(MutableDirectBuffer buffer, int offset) {
        GetPublicUnitsEncoder get =
                new GetPublicUnitsEncoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder());
        get.afterUnitId(after).maxItems(limit).sku(sku);
        return MessageHeaderEncoder.ENCODED_LENGTH + get.encodedLength();
    }

    @Override
    public PublicUnitsPage decode(DirectBuffer buffer, int offset, int length) {
        Replies.expect(PublicUnitsReplyDecoder.TEMPLATE_ID, buffer, offset);
        PublicUnitsReplyDecoder d = new PublicUnitsReplyDecoder()
                .wrapAndApplyHeader(buffer, offset, new io.faka.codec.reply.MessageHeaderDecoder());
        List<PublicUnit> units = new ArrayList<>();
        for (PublicUnitsReplyDecoder.UnitsDecoder unit : d.units()) {
            long price = unit.unitPrice();
            long surcharge = unit.surcharge();
            long id = unit.unitId();
            units.add(new PublicUnit(id, unit.label(), surcharge, price));
        }
        return new PublicUnitsPage(Currency.unpack((int) d.currency()), units, d.nextAfterUnitId());
    }
}
