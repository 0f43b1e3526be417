package io.faka.client;

import io.faka.codec.command.GetOffersEncoder;
import io.faka.codec.command.MessageHeaderEncoder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Asks for a page of a SKU's offers, by ascending id.
 *
 * @param afterOfferId 0 = from the first
 */
public record GetOffers(String sku, long afterOfferId) implements Request<OffersPage> {
    /** The first page. */
    public static GetOffers of(String sku) {
        return new GetOffers(sku, 0);
    }

    @Override
    public int maxEncodedLength() {
        return 32 + 255;
    }

    @Override
    public int encode(MutableDirectBuffer buffer, int offset) {
        GetOffersEncoder get = new GetOffersEncoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder());
        get.afterOfferId(afterOfferId).sku(sku);
        return MessageHeaderEncoder.ENCODED_LENGTH + get.encodedLength();
    }

    @Override
    public OffersPage decode(DirectBuffer buffer, int offset, int length) {
        return Replies.offers(buffer, offset);
    }
}
