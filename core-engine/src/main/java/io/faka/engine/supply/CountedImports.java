package io.faka.engine.supply;

import static io.faka.codec.reply.ResultCode.DELIVERY_MISMATCH;
import static io.faka.codec.reply.ResultCode.EXISTS_WITH_DIFFERENT_QUANTITY;
import static io.faka.codec.reply.ResultCode.INVALID_FIELD;
import static io.faka.codec.reply.ResultCode.MALFORMED;
import static io.faka.codec.reply.ResultCode.SKU_NOT_FOUND;

import io.faka.codec.command.AddCountedUnitsDecoder;
import io.faka.codec.reply.ResultCode;
import io.faka.engine.inventory.Lots;
import io.faka.engine.inventory.Offers;
import io.faka.engine.inventory.Skus;
import io.faka.engine.inventory.Stock;
import io.faka.engine.memory.CommandTexts;
import io.faka.engine.memory.Memory;
import io.faka.engine.publish.DeliveryEvents;
import io.faka.engine.publish.ReplyPublisher;
import io.faka.engine.publish.UnitReplies;

/**
 * Decides AddCountedUnits: IMPORTED, with units that have no code until an operator delivers them. First match wins, in this order:
 *
 * <ol>
 *   <li>MALFORMED; INVALID_FIELD for 0 or more than 1,000,000 units, a negative expiry date, a SKU or lot name of the wrong length;
 *       SKU_NOT_FOUND.
 *   <li>DELIVERY_MISMATCH: the SKU's units are not of manual delivery, they have codes.
 *   <li>The offer and the lot do not go together, as for {@link UnitImports}.
 *   <li>The SKU has the lot. It came in whole, and a count cannot be told from the same count sent again, so the name of a lot makes it
 *       happen once: of as many units IMPORTED with all of them as duplicates; else EXISTS_WITH_DIFFERENT_QUANTITY.
 * </ol>
 */
public final class CountedImports {
    /** Most units of one command. */
    public static final int MAX_UNITS = 1_000_000;

    private static final int HEADER = 8;
    private static final int NO_DETAIL = -1;
    private static final int VALID = 0;
    private static final int SKU = 0;
    private static final int LOT = 1;

    private final CommandTexts texts = new CommandTexts(2);
    private final Skus skus;
    private final Lots lots;
    private final Stock stock;
    private final ImportTarget target;
    private final DeliveryEvents events;
    private final ReplyPublisher refusals;
    private final UnitReplies replies;

    /** Works on these tables. */
    public CountedImports(
            Skus skus,
            Offers offers,
            Lots lots,
            Stock stock,
            DeliveryEvents events,
            ReplyPublisher refusals,
            UnitReplies replies) {
        this.skus = skus;
        this.lots = lots;
        this.stock = stock;
        this.target = new ImportTarget(skus, offers, lots);
        this.events = events;
        this.refusals = refusals;
        this.replies = replies;
    }

    /** Decides one command. */
    public void onAddCountedUnits(long seq, long timeMicros, long command, int length) {
        if (!texts.parse(command, length, AddCountedUnitsDecoder.BLOCK_LENGTH)) {
            refusals.refusal(MALFORMED, NO_DETAIL, seq);
            return;
        }
        long block = command + HEADER;
        long count = Memory.getInt(block + AddCountedUnitsDecoder.quantityEncodingOffset()) & 0xffffffffL;
        long expiresAt = Memory.getLong(block + AddCountedUnitsDecoder.expiresAtMicrosEncodingOffset());
        int field = firstInvalidField(count, expiresAt);
        if (field != VALID) {
            refusals.refusal(INVALID_FIELD, field, seq);
            return;
        }
        int sku = skus.find(texts.address(SKU), texts.length(SKU));
        ResultCode refusal = sku == 0 ? SKU_NOT_FOUND : skus.isManual(sku) ? null : DELIVERY_MISMATCH;
        if (refusal == null) {
            int offer = Memory.getInt(block + AddCountedUnitsDecoder.offerIdEncodingOffset());
            refusal = target.find(sku, offer, texts.address(LOT), texts.length(LOT), expiresAt, timeMicros);
        }
        if (refusal == null && target.lot() != 0 && lots.imported(target.lot()) != count) {
            refusal = EXISTS_WITH_DIFFERENT_QUANTITY;
        }
        if (refusal != null) {
            refusals.refusal(refusal, NO_DETAIL, seq);
            return;
        }
        boolean isNew = target.lot() == 0;
        if (isNew) {
            receive(sku, (int) count, expiresAt);
        }
        replies.counted(texts.address(LOT), texts.length(LOT), isNew ? count : 0, isNew ? 0 : count, seq);
    }

    private void receive(int sku, int count, long expiresAt) {
        int lot = stock.addLot(sku, target.offer(), expiresAt, texts.address(LOT), texts.length(LOT));
        for (int i = 0; i < count; i++) {
            int unused = stock.receiveCounted(lot);
        }
        stock.imported(sku, lot, count);
        events.counted(sku, lot, count);
    }

    private int firstInvalidField(long count, long expiresAt) {
        if (expiresAt < 0) {
            return AddCountedUnitsDecoder.expiresAtMicrosId();
        }
        if (count < 1 || count > MAX_UNITS) {
            return AddCountedUnitsDecoder.quantityId();
        }
        if (!texts.isBetween(SKU, 1, Skus.MAX_KEY_LENGTH)) {
            return AddCountedUnitsDecoder.skuId();
        }
        return texts.isBetween(LOT, 1, Lots.MAX_NAME_LENGTH) ? VALID : AddCountedUnitsDecoder.lotId();
    }
}
