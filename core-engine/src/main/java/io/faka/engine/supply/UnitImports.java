package io.faka.engine.supply;

import static io.faka.codec.reply.ResultCode.INVALID_FIELD;
import static io.faka.codec.reply.ResultCode.LOT_EXPIRED;
import static io.faka.codec.reply.ResultCode.LOT_OF_ANOTHER_OFFER;
import static io.faka.codec.reply.ResultCode.LOT_VOIDED;
import static io.faka.codec.reply.ResultCode.LOT_WITH_ANOTHER_EXPIRY;
import static io.faka.codec.reply.ResultCode.MALFORMED;
import static io.faka.codec.reply.ResultCode.OFFER_NOT_FOUND;
import static io.faka.codec.reply.ResultCode.OFFER_WITHDRAWN;
import static io.faka.codec.reply.ResultCode.SKU_NOT_FOUND;

import io.faka.codec.command.AddUnitsDecoder;
import io.faka.codec.command.AddUnitsDecoder.UnitsDecoder;
import io.faka.codec.reply.ResultCode;
import io.faka.engine.inventory.Lots;
import io.faka.engine.inventory.Offers;
import io.faka.engine.inventory.SealingKeys;
import io.faka.engine.inventory.Skus;
import io.faka.engine.inventory.Stock;
import io.faka.engine.inventory.Units;
import io.faka.engine.memory.Memory;
import io.faka.engine.publish.EventPublisher;
import io.faka.engine.publish.ReplyPublisher;

/**
 * Decides AddUnits: IMPORTED with how many were new, and the positions of those the SKU had already, in any state, or that came
 * twice in the chunk. The same lot name on the same SKU continues the lot.
 *
 * <p>Refused as a whole are: MALFORMED; INVALID_FIELD with the field's schema id as detail (a lot name of 1 to 64 bytes, a sealed
 * code of 17 to 8,192 bytes, at least one unit, a negative expiry date, more than 255 sealing keys); SKU_NOT_FOUND; OFFER_NOT_FOUND for an offer of another SKU as for one that does not exist; OFFER_WITHDRAWN;
 * LOT_VOIDED; LOT_EXPIRED, of a new lot too; LOT_WITH_ANOTHER_EXPIRY where the lot has another date and the command names one; LOT_OF_ANOTHER_OFFER where the lot came in with another offer.
 */
public final class UnitImports {
    private static final int HEADER = 8;
    private static final int NO_DETAIL = -1;
    private static final int MIN_SEALED_LENGTH = 17;
    private static final int VALID = 0;

    private final int[] duplicates = new int[65_536];
    private final Skus skus;
    private final Offers offers;
    private final Lots lots;
    private final Units units;
    private final SealingKeys keys;
    private final Stock stock;
    private final EventPublisher events;
    private final ReplyPublisher replies;

    private long command;
    private long timeMicros;
    private long end;
    private long unitsAt;
    private int unitLength;
    private int unitCount;
    private boolean hasBadCode;
    private long skuAt;
    private int skuLength;
    private long lotAt;
    private int lotLength;
    private int duplicateCount;
    private int lot;
    private int offer;

    /** Works on these tables. */
    public UnitImports(
            Skus skus,
            Offers offers,
            Lots lots,
            Units units,
            SealingKeys keys,
            Stock stock,
            EventPublisher events,
            ReplyPublisher replies) {
        this.skus = skus;
        this.offers = offers;
        this.lots = lots;
        this.units = units;
        this.keys = keys;
        this.stock = stock;
        this.events = events;
        this.replies = replies;
    }

    /** Decides one command. */
    public void onAddUnits(long seq, long timeMicros, long command, int length) {
        this.timeMicros = timeMicros;
        this.command = command;
        this.end = command + length;
        if (!readGroup() || !readTexts()) {
            replies.refusal(MALFORMED, NO_DETAIL, seq);
            return;
        }
        int field = firstInvalidField();
        if (field != VALID) {
            replies.refusal(INVALID_FIELD, field, seq);
            return;
        }
        int sku = skus.find(skuAt, skuLength);
        if (sku == 0) {
            replies.refusal(SKU_NOT_FOUND, NO_DETAIL, seq);
            return;
        }
        ResultCode refusal = refusalForOffer(sku);
        if (refusal != null) {
            replies.refusal(refusal, NO_DETAIL, seq);
            return;
        }
        importInto(sku, seq);
    }

    /** Finds offer and lot, and why they do not go together. */
    private ResultCode refusalForOffer(int sku) {
        int asked = Memory.getInt(command + HEADER + AddUnitsDecoder.offerIdEncodingOffset());
        offer = asked == 0 ? skus.getInt(sku, Skus.OFFER) : asked;
        if (offer < 0 || offer > offers.count() || offers.sku(offer) != sku) {
            return OFFER_NOT_FOUND;
        }
        if (offers.state(offer) == Offers.WITHDRAWN) {
            return OFFER_WITHDRAWN;
        }
        lot = lots.find(sku, lotAt, lotLength);
        if (lot != 0 && lots.isVoided(lot)) {
            return LOT_VOIDED;
        }
        if (lot == 0 ? expiresAt() != 0 && expiresAt() <= timeMicros : lots.isExpired(lot)) {
            return LOT_EXPIRED;
        }
        if (lot != 0 && expiresAt() != 0 && expiresAt() != lots.expiresAtMicros(lot)) {
            return LOT_WITH_ANOTHER_EXPIRY;
        }
        return lot != 0 && lots.offer(lot) != offer ? LOT_OF_ANOTHER_OFFER : null;
    }

    private void importInto(int sku, long seq) {
        int firstUnit = units.nextId();
        receiveAll(sku);
        int imported = unitCount - duplicateCount;
        if (imported > 0) {
            stock.imported(sku, lot, imported);
            events.unitsAdded(sku, lot, keyId(), firstUnit, duplicateCount);
        }
        replies.units(seq, lotAt, lotLength, imported, duplicateCount, duplicates);
    }

    private void receiveAll(int sku) {
        duplicateCount = 0;
        long at = unitsAt;
        for (int i = 0; i < unitCount; i++) {
            long high = Memory.getLong(at + UnitsDecoder.fingerprintHighEncodingOffset());
            long low = Memory.getLong(at + UnitsDecoder.fingerprintLowEncodingOffset());
            long code = at + unitLength + 2;
            int length = Memory.getUnsignedShort(code - 2);
            if (units.find(sku, high, low) != 0) {
                duplicates[duplicateCount++] = i;
            } else {
                receive(sku, high, low, code, length);
            }
            at = code + length;
        }
    }

    private void receive(int sku, long high, long low, long code, int length) {
        if (lot == 0) {
            lot = stock.addLot(sku, offer, expiresAt(), lotAt, lotLength);
        }
        stock.receive(sku, lot, keys.slot(keyId()), high, low, code, length);
    }

    private boolean readGroup() {
        int blockLength = Memory.getUnsignedShort(command);
        long group = command + HEADER + blockLength;
        unitsAt = group + UnitsDecoder.HEADER_SIZE;
        if (blockLength < AddUnitsDecoder.BLOCK_LENGTH || unitsAt > end) {
            return false;
        }
        unitLength = Memory.getUnsignedShort(group);
        unitCount = Memory.getUnsignedShort(group + 2);
        hasBadCode = false;
        long at = unitsAt;
        for (int i = 0; i < unitCount; i++) {
            long code = at + unitLength + 2;
            if (code > end) {
                return false;
            }
            int codeLength = Memory.getUnsignedShort(code - 2);
            hasBadCode |= codeLength < MIN_SEALED_LENGTH || codeLength > Units.MAX_SEALED_LENGTH;
            at = code + codeLength;
        }
        skuAt = at + 1;
        return unitLength >= UnitsDecoder.sbeBlockLength();
    }

    private boolean readTexts() {
        if (skuAt > end) {
            return false;
        }
        skuLength = Memory.getUnsignedByte(skuAt - 1);
        lotAt = skuAt + skuLength + 1;
        if (lotAt > end) {
            return false;
        }
        lotLength = Memory.getUnsignedByte(lotAt - 1);
        return lotAt + lotLength == end;
    }

    private int firstInvalidField() {
        if (expiresAt() < 0) {
            return AddUnitsDecoder.expiresAtMicrosId();
        }
        if (!keys.hasRoomFor(keyId())) {
            return AddUnitsDecoder.keyIdId();
        }
        if (unitCount == 0) {
            return (int) AddUnitsDecoder.unitsDecoderId();
        }
        if (hasBadCode) {
            return UnitsDecoder.sealedCodeId();
        }
        if (skuLength < 1 || skuLength > Skus.MAX_KEY_LENGTH) {
            return AddUnitsDecoder.skuId();
        }
        return lotLength < 1 || lotLength > Lots.MAX_NAME_LENGTH ? AddUnitsDecoder.lotId() : VALID;
    }

    private long expiresAt() {
        return Memory.getLong(command + HEADER + AddUnitsDecoder.expiresAtMicrosEncodingOffset());
    }

    private int keyId() {
        return Memory.getUnsignedShort(command + HEADER + AddUnitsDecoder.keyIdEncodingOffset());
    }
}
