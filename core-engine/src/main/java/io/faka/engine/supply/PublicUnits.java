package io.faka.engine.supply;

import static io.faka.codec.reply.ResultCode.INVALID_FIELD;
import static io.faka.codec.reply.ResultCode.MALFORMED;
import static io.faka.codec.reply.ResultCode.SKU_NOT_FOUND;

import io.faka.codec.command.GetPublicUnitsDecoder;
import io.faka.engine.inventory.Skus;
import io.faka.engine.inventory.UnitLabels;
import io.faka.engine.inventory.Units;
import io.faka.engine.memory.CommandTexts;
import io.faka.engine.memory.Memory;
import io.faka.engine.publish.ChoiceOutput;
import io.faka.engine.publish.ReplyPublisher;

/**
 * Answers GetPublicUnits: the available units of a SKU that have a label, by ascending id. A query looks at no more than {@value
 * #MAX_LOOKS} of them, so that a page may be short though another one follows. INVALID_FIELD: {@code afterUnitId} is no unit of that
 * list.
 */
public final class PublicUnits {
    private static final int HEADER = 8;
    private static final int NO_DETAIL = -1;
    private static final int SKU = 0;
    private static final int DEFAULT_PAGE = 100;
    private static final int MAX_PAGE = 200;
    private static final int MAX_LOOKS = 4_096;

    private final CommandTexts texts = new CommandTexts(1);
    private final int[] page = new int[MAX_PAGE];
    private final Skus skus;
    private final Units units;
    private final UnitLabels labels;
    private final ChoiceOutput output;
    private final ReplyPublisher replies;

    /** Reads these tables. */
    public PublicUnits(Skus skus, Units units, UnitLabels labels, ChoiceOutput output, ReplyPublisher replies) {
        this.skus = skus;
        this.units = units;
        this.labels = labels;
        this.output = output;
        this.replies = replies;
    }

    /** Answers one query. */
    public void onGetPublicUnits(long seq, long query, int length) {
        if (!texts.parse(query, length, GetPublicUnitsDecoder.BLOCK_LENGTH)) {
            replies.refusal(MALFORMED, NO_DETAIL, 0);
            return;
        }
        int sku = skus.find(texts.address(SKU), texts.length(SKU));
        if (sku == 0) {
            replies.refusal(SKU_NOT_FOUND, NO_DETAIL, 0);
            return;
        }
        long block = query + HEADER;
        int after = Memory.getInt(block + GetPublicUnitsDecoder.afterUnitIdEncodingOffset());
        int before = after == 0 ? 0 : labels.find(after);
        if (after != 0 && (before == 0 || units.sku(after) != sku)) {
            replies.refusal(INVALID_FIELD, GetPublicUnitsDecoder.afterUnitIdId(), 0);
            return;
        }
        int asked = Memory.getUnsignedShort(block + GetPublicUnitsDecoder.maxItemsEncodingOffset());
        gather(sku, before, asked == 0 ? DEFAULT_PAGE : Math.min(asked, MAX_PAGE), seq);
    }

    private void gather(int sku, int before, int most, long seq) {
        int found = 0;
        int last = before;
        int row = before == 0 ? labels.first(sku) : labels.next(before);
        for (int looks = 0; row != 0 && found < most && looks < MAX_LOOKS; looks++) {
            if (units.state(labels.unit(row)) == Units.AVAILABLE) {
                page[found++] = row;
            }
            last = row;
            row = labels.next(row);
        }
        output.publicUnits(sku, page, found, row == 0 ? 0 : labels.unit(last), seq);
    }
}
