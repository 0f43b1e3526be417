package io.faka.engine.supply;

import static io.faka.codec.reply.ResultCode.LOT_EXPIRED;
import static io.faka.codec.reply.ResultCode.LOT_OF_ANOTHER_OFFER;
import static io.faka.codec.reply.ResultCode.LOT_VOIDED;
import static io.faka.codec.reply.ResultCode.LOT_WITH_ANOTHER_EXPIRY;
import static io.faka.codec.reply.ResultCode.OFFER_NOT_FOUND;
import static io.faka.codec.reply.ResultCode.OFFER_WITHDRAWN;

import io.faka.codec.reply.ResultCode;
import io.faka.engine.inventory.Lots;
import io.faka.engine.inventory.Offers;
import io.faka.engine.inventory.Skus;

/** Where units that come in belong: the offer and the lot, which is 0 if it is new. */
final class ImportTarget {
    private final Skus skus;
    private final Offers offers;
    private final Lots lots;
    private int offer;
    private int lot;

    ImportTarget(Skus skus, Offers offers, Lots lots) {
        this.skus = skus;
        this.offers = offers;
        this.lots = lots;
    }

    /**
     * Finds offer and lot.
     *
     * @param asked the offer that was named; 0 = the SKU's own
     * @return why they do not go together; null if they do
     */
    ResultCode find(int sku, int asked, long lotAt, int lotLength, long expiresAt, long timeMicros) {
        offer = asked == 0 ? skus.getInt(sku, Skus.OFFER) : asked;
        boolean exists = offer > 0 && offer <= offers.count();
        if (!exists || offers.sku(offer) != sku || offers.isForChoice(offer)) {
            return OFFER_NOT_FOUND;
        }
        if (offers.state(offer) == Offers.WITHDRAWN) {
            return OFFER_WITHDRAWN;
        }
        return findLot(sku, lotAt, lotLength, expiresAt, timeMicros);
    }

    /** As {@link #find}, for units that buyers choose; their offer is 0 if the SKU has none yet. */
    ResultCode findForChoice(int sku, int itsOffer, long lotAt, int lotLength, long expiresAt, long timeMicros) {
        offer = itsOffer;
        return findLot(sku, lotAt, lotLength, expiresAt, timeMicros);
    }

    private ResultCode findLot(int sku, long lotAt, int lotLength, long expiresAt, long timeMicros) {
        lot = lots.find(sku, lotAt, lotLength);
        if (lot != 0 && lots.isVoided(lot)) {
            return LOT_VOIDED;
        }
        if (lot == 0 ? expiresAt != 0 && expiresAt <= timeMicros : lots.isExpired(lot)) {
            return LOT_EXPIRED;
        }
        if (lot != 0 && expiresAt != 0 && expiresAt != lots.expiresAtMicros(lot)) {
            return LOT_WITH_ANOTHER_EXPIRY;
        }
        return lot != 0 && lots.offer(lot) != offer ? LOT_OF_ANOTHER_OFFER : null;
    }

    int offer() {
        return offer;
    }

    int lot() {
        return lot;
    }
}
