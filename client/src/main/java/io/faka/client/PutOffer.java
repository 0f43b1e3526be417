package io.faka.client;

import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.codec.command.Pick;
import io.faka.codec.command.PutOfferEncoder;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Lists a seller's own offer of a SKU. Each request makes one: look at {@link GetOffers} before sending a lost one again.
 *
 * @param seller    1-64 bytes
 * @param unitPrice minor units
 * @param tiers     at most 16, by growing quantity
 * @param pick      which unit goes first
 */
public record PutOffer(String sku, String seller, long unitPrice, List<Tier> tiers, Pick pick)
        implements Request<OfferResult> {
    public PutOffer {
        tiers = List.copyOf(tiers);
        if (tiers.size() > 16) {
            throw new IllegalArgumentException("an offer has at most 16 tiers: " + tiers.size());
        }
    }

    /** First in, first out. */
    public PutOffer(String sku, String seller, long unitPrice, List<Tier> tiers) {
        this(sku, seller, unitPrice, tiers, Pick.FIFO);
    }

    /** One price for any quantity. */
    public static PutOffer of(String sku, String seller, long unitPrice) {
        return new PutOffer(sku, seller, unitPrice, List.of());
    }

    @Override
    public int maxEncodedLength() {
        return 64 + 2 * 255 + tiers.size() * PutOfferEncoder.TiersEncoder.sbeBlockLength();
    }

    @Override
    public int encode(MutableDirectBuffer buffer, int offset) {
        PutOfferEncoder put = new PutOfferEncoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder());
        PutOfferEncoder.TiersEncoder group = put.unitPrice(unitPrice).pick(pick).tiersCount(tiers.size());
        for (Tier tier : tiers) {
            group.next().unitPrice(tier.unitPrice()).minQuantity(tier.minQuantity());
        }
        put.sku(sku).seller(seller);
        return MessageHeaderEncoder.ENCODED_LENGTH + put.encodedLength();
    }

    @Override
    public OfferResult decode(DirectBuffer buffer, int offset, int length) {
        return Replies.offer(buffer, offset);
    }
}
