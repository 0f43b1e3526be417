package io.faka.engine.publish;

import io.faka.codec.reply.LotUnitsReplyEncoder;
import io.faka.codec.reply.MessageHeaderEncoder;
import io.faka.codec.reply.MovedReplyEncoder;
import io.faka.codec.reply.RecallReplyEncoder;
import io.faka.codec.reply.ResultCode;
import io.faka.codec.reply.UnitState;
import io.faka.codec.reply.UnitsReplyEncoder;
import io.faka.engine.RecordBuffer;
import io.faka.engine.inventory.Lots;
import io.faka.engine.inventory.Skus;
import io.faka.engine.inventory.Units;
import io.faka.engine.memory.Memory;
import io.faka.engine.order.Orders;

/** Writes the replies about units that operators move, beside those of {@link ReplyPublisher}. */
public final class UnitReplies {
    /** Most delivered units that the reply to a recall names. */
    public static final int MAX_DELIVERED = 200;

    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int TEXTS = 600;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final UnitsReplyEncoder unitsReply = new UnitsReplyEncoder();
    private final MovedReplyEncoder movedReply = new MovedReplyEncoder();
    private final RecallReplyEncoder recallReply = new RecallReplyEncoder();
    private final LotUnitsReplyEncoder lotUnitsReply = new LotUnitsReplyEncoder();
    private final ReplyPublisher replies;
    private final Skus skus;
    private final Lots lots;
    private final Units units;
    private final Orders orders;

    /** Writes where {@code replies} does. */
    public UnitReplies(ReplyPublisher replies, Skus skus, Lots lots, Units units, Orders orders) {
        this.replies = replies;
        this.skus = skus;
        this.lots = lots;
        this.units = units;
        this.orders = orders;
    }

    /**
     * What became of one unit, or of a lot's.
     *
     * @param unit   0 = a lot was named
     * @param lot    0 = a unit was named
     * @param counts units by state
     */
    public void moved(int sku, int unit, int lot, int changed, int[] counts, long seq) {
        RecordBuffer records = replies.records();
        int at = records.claim(HEADER + MovedReplyEncoder.BLOCK_LENGTH + TEXTS);
        movedReply
                .wrapAndApplyHeader(records.buffer(), at, header)
                .seq(seq)
                .unitId(unit)
                .changed(changed)
                .available(counts[Units.AVAILABLE])
                .reserved(counts[Units.RESERVED])
                .allocated(counts[Units.ALLOCATED])
                .delivered(counts[Units.DELIVERED])
                .quarantined(counts[Units.QUARANTINED])
                .voided(counts[Units.VOIDED] + counts[Units.REPLACED])
                .code(ResultCode.UPDATED);
        records.commit(names(records, movedReply.limit(), sku, lot) - at);
    }

    /** What became of counted stock; its lot's name is at {@code lot}. */
    public void counted(long lot, int lotLength, long imported, long duplicates, long seq) {
        RecordBuffer records = replies.records();
        int at = records.claim(HEADER + UnitsReplyEncoder.BLOCK_LENGTH + TEXTS);
        unitsReply
                .wrapAndApplyHeader(records.buffer(), at, header)
                .seq(seq)
                .imported(imported)
                .duplicates(duplicates)
                .code(ResultCode.IMPORTED)
                .duplicateUnitsCount(0);
        records.commit(Memory.putText8(records.buffer(), unitsReply.limit(), lot, lotLength) - at);
    }

    /** What became of the units of a recalled lot. */
    public void recalled(int lot, int voided, int swapped, int kept, int delivered, int before, long seq) {
        int named = Math.min(delivered, MAX_DELIVERED);
        RecordBuffer records = replies.records();
        int at = records.claim(HEADER
                + RecallReplyEncoder.BLOCK_LENGTH
                + named * RecallReplyEncoder.DeliveredUnitsEncoder.sbeBlockLength()
                + TEXTS);
        RecallReplyEncoder.DeliveredUnitsEncoder group = recallReply
                .wrapAndApplyHeader(records.buffer(), at, header)
                .seq(seq)
                .voided(voided)
                .swapped(swapped)
                .kept(kept)
                .delivered(delivered)
                .voidedBefore(before)
                .code(ResultCode.UPDATED)
                .deliveredUnitsCount(named);
        int left = named;
        for (int run = lots.firstRun(lot); left > 0; run = lots.nextRun(run)) {
            int end = lots.runFirstUnit(run) + lots.runUnits(run);
            for (int unit = lots.runFirstUnit(run); unit < end && left > 0; unit++) {
                if (units.state(unit) == Units.DELIVERED) {
                    int order = units.owner(unit);
                    group.next()
                            .orderIdHigh(orders.idHigh(order))
                            .orderIdLow(orders.idLow(order))
                            .unitId(unit);
                    left--;
                }
            }
        }
        records.commit(names(records, recallReply.limit(), lots.sku(lot), lot) - at);
    }

    /** A page of a lot's units; {@code page} names them. */
    public void lotUnits(int lot, int[] page, int count, int next, long seq) {
        RecordBuffer records = replies.records();
        int at = records.claim(HEADER
                + LotUnitsReplyEncoder.BLOCK_LENGTH
                + count * LotUnitsReplyEncoder.UnitsEncoder.sbeBlockLength()
                + TEXTS);
        LotUnitsReplyEncoder.UnitsEncoder group = lotUnitsReply
                .wrapAndApplyHeader(records.buffer(), at, header)
                .seq(seq)
                .nextAfterUnitId(next)
                .code(ResultCode.FOUND)
                .unitsCount(count);
        for (int i = 0; i < count; i++) {
            int unit = page[i];
            int order = units.owner(unit);
            group.next()
                    .orderIdHigh(order == 0 ? 0 : orders.idHigh(order))
                    .orderIdLow(order == 0 ? 0 : orders.idLow(order))
                    .unitId(unit)
                    .state(UnitState.get(units.state(unit)));
        }
        records.commit(names(records, lotUnitsReply.limit(), lots.sku(lot), lot) - at);
    }

    private int names(RecordBuffer records, int at, int sku, int lot) {
        int end = Memory.putText8(records.buffer(), at, skus.key(sku), skus.keyLength(sku));
        return Memory.putText8(
                records.buffer(), end, lot == 0 ? 0 : lots.name(lot), lot == 0 ? 0 : lots.nameLength(lot));
    }
}
