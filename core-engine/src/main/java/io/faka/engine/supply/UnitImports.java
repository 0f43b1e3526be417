package io.faka.engine.supply;

import static io.faka.codec.reply.ResultCode.INVALID_FIELD;
import static io.faka.codec.reply.ResultCode.MALFORMED;
import static io.faka.codec.reply.ResultCode.OFFER_NOT_FOUND;
import static io.faka.codec.reply.ResultCode.SKU_NOT_FOUND;

import io.faka.codec.command.AddUnitsDecoder;
import io.faka.codec.command.AddUnitsDecoder.UnitsDecoder;
import io.faka.engine.inventory.Lots;
import io.faka.engine.inventory.SealingKeys;
import io.faka.engine.inventory.Skus;
import io.faka.engine.inventory.Stock;
import io.faka.engine.inventory.Units;
import io.faka.engine.publish.EventPublisher;
import io.faka.engine.publish.ReplyPublisher;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Decides AddUnits: IMPORTED with how many were new, and the positions of those the SKU had already, in any state, or that came
 * twice in the chunk. The same lot name on the same SKU continues the lot.
 *
 * <p>Refused as a whole are: MALFORMED; INVALID_FIELD with the field's schema id as detail (a lot name of 1 to 64 bytes, a sealed
 * code of 17 to 8,192 bytes, at least one unit, a lot's expiry date, which this version does not have, more than 255 sealing
 * keys); SKU_NOT_FOUND; OFFER_NOT_FOUND for any other offer than the SKU's own.
 */
public final class UnitImports {
    private static final int HEADER = 8;
    private static final int NO_DETAIL = -1;
    private static final int MIN_SEALED_LENGTH = 17;
    private static final int VALID = 0;

    private final int[] duplicates = new int[65_536];
    private final Skus skus;
    private final Lots lots;
    private final Units units;
    private final SealingKeys keys;
    private final Stock stock;
    private final EventPublisher events;
    private final ReplyPublisher replies;

    private UnsafeBuffer command;
    private int unitsAt;
    private int unitLength;
    private int unitCount;
    private boolean hasBadCode;
    private int skuAt;
    private int skuLength;
    private int lotAt;
    private int lotLength;
    private int duplicateCount;

    /** Works on these tables. */
    public UnitImports(
            Skus skus,
            Lots lots,
            Units units,
            SealingKeys keys,
            Stock stock,
            EventPublisher events,
            ReplyPublisher replies) {
        this.skus = skus;
        this.lots = lots;
        this.units = units;
        this.keys = keys;
        this.stock = stock;
        this.events = events;
        this.replies = replies;
    }

    /** Decides one command, whose length is the buffer's capacity. */
    public void onAddUnits(long seq, UnsafeBuffer command) {
        this.command = command;
        if (!readGroup() || !readTexts()) {
            replies.refusal(MALFORMED, NO_DETAIL, seq);
            return;
        }
        int field = firstInvalidField();
        if (field != VALID) {
            replies.refusal(INVALID_FIELD, field, seq);
            return;
        }
        int sku = skus.find(command, skuAt, skuLength);
        if (sku == 0) {
            replies.refusal(SKU_NOT_FOUND, NO_DETAIL, seq);
            return;
        }
        int offer = command.getInt(HEADER + AddUnitsDecoder.offerIdEncodingOffset());
        if (offer != 0 && offer != skus.getInt(sku, Skus.OFFER)) {
            replies.refusal(OFFER_NOT_FOUND, NO_DETAIL, seq);
            return;
        }
        importInto(sku, seq);
    }

    private void importInto(int sku, long seq) {
        int lot = lots.find(sku, command, lotAt, lotLength);
        if (lot == 0) {
            lot = lots.add(sku, skus.getInt(sku, Skus.OFFER), 0, command, lotAt, lotLength);
        }
        int firstUnit = units.nextId();
        receiveAll(sku, lot, keys.slot(keyId()));
        int imported = unitCount - duplicateCount;
        if (imported > 0) {
            stock.imported(sku, lot, imported);
            events.unitsAdded(sku, lot, keyId(), firstUnit, duplicateCount);
        }
        replies.units(seq, lot, imported, duplicateCount, duplicates);
    }

    private void receiveAll(int sku, int lot, int keySlot) {
        duplicateCount = 0;
        int at = unitsAt;
        for (int i = 0; i < unitCount; i++) {
            long high = command.getLong(at + UnitsDecoder.fingerprintHighEncodingOffset());
            long low = command.getLong(at + UnitsDecoder.fingerprintLowEncodingOffset());
            int code = at + unitLength + 2;
            int length = command.getShort(code - 2) & 0xffff;
            if (units.find(sku, high, low) != 0) {
                duplicates[duplicateCount++] = i;
            } else {
                stock.receive(sku, lot, keySlot, high, low, command, code, length);
            }
            at = code + length;
        }
    }

    private boolean readGroup() {
        int length = command.capacity();
        if (length < HEADER + AddUnitsDecoder.BLOCK_LENGTH) {
            return false;
        }
        int group = HEADER + (command.getShort(0, ByteOrder.LITTLE_ENDIAN) & 0xffff);
        unitsAt = group + UnitsDecoder.HEADER_SIZE;
        if (unitsAt > length) {
            return false;
        }
        unitLength = command.getShort(group) & 0xffff;
        unitCount = command.getShort(group + 2) & 0xffff;
        hasBadCode = false;
        int at = unitsAt;
        for (int i = 0; i < unitCount; i++) {
            int code = at + unitLength + 2;
            if (code > length) {
                return false;
            }
            int codeLength = command.getShort(code - 2) & 0xffff;
            hasBadCode |= codeLength < MIN_SEALED_LENGTH || codeLength > Units.MAX_SEALED_LENGTH;
            at = code + codeLength;
        }
        skuAt = at + 1;
        return unitLength >= UnitsDecoder.sbeBlockLength();
    }

    private boolean readTexts() {
        int length = command.capacity();
        if (skuAt > length) {
            return false;
        }
        skuLength = command.getByte(skuAt - 1) & 0xff;
        lotAt = skuAt + skuLength + 1;
        if (lotAt > length) {
            return false;
        }
        lotLength = command.getByte(lotAt - 1) & 0xff;
        return lotAt + lotLength == length;
    }

    private int firstInvalidField() {
        if (command.getLong(HEADER + AddUnitsDecoder.expiresAtMicrosEncodingOffset()) != 0) {
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

    private int keyId() {
        return command.getShort(HEADER + AddUnitsDecoder.keyIdEncodingOffset()) & 0xffff;
    }
}
