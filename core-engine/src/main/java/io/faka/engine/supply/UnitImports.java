package io.faka.engine.supply;

import static io.faka.codec.reply.ResultCode.DELIVERY_MISMATCH;
import static io.faka.codec.reply.ResultCode.INVALID_FIELD;
import static io.faka.codec.reply.ResultCode.MALFORMED;
import static io.faka.codec.reply.ResultCode.SKU_NOT_FOUND;

import io.faka.codec.command.AddLabelledUnitsDecoder;
import io.faka.codec.command.AddUnitsDecoder;
import io.faka.codec.command.AddUnitsDecoder.UnitsDecoder;
import io.faka.codec.reply.ResultCode;
import io.faka.engine.inventory.Listings;
import io.faka.engine.inventory.Lots;
import io.faka.engine.inventory.Offers;
import io.faka.engine.inventory.SealingKeys;
import io.faka.engine.inventory.Skus;
import io.faka.engine.inventory.Stock;
import io.faka.engine.inventory.UnitLabels;
import io.faka.engine.inventory.Units;
import io.faka.engine.memory.LineLoads;
import io.faka.engine.memory.Memory;
import io.faka.engine.publish.ChoiceOutput;
import io.faka.engine.publish.EventPublisher;
import io.faka.engine.publish.ReplyPublisher;

/**
 * Decides AddUnits, and AddLabelledUnits, whose units are sold only to those who choose them: IMPORTED with how many were new, and the positions of those the SKU had already, in any state, or that came
 * twice in the chunk. The same lot name on the same SKU continues the lot.
 *
 * <p>Refused as a whole are: MALFORMED; INVALID_FIELD with the field's schema id as detail (a lot name of 1 to 64 bytes, a sealed
 * code of 17 to 8,192 bytes, at least one unit, a negative expiry date, more than 255 sealing keys); SKU_NOT_FOUND; DELIVERY_MISMATCH for a SKU of manual delivery, whose stock is counted, and for labelled units of a reusable one; for the text of a reusable SKU what {@link TextImports} says; OFFER_NOT_FOUND for an offer of another SKU as for one that does not exist; OFFER_WITHDRAWN;
 * LOT_VOIDED; LOT_EXPIRED, of a new lot too; LOT_WITH_ANOTHER_EXPIRY where the lot has another date and the command names one; LOT_OF_ANOTHER_OFFER where the lot came in with another offer.
 */
public final class UnitImports {
    private static final int HEADER = 8;
    private static final int NO_DETAIL = -1;
    private static final int MIN_SEALED_LENGTH = 17;
    private static final int VALID = 0;
    /** A block of both commands has as much at least; what comes after it was appended. */
    private static final int FIRST_BLOCK_LENGTH = AddUnitsDecoder.continuedEncodingOffset();

    private static final long MAX_SURCHARGE = 1_000_000_000_000_000L;

    private final int[] duplicates = new int[65_536];
    private final LineLoads loads = new LineLoads();
    private final Skus skus;
    private final ImportTarget target;
    private final Units units;
    private final SealingKeys keys;
    private final Stock stock;
    private final Listings listings;
    private final UnitLabels labels;
    private final ChoiceOutput choice;
    private final EventPublisher events;
    private final ReplyPublisher replies;
    private final TextImports texts;

    private long command;
    private long timeMicros;
    private long end;
    private long unitsAt;
    private int unitLength;
    private int unitCount;
    private boolean hasBadCode;
    private boolean labelled;
    private boolean hasBadLabel;
    private boolean hasBadSurcharge;
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
            Listings listings,
            UnitLabels labels,
            ChoiceOutput choice,
            EventPublisher events,
            ReplyPublisher replies,
            TextImports texts) {
        this.skus = skus;
        this.texts = texts;
        this.target = new ImportTarget(skus, offers, lots);
        this.units = units;
        this.keys = keys;
        this.stock = stock;
        this.listings = listings;
        this.labels = labels;
        this.choice = choice;
        this.events = events;
        this.replies = replies;
    }

    /** Decides one AddUnits. */
    public void onAddUnits(long seq, long timeMicros, long command, int length) {
        labelled = false;
        decide(seq, timeMicros, command, length);
    }

    /** Decides one AddLabelledUnits. */
    public void onAddLabelledUnits(long seq, long timeMicros, long command, int length) {
        labelled = true;
        decide(seq, timeMicros, command, length);
    }

    private void decide(long seq, long timeMicros, long command, int length) {
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
        if (skus.isReusable(sku) && !labelled) {
            putText(sku, seq);
            return;
        }
        ResultCode refusal = refusalFor(sku);
        if (refusal != null) {
            replies.refusal(refusal, NO_DETAIL, seq);
            return;
        }
        importInto(sku, seq);
    }

    private void putText(int sku, long seq) {
        int asked = Memory.getInt(command + HEADER + AddUnitsDecoder.offerIdEncodingOffset());
        if (texts.accepts(sku, asked, expiresAt(), unitCount == 1 && !isContinued(), lotAt, lotLength, seq)) {
            long high = Memory.getLong(unitsAt + UnitsDecoder.fingerprintHighEncodingOffset());
            long low = Memory.getLong(unitsAt + UnitsDecoder.fingerprintLowEncodingOffset());
            long code = unitsAt + unitLength + 2;
            int length = Memory.getUnsignedShort(code - 2);
            texts.put(sku, keys.slot(keyId()), high, low, code, length, lotAt, lotLength, seq);
        }
    }

    /** Why the units cannot come in. */
    private ResultCode refusalFor(int sku) {
        if (skus.isCounted(sku)) {
            return DELIVERY_MISMATCH;
        }
        int asked = Memory.getInt(command + HEADER + AddUnitsDecoder.offerIdEncodingOffset());
        long expires = expiresAt();
        ResultCode refusal = labelled
                ? target.findForChoice(sku, listings.findForChoice(sku), lotAt, lotLength, expires, timeMicros)
                : target.find(sku, asked, lotAt, lotLength, expires, timeMicros);
        lot = target.lot();
        offer = target.offer();
        return refusal;
    }

    private void importInto(int sku, long seq) {
        int firstUnit = units.nextId();
        int firstLabel = labels.count() + 1;
        foreseeFingerprints(sku);
        receiveAll(sku);
        int imported = unitCount - duplicateCount;
        if (imported > 0) {
            stock.imported(sku, lot, imported);
            events.unitsAdded(sku, lot, keyId(), firstUnit, duplicateCount);
            if (labelled) {
                choice.labelled(sku, firstLabel);
            }
        }
        replies.units(seq, lotAt, lotLength, imported, duplicateCount, duplicates);
    }

    /** Fingerprints lie anywhere in their index: all of them are brought in before the first is looked up. */
    private void foreseeFingerprints(int sku) {
        long at = unitsAt;
        for (int i = 0; i < unitCount; i++) {
            long high = Memory.getLong(at + UnitsDecoder.fingerprintHighEncodingOffset());
            long low = Memory.getLong(at + UnitsDecoder.fingerprintLowEncodingOffset());
            units.foreseeFingerprint(sku, high, low, loads);
            at = after(at);
        }
        loads.load();
    }

    /** Where the unit behind this one begins, or the texts if it is the last. */
    private long after(long unitAt) {
        long code = unitAt + unitLength + 2;
        long label = code + Memory.getUnsignedShort(code - 2);
        return labelled ? label + 1 + Memory.getUnsignedByte(label) : label;
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
                int unit = receive(sku, high, low, code, length);
                if (labelled) {
                    long label = code + length;
                    labels.add(sku, unit, surcharge(at), label + 1, Memory.getUnsignedByte(label));
                }
            }
            at = after(at);
        }
    }

    private static long surcharge(long unitAt) {
        return Memory.getLong(unitAt + AddLabelledUnitsDecoder.UnitsDecoder.surchargeEncodingOffset());
    }

    private int receive(int sku, long high, long low, long code, int length) {
        if (offer == 0) {
            offer = listings.forChoice(sku);
        }
        if (lot == 0) {
            lot = stock.addLot(sku, offer, expiresAt(), lotAt, lotLength);
        }
        return stock.receive(sku, lot, keys.slot(keyId()), high, low, code, length);
    }

    private boolean readGroup() {
        int blockLength = Memory.getUnsignedShort(command);
        long group = command + HEADER + blockLength;
        unitsAt = group + UnitsDecoder.HEADER_SIZE;
        if (blockLength < FIRST_BLOCK_LENGTH || unitsAt > end) {
            return false;
        }
        unitLength = Memory.getUnsignedShort(group);
        unitCount = Memory.getUnsignedShort(group + 2);
        hasBadCode = false;
        hasBadLabel = false;
        hasBadSurcharge = false;
        long at = unitsAt;
        for (int i = 0; i < unitCount; i++) {
            long code = at + unitLength + 2;
            if (code > end) {
                return false;
            }
            int codeLength = Memory.getUnsignedShort(code - 2);
            hasBadCode |= codeLength < MIN_SEALED_LENGTH || codeLength > Units.MAX_SEALED_LENGTH;
            if (labelled && !readLabel(at, code + codeLength)) {
                return false;
            }
            at = code + codeLength;
            at += labelled ? 1 + Memory.getUnsignedByte(at) : 0;
        }
        skuAt = at + 1;
        return unitLength
                >= (labelled ? AddLabelledUnitsDecoder.UnitsDecoder.sbeBlockLength() : UnitsDecoder.sbeBlockLength());
    }

    private boolean readLabel(long unitAt, long labelAt) {
        if (labelAt >= end || unitLength < AddLabelledUnitsDecoder.UnitsDecoder.sbeBlockLength()) {
            return false;
        }
        int length = Memory.getUnsignedByte(labelAt);
        hasBadLabel |= length < 1 || length > UnitLabels.MAX_LENGTH;
        hasBadSurcharge |= surcharge(unitAt) < 0 || surcharge(unitAt) > MAX_SURCHARGE;
        return true;
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
        if (hasBadSurcharge) {
            return AddLabelledUnitsDecoder.UnitsDecoder.surchargeId();
        }
        if (hasBadLabel) {
            return AddLabelledUnitsDecoder.UnitsDecoder.labelId();
        }
        if (labelled && Memory.getInt(command + HEADER + AddUnitsDecoder.offerIdEncodingOffset()) != 0) {
            return AddUnitsDecoder.offerIdId();
        }
        if (skuLength < 1 || skuLength > Skus.MAX_KEY_LENGTH) {
            return AddUnitsDecoder.skuId();
        }
        return lotLength < 1 || lotLength > Lots.MAX_NAME_LENGTH ? AddUnitsDecoder.lotId() : VALID;
    }

    private long expiresAt() {
        return Memory.getLong(command + HEADER + AddUnitsDecoder.expiresAtMicrosEncodingOffset());
    }

    private boolean isContinued() {
        return Memory.getUnsignedShort(command) > FIRST_BLOCK_LENGTH
                && Memory.getByte(command + HEADER + AddUnitsDecoder.continuedEncodingOffset()) != 0;
    }

    private int keyId() {
        return Memory.getUnsignedShort(command + HEADER + AddUnitsDecoder.keyIdEncodingOffset());
    }
}
