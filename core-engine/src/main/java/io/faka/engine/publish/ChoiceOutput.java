package io.faka.engine.publish;

import io.faka.codec.event.MessageHeaderEncoder;
import io.faka.codec.event.UnitsLabelledEncoder;
import io.faka.codec.reply.PublicUnitsReplyEncoder;
import io.faka.codec.reply.ResultCode;
import io.faka.engine.RecordBuffer;
import io.faka.engine.inventory.Skus;
import io.faka.engine.inventory.UnitLabels;
import io.faka.engine.memory.Memory;

/** Writes what is told of units that buyers choose by their label, among the other events and replies of the command. */
public final class ChoiceOutput {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int TEXTS = 256;

    private final MessageHeaderEncoder eventHeader = new MessageHeaderEncoder();
    private final UnitsLabelledEncoder unitsLabelled = new UnitsLabelledEncoder();
    private final io.faka.codec.reply.MessageHeaderEncoder replyHeader = new io.faka.codec.reply.MessageHeaderEncoder();
    private final PublicUnitsReplyEncoder publicUnits = new PublicUnitsReplyEncoder();
    private final EventPublisher events;
    private final ReplyPublisher replies;
    private final Skus skus;
    private final UnitLabels labels;

    /** Writes where these do. */
    public ChoiceOutput(EventPublisher events, ReplyPublisher replies, Skus skus, UnitLabels labels) {
        this.events = events;
        this.replies = replies;
        this.skus = skus;
        this.labels = labels;
    }

    /** The labels from this row on came in. */
    public void labelled(int sku, int firstRow) {
        int count = labels.count() - firstRow + 1;
        int unitLength = UnitsLabelledEncoder.UnitsEncoder.sbeBlockLength() + 1 + UnitLabels.MAX_LENGTH;
        RecordBuffer records = events.records();
        int at = records.claim(HEADER + UnitsLabelledEncoder.BLOCK_LENGTH + Layout.GROUP + count * unitLength);
        UnitsLabelledEncoder.UnitsEncoder group = unitsLabelled
                .wrapAndApplyHeader(records.buffer(), at, eventHeader)
                .seq(events.seq())
                .timeMicros(events.timeMicros())
                .skuNumber(sku)
                .unitsCount(count);
        for (int row = firstRow; row < firstRow + count; row++) {
            group.next().surcharge(labels.surcharge(row)).unitId(labels.unit(row));
            int limit = unitsLabelled.limit();
            unitsLabelled.limit(Memory.putText8(records.buffer(), limit, labels.label(row), labels.labelLength(row)));
        }
        records.commit(unitsLabelled.limit() - at);
    }

    /** A page of units that can be chosen; {@code page} has the rows of their labels. */
    public void publicUnits(int sku, int[] page, int count, int nextAfterUnit, long seq) {
        int unitLength = PublicUnitsReplyEncoder.UnitsEncoder.sbeBlockLength() + 1 + UnitLabels.MAX_LENGTH;
        RecordBuffer records = replies.records();
        int at = records.claim(
                HEADER + PublicUnitsReplyEncoder.BLOCK_LENGTH + Layout.GROUP + count * unitLength + TEXTS);
        PublicUnitsReplyEncoder.UnitsEncoder group = publicUnits
                .wrapAndApplyHeader(records.buffer(), at, replyHeader)
                .seq(seq)
                .nextAfterUnitId(nextAfterUnit)
                .currency(skus.getInt(sku, Skus.CURRENCY))
                .code(ResultCode.FOUND)
                .unitsCount(count);
        for (int i = 0; i < count; i++) {
            int row = page[i];
            group.next()
                    .unitPrice(skus.getLong(sku, Skus.PRICE) + labels.surcharge(row))
                    .surcharge(labels.surcharge(row))
                    .unitId(labels.unit(row));
            int limit = publicUnits.limit();
            publicUnits.limit(Memory.putText8(records.buffer(), limit, labels.label(row), labels.labelLength(row)));
        }
        int end = Memory.putText8(records.buffer(), publicUnits.limit(), skus.key(sku), skus.keyLength(sku));
        records.commit(end - at);
    }
}
