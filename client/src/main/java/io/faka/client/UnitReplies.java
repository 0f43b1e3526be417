package io.faka.client;

import io.faka.codec.reply.LotUnitsReplyDecoder;
import io.faka.codec.reply.MessageHeaderDecoder;
import io.faka.codec.reply.MovedReplyDecoder;
import io.faka.codec.reply.RecallReplyDecoder;
import io.faka.codec.reply.UnitState;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/** Turns reply messages about single units and lots into results. */
final class UnitReplies {
    private UnitReplies() {}

    static MovedResult moved(DirectBuffer buffer, int offset) {
        Replies.expect(MovedReplyDecoder.TEMPLATE_ID, buffer, offset);
        MovedReplyDecoder d = new MovedReplyDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
        String sku = d.sku();
        return new MovedResult(
                d.code(),
                sku,
                d.lot(),
                d.unitId(),
                d.changed(),
                d.available(),
                d.reserved(),
                d.allocated(),
                d.delivered(),
                d.quarantined(),
                d.voided(),
                d.seq());
    }

    static RecallResult recall(DirectBuffer buffer, int offset) {
        Replies.expect(RecallReplyDecoder.TEMPLATE_ID, buffer, offset);
        RecallReplyDecoder d = new RecallReplyDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
        List<LotUnit> units = new ArrayList<>();
        for (RecallReplyDecoder.DeliveredUnitsDecoder unit : d.deliveredUnits()) {
            OrderId order = new OrderId(unit.orderIdHigh(), unit.orderIdLow());
            units.add(new LotUnit(unit.unitId(), UnitState.DELIVERED, order));
        }
        String sku = d.sku();
        return new RecallResult(
                sku, d.lot(), d.voided(), d.swapped(), d.kept(), d.delivered(), d.voidedBefore(), units, d.seq());
    }

    static LotUnitsPage lotUnits(DirectBuffer buffer, int offset) {
        Replies.expect(LotUnitsReplyDecoder.TEMPLATE_ID, buffer, offset);
        LotUnitsReplyDecoder d =
                new LotUnitsReplyDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
        List<LotUnit> units = new ArrayList<>();
        for (LotUnitsReplyDecoder.UnitsDecoder unit : d.units()) {
            boolean owned = unit.orderIdHigh() != 0 || unit.orderIdLow() != 0;
            OrderId order = owned ? new OrderId(unit.orderIdHigh(), unit.orderIdLow()) : null;
            units.add(new LotUnit(unit.unitId(), unit.state(), order));
        }
        String sku = d.sku();
        return new LotUnitsPage(sku, d.lot(), units, d.nextAfterUnitId());
    }
}
