package io.faka.replicator;

import io.faka.codec.event.LotVoidedDecoder;
import io.faka.codec.event.UnitReplacedDecoder;
import io.faka.codec.event.UnitReturnedDecoder;
import io.faka.codec.event.UnitsMovedDecoder;

/** The events of single units and lots for {@link NaiveFold}. */
final class NaiveUnitFold {
    private final NaiveFold fold;

    NaiveUnitFold(NaiveFold fold) {
        this.fold = fold;
    }

    String apply(EventCursor event) {
        switch (event.templateId()) {
            case UnitsMovedDecoder.TEMPLATE_ID:
                moved(new UnitsMovedDecoder().wrapAndApplyHeader(event.payload(), event.offset(), event.header()));
                return "UnitsMoved";
            case UnitReplacedDecoder.TEMPLATE_ID:
                replaced(
                        event,
                        new UnitReplacedDecoder().wrapAndApplyHeader(event.payload(), event.offset(), event.header()));
                return "UnitReplaced";
            case UnitReturnedDecoder.TEMPLATE_ID:
                returned(
                        event,
                        new UnitReturnedDecoder().wrapAndApplyHeader(event.payload(), event.offset(), event.header()));
                return "UnitReturned";
            case LotVoidedDecoder.TEMPLATE_ID:
                recalled(new LotVoidedDecoder().wrapAndApplyHeader(event.payload(), event.offset(), event.header()));
                return "LotVoided";
            default:
                throw new IllegalStateException("event type " + event.templateId() + " at seq " + event.seq());
        }
    }

    private void moved(UnitsMovedDecoder e) {
        for (UnitsMovedDecoder.RunsDecoder run : e.runs()) {
            for (long i = 0; i < run.unitCount(); i++) {
                fold.unit(run.firstUnitId() + i).state = e.state().name();
            }
        }
    }

    private void replaced(EventCursor event, UnitReplacedDecoder e) {
        NaiveFold.Order order = fold.order(e.orderIdHigh(), e.orderIdLow());
        order.lineOfUnit.put(e.newUnitId(), order.lineOfUnit.remove(e.unitId()));
        fold.unit(e.unitId()).state = e.state().name();
        fold.unit(e.newUnitId()).state = e.newState().name();
        OrderId id = new OrderId(e.orderIdHigh(), e.orderIdLow());
        String units = NaiveFold.text(id, e.line(), e.unitId(), e.newUnitId(), e.state());
        fold.put(
                "unit_replacements",
                NaiveFold.text(e.seq(), event.index()),
                NaiveFold.text(units, e.reason(), e.timeMicros()));
    }

    private void returned(EventCursor event, UnitReturnedDecoder e) {
        NaiveFold.Order order = fold.order(e.orderIdHigh(), e.orderIdLow());
        order.lineOfUnit.remove(e.unitId());
        fold.unit(e.unitId()).state = "QUARANTINED";
        OrderId id = new OrderId(e.orderIdHigh(), e.orderIdLow());
        String units = NaiveFold.text(id, e.line(), e.unitId(), 0, "RETURNED");
        fold.put(
                "unit_replacements",
                NaiveFold.text(e.seq(), event.index()),
                NaiveFold.text(units, e.reason(), e.timeMicros()));
    }

    private void recalled(LotVoidedDecoder e) {
        String lot = NaiveFold.text(e.skuNumber(), e.lotNumber());
        String counts = NaiveFold.text(e.voided(), e.swapped(), e.kept(), e.delivered());
        int unused = e.skipLot();
        fold.put("lot_recalls", NaiveFold.text(e.seq()), NaiveFold.text(lot, counts, e.reason(), e.timeMicros()));
    }
}
