package io.faka.engine.supply;

import static io.faka.codec.reply.ResultCode.INVALID_FIELD;
import static io.faka.codec.reply.ResultCode.ONE_TEXT_ONLY;

import io.faka.codec.command.AddUnitsDecoder;
import io.faka.codec.reply.ResultCode;
import io.faka.engine.inventory.Lots;
import io.faka.engine.inventory.ReusableStock;
import io.faka.engine.inventory.SharedTexts;
import io.faka.engine.inventory.Skus;
import io.faka.engine.inventory.Stock;
import io.faka.engine.publish.ReplyPublisher;
import io.faka.engine.publish.TextEvents;

/**
 * Decides AddUnits for a reusable SKU, whose one unit is the text: IMPORTED, and from then on the text is what units are delivered with.
 * With the first text, and the first after a recall, the SKU gets a lot of as many uses as its sale cap allows; after that a text takes
 * the place of the one before, in the same lot, whose name the reply has. A text that the SKU has, or had, is a duplicate and changes
 * nothing, so a late repetition cannot bring an old text back; after a recall the last one can be taken in again.
 *
 * <p>Refused are, in this order: INVALID_FIELD for another offer than the SKU's own or an expiry date; ONE_TEXT_ONLY; LOT_VOIDED.
 */
public final class TextImports {
    private static final int NO_DETAIL = -1;

    private final int[] onlyPosition = {0};
    private final Skus skus;
    private final Lots lots;
    private final Stock stock;
    private final SharedTexts texts;
    private final ReusableStock reusable;
    private final TextEvents events;
    private final ReplyPublisher replies;

    /** Works on these tables. */
    public TextImports(
            Skus skus,
            Lots lots,
            Stock stock,
            SharedTexts texts,
            ReusableStock reusable,
            TextEvents events,
            ReplyPublisher replies) {
        this.skus = skus;
        this.lots = lots;
        this.stock = stock;
        this.texts = texts;
        this.reusable = reusable;
        this.events = events;
        this.replies = replies;
    }

    /** Whether units come in as a text; else it is refused. */
    boolean accepts(int sku, int offer, long expiresAt, boolean isOne, long lotAt, int lotLength, long seq) {
        if (offer != 0 && offer != skus.getInt(sku, Skus.OFFER)) {
            return refused(INVALID_FIELD, AddUnitsDecoder.offerIdId(), seq);
        }
        if (expiresAt != 0) {
            return refused(INVALID_FIELD, AddUnitsDecoder.expiresAtMicrosId(), seq);
        }
        if (!isOne) {
            return refused(ONE_TEXT_ONLY, NO_DETAIL, seq);
        }
        int lot = lots.find(sku, lotAt, lotLength);
        return lot == 0 || !lots.isVoided(lot) || refused(ResultCode.LOT_VOIDED, NO_DETAIL, seq);
    }

    private boolean refused(ResultCode code, long detail, long seq) {
        replies.refusal(code, detail, seq);
        return false;
    }

    /** Takes a text in. */
    void put(int sku, int keySlot, long high, long low, long code, int length, long lotAt, int lotLength, long seq) {
        int known = texts.find(sku, high, low);
        boolean isNew = known == 0;
        boolean opens = reusable.lot(sku) == 0 && (isNew || known == reusable.text(sku));
        if (isNew) {
            int unused = reusable.put(sku, keySlot, high, low, code, length);
        }
        if (opens) {
            reusable.open(sku, stock.addLot(sku, skus.getInt(sku, Skus.OFFER), 0, lotAt, lotLength));
        }
        int lot = reusable.lot(sku);
        if (isNew || opens) {
            stock.offeredAnew(sku);
            events.put(sku, lot, reusable.text(sku));
        }
        boolean changed = isNew || opens;
        long name = lot == 0 ? lotAt : lots.name(lot);
        int nameLength = lot == 0 ? lotLength : lots.nameLength(lot);
        replies.units(seq, name, nameLength, changed ? 1 : 0, changed ? 0 : 1, onlyPosition);
    }
}
