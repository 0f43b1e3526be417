package io.faka.engine.supply;

import static io.faka.codec.reply.ResultCode.CREATED;
import static io.faka.codec.reply.ResultCode.INVALID_FIELD;
import static io.faka.codec.reply.ResultCode.MALFORMED;
import static io.faka.codec.reply.ResultCode.OFFER_NOT_FOUND;
import static io.faka.codec.reply.ResultCode.OFFER_WITHDRAWN;
import static io.faka.codec.reply.ResultCode.SKU_NOT_FOUND;
import static io.faka.codec.reply.ResultCode.UPDATED;

import io.faka.codec.command.ChangeOfferDecoder;
import io.faka.codec.command.Pick;
import io.faka.codec.command.PutOfferDecoder;
import io.faka.codec.command.PutOfferDecoder.TiersDecoder;
import io.faka.engine.inventory.Listings;
import io.faka.engine.inventory.Offers;
import io.faka.engine.inventory.Skus;
import io.faka.engine.inventory.Stock;
import io.faka.engine.memory.Memory;
import io.faka.engine.publish.EventPublisher;
import io.faka.engine.publish.ReplyPublisher;

/**
 * Decides PutOffer (CREATED) and ChangeOffer (UPDATED). Orders keep the price they were placed at.
 *
 * <p>Refused are: MALFORMED; INVALID_FIELD with the field's schema id as detail: a price above 10^15, a tier's price below 1, more
 * than 16 tiers, tiers not ascending from 2, a pick that is none, a seller of no or more than 64 bytes, a change of nothing,
 * and any change of a SKU's own offer, which follows its SKU; SKU_NOT_FOUND; OFFER_NOT_FOUND; OFFER_WITHDRAWN.
 */
public final class OfferDesk {
    private static final int HEADER = 8;
    private static final int NO_DETAIL = -1;
    private static final int VALID = 0;
    private static final int UNCHANGED = 255;

    private final Skus skus;
    private final Offers offers;
    private final Listings listings;
    private final Stock stock;
    private final EventPublisher events;
    private final ReplyPublisher replies;

    private long tiersAt;
    private int tierLength;
    private int tierCount;
    private long skuAt;
    private int skuLength;
    private long sellerAt;
    private int sellerLength;

    /** Works on these tables. */
    public OfferDesk(
            Skus skus, Offers offers, Listings listings, Stock stock, EventPublisher events, ReplyPublisher replies) {
        this.skus = skus;
        this.offers = offers;
        this.listings = listings;
        this.stock = stock;
        this.events = events;
        this.replies = replies;
    }

    /** Decides one PutOffer. */
    public void onPutOffer(long seq, long command, int length) {
        if (!readGroup(command, length) || !readTexts(command + length)) {
            replies.refusal(MALFORMED, NO_DETAIL, seq);
            return;
        }
        long price = Memory.getLong(command + HEADER + PutOfferDecoder.unitPriceEncodingOffset());
        int pick = Memory.getUnsignedByte(command + HEADER + PutOfferDecoder.pickEncodingOffset());
        int field = firstInvalidField(price, pick);
        if (field != VALID) {
            replies.refusal(INVALID_FIELD, field, seq);
            return;
        }
        int sku = skus.find(skuAt, skuLength);
        if (sku == 0) {
            replies.refusal(SKU_NOT_FOUND, NO_DETAIL, seq);
            return;
        }
        int offer = listings.add(sku, sellerAt, sellerLength, tierCount);
        for (int tier = 0; tier < tierCount; tier++) {
            offers.tier(offer, tier, tierPrice(tier), (int) tierQuantity(tier));
        }
        listings.reprice(offer, price);
        stock.repick(offer, (byte) pick);
        events.offerPut(offer);
        replies.offer(offer, CREATED, seq);
    }

    /** Decides one ChangeOffer. */
    public void onChangeOffer(long seq, long command, int length) {
        if (length < HEADER + ChangeOfferDecoder.BLOCK_LENGTH || length != HEADER + Memory.getUnsignedShort(command)) {
            replies.refusal(MALFORMED, NO_DETAIL, seq);
            return;
        }
        long block = command + HEADER;
        long price = Memory.getLong(block + ChangeOfferDecoder.unitPriceEncodingOffset());
        int offer = Memory.getInt(block + ChangeOfferDecoder.offerIdEncodingOffset());
        int state = Memory.getUnsignedByte(block + ChangeOfferDecoder.stateEncodingOffset());
        if (price < -1 || price > SkuDefinitions.MAX_PRICE) {
            replies.refusal(INVALID_FIELD, ChangeOfferDecoder.unitPriceId(), seq);
        } else if (state != UNCHANGED && (state < Offers.ACTIVE || state > Offers.WITHDRAWN)
                || state == UNCHANGED && price < 0) {
            replies.refusal(INVALID_FIELD, ChangeOfferDecoder.stateId(), seq);
        } else if (offer < 1 || offer > offers.count() || offers.isForChoice(offer)) {
            replies.refusal(OFFER_NOT_FOUND, NO_DETAIL, seq);
        } else if (offers.isDefault(offer)) {
            replies.refusal(INVALID_FIELD, ChangeOfferDecoder.offerIdId(), seq);
        } else if (offers.state(offer) == Offers.WITHDRAWN) {
            replies.refusal(OFFER_WITHDRAWN, NO_DETAIL, seq);
        } else {
            change(offer, price, state, seq);
        }
    }

    private void change(int offer, long price, int state, long seq) {
        if (price >= 0) {
            listings.reprice(offer, price);
        }
        if (state != UNCHANGED) {
            listings.state(offer, (byte) state);
        }
        stock.offeredAnew(offers.sku(offer));
        events.offerPut(offer);
        replies.offer(offer, UPDATED, seq);
    }

    private boolean readGroup(long command, int length) {
        int blockLength = Memory.getUnsignedShort(command);
        long group = command + HEADER + blockLength;
        tiersAt = group + TiersDecoder.HEADER_SIZE;
        if (blockLength < PutOfferDecoder.BLOCK_LENGTH || tiersAt > command + length) {
            return false;
        }
        tierLength = Memory.getUnsignedShort(group);
        tierCount = Memory.getUnsignedShort(group + 2);
        skuAt = tiersAt + (long) tierCount * tierLength + 1;
        return tierLength >= TiersDecoder.sbeBlockLength() && skuAt <= command + length;
    }

    private boolean readTexts(long end) {
        skuLength = Memory.getUnsignedByte(skuAt - 1);
        sellerAt = skuAt + skuLength + 1;
        if (sellerAt > end) {
            return false;
        }
        sellerLength = Memory.getUnsignedByte(sellerAt - 1);
        return sellerAt + sellerLength == end;
    }

    private int firstInvalidField(long price, int pick) {
        if (price < 0 || price > SkuDefinitions.MAX_PRICE) {
            return PutOfferDecoder.unitPriceId();
        }
        if (pick < Pick.FIFO.value() || pick > Pick.RANDOM.value()) {
            return PutOfferDecoder.pickId();
        }
        if (tierCount > Offers.MAX_TIERS) {
            return (int) PutOfferDecoder.tiersDecoderId();
        }
        long previous = 1;
        for (int tier = 0; tier < tierCount; tier++) {
            if (tierPrice(tier) < 1 || tierPrice(tier) > SkuDefinitions.MAX_PRICE) {
                return TiersDecoder.unitPriceId();
            }
            if (tierQuantity(tier) <= previous || tierQuantity(tier) > Integer.MAX_VALUE) {
                return TiersDecoder.minQuantityId();
            }
            previous = tierQuantity(tier);
        }
        if (skuLength < 1 || skuLength > Skus.MAX_KEY_LENGTH) {
            return PutOfferDecoder.skuId();
        }
        return sellerLength < 1 || sellerLength > Offers.MAX_SELLER_LENGTH ? PutOfferDecoder.sellerId() : VALID;
    }

    private long tierPrice(int tier) {
        return Memory.getLong(tiersAt + (long) tier * tierLength + TiersDecoder.unitPriceEncodingOffset());
    }

    private long tierQuantity(int tier) {
        return Memory.getInt(tiersAt + (long) tier * tierLength + TiersDecoder.minQuantityEncodingOffset())
                & 0xffffffffL;
    }
}
