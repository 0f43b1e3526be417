package io.faka.gateway.json;

import io.faka.codec.reply.MessageHeaderDecoder;
import io.faka.codec.reply.OfferReplyDecoder;
import io.faka.codec.reply.OffersReplyDecoder;
import io.faka.codec.reply.ResultCode;
import io.faka.engine.Currency;
import org.agrona.DirectBuffer;

/** Writes offers as JSON. One thread. */
public final class OfferWriter {
    private static final byte[] OFFER_ID = Names.ascii("{\"offer_id\":");
    private static final byte[] SKU = Names.ascii(",\"sku\":");
    private static final byte[] SELLER = Names.ascii(",\"seller\":");
    private static final byte[] UNIT_PRICE = Names.ascii(",\"unit_price\":");
    private static final byte[] CURRENCY = Names.ascii(",\"currency\":\"");
    private static final byte[] STATE = Names.ascii("\",\"state\":\"");
    private static final byte[] STATE_ONLY = Names.ascii(",\"state\":\"");
    private static final byte[] PICK = Names.ascii("\",\"pick\":\"");
    private static final byte[] AVAILABLE = Names.ascii("\",\"available\":");
    private static final byte[] TIERS = Names.ascii(",\"tiers\":[");
    private static final byte[] MIN_QUANTITY = Names.ascii("{\"min_quantity\":");
    private static final byte[] OFFERS = Names.ascii("{\"offers\":[");
    private static final byte[] NEXT = Names.ascii("],\"next\":");
    private static final byte[] NULL = Names.ascii("null");

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final OfferReplyDecoder offer = new OfferReplyDecoder();
    private final OffersReplyDecoder offers = new OffersReplyDecoder();

    /** Nothing to set. */
    public OfferWriter() {}

    /** Result code of an offer's reply. */
    public ResultCode code(DirectBuffer buffer, int offset) {
        return offer.wrapAndApplyHeader(buffer, offset, header).code();
    }

    /** Writes one offer. */
    public void offer(DirectBuffer buffer, int offset, JsonBytes out) {
        offer.wrapAndApplyHeader(buffer, offset, header);
        OfferReplyDecoder.TiersDecoder tiers = offer.tiers();
        while (tiers.hasNext()) {
            OfferReplyDecoder.TiersDecoder unused = tiers.next();
        }
        int sku = offer.limit();
        int skuLength = buffer.getByte(sku) & 0xff;
        out.raw(OFFER_ID).number(offer.offerId());
        out.raw(SKU).string(buffer, sku + 1, skuLength);
        out.raw(SELLER);
        seller(buffer, sku + 1 + skuLength, out);
        out.raw(UNIT_PRICE).number(offer.unitPrice());
        out.raw(CURRENCY).raw(Names.ascii(Currency.unpack((int) offer.currency())));
        out.raw(STATE).raw(Names.offerState(offer.stateRaw()));
        out.raw(PICK)
                .raw(Names.pick(offer.pickRaw()))
                .raw(AVAILABLE)
                .number(offer.available())
                .raw(TIERS);
        offer.sbeRewind();
        boolean first = true;
        for (OfferReplyDecoder.TiersDecoder tier : offer.tiers()) {
            tier(first, tier.minQuantity(), tier.unitPrice(), out);
            first = false;
        }
        out.raw(']').raw('}');
    }

    /** Writes a page of a SKU's offers. */
    public void page(DirectBuffer buffer, int offset, JsonBytes out) {
        offers.wrapAndApplyHeader(buffer, offset, header);
        out.raw(OFFERS);
        boolean firstOffer = true;
        for (OffersReplyDecoder.OffersDecoder one : offers.offers()) {
            if (!firstOffer) {
                out.raw(',');
            }
            firstOffer = false;
            out.raw(OFFER_ID).number(one.offerId());
            out.raw(UNIT_PRICE).number(one.unitPrice());
            out.raw(STATE_ONLY).raw(Names.offerState(one.stateRaw()));
            out.raw(PICK)
                    .raw(Names.pick(one.pickRaw()))
                    .raw(AVAILABLE)
                    .number(one.available())
                    .raw(TIERS);
            boolean first = true;
            for (OffersReplyDecoder.OffersDecoder.TiersDecoder tier : one.tiers()) {
                tier(first, tier.minQuantity(), tier.unitPrice(), out);
                first = false;
            }
            out.raw(']').raw(SELLER);
            seller(buffer, offers.limit(), out);
            int unused = one.skipSeller();
            out.raw('}');
        }
        out.raw(NEXT);
        if (offers.nextAfterOfferId() == 0) {
            out.raw(NULL);
        } else {
            out.number(offers.nextAfterOfferId());
        }
        out.raw('}');
    }

    private static void tier(boolean first, long minQuantity, long unitPrice, JsonBytes out) {
        if (!first) {
            out.raw(',');
        }
        out.raw(MIN_QUANTITY)
                .number(minQuantity)
                .raw(UNIT_PRICE)
                .number(unitPrice)
                .raw('}');
    }

    /** Writes a seller's name, which stands behind its length byte; null for the shop itself. */
    static void seller(DirectBuffer buffer, int at, JsonBytes out) {
        int length = buffer.getByte(at) & 0xff;
        if (length == 0) {
            out.raw(NULL);
        } else {
            out.string(buffer, at + 1, length);
        }
    }
}
