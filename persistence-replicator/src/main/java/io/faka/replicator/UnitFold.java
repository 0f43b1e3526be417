package io.faka.replicator;

import io.faka.codec.event.LotVoidedDecoder;
import io.faka.codec.event.UnitReplacedDecoder;
import io.faka.codec.event.UnitReturnedDecoder;
import io.faka.codec.event.UnitsMovedDecoder;

/** Decodes the events of single units and lots into a {@link Chunk}, for {@link ChunkFold}. */
final class UnitFold {
    private final UnitsMovedDecoder unitsMoved = new UnitsMovedDecoder();
    private final UnitReplacedDecoder unitReplaced = new UnitReplacedDecoder();
    private final UnitReturnedDecoder unitReturned = new UnitReturnedDecoder();
    private final LotVoidedDecoder lotVoided = new LotVoidedDecoder();
    private final Chunk chunk;
    private final JsonText json;

    UnitFold(Chunk chunk, JsonText json) {
        this.chunk = chunk;
        this.json = json;
    }

    /** Applies one of these events; returns its name. */
    String apply(EventCursor event) {
        return switch (event.templateId()) {
            case UnitsMovedDecoder.TEMPLATE_ID ->
                moved(unitsMoved.wrapAndApplyHeader(event.payload(), event.offset(), event.header()));
            case UnitReplacedDecoder.TEMPLATE_ID ->
                replaced(event, unitReplaced.wrapAndApplyHeader(event.payload(), event.offset(), event.header()));
            case UnitReturnedDecoder.TEMPLATE_ID ->
                returned(event, unitReturned.wrapAndApplyHeader(event.payload(), event.offset(), event.header()));
            default -> recalled(event, lotVoided.wrapAndApplyHeader(event.payload(), event.offset(), event.header()));
        };
    }

    private String moved(UnitsMovedDecoder e) {
        String state = e.state().name();
        json.field("sku_number", e.skuNumber()).field("state", state).field("cause", e.cause());
        json.list("runs");
        for (UnitsMovedDecoder.RunsDecoder run : e.runs()) {
            long first = run.firstUnitId();
            long count = run.unitCount();
            json.open().number(first).number(count).close();
            long[] units = new long[(int) count];
            for (int i = 0; i < units.length; i++) {
                units[i] = first + i;
            }
            chunk.named(units, state);
        }
        json.close();
        json.field("reason", e.reason());
        return "UnitsMoved";
    }

    private String replaced(EventCursor event, UnitReplacedDecoder e) {
        OrderId id = new OrderId(e.orderIdHigh(), e.orderIdLow());
        OrderFold order = chunk.order(id);
        String state = e.state().name();
        order.drop(e.unitId());
        chunk.named(new long[] {e.unitId()}, state);
        chunk.named(new long[] {e.newUnitId()}, e.newState().name());
        order.taken.add(new OrderFold.Taken(e.line(), e.newUnitId()));
        json.field("order_id", id).field("unit_id", e.unitId()).field("new_unit_id", e.newUnitId());
        json.field("state", state).field("new_state", e.newState());
        long newUnit = e.newUnitId();
        add(event, id, e.line(), e.unitId(), newUnit, state, e.reason());
        return "UnitReplaced";
    }

    private String returned(EventCursor event, UnitReturnedDecoder e) {
        OrderId id = new OrderId(e.orderIdHigh(), e.orderIdLow());
        chunk.order(id).drop(e.unitId());
        chunk.named(new long[] {e.unitId()}, "QUARANTINED");
        json.field("order_id", id).field("unit_id", e.unitId());
        add(event, id, e.line(), e.unitId(), 0, "RETURNED", e.reason());
        return "UnitReturned";
    }

    private void add(EventCursor event, OrderId id, int line, long unit, long newUnit, String state, String reason) {
        json.field("reason", reason);
        chunk.replacements.add(new Rows.Replacement(
                event.seq(), event.index(), id, line, unit, newUnit, state, reason, event.timeMicros()));
        chunk.countRows(3);
    }

    private String recalled(EventCursor event, LotVoidedDecoder e) {
        Rows.LotKey lot = new Rows.LotKey(e.skuNumber(), e.lotNumber());
        json.field("sku_number", lot.skuNumber()).field("lot", e.lot());
        Rows.Recall row = new Rows.Recall(
                event.seq(), lot, e.voided(), e.swapped(), e.kept(), e.delivered(), e.reason(), event.timeMicros());
        chunk.recalls.add(row);
        chunk.countRows(1);
        json.field("voided", row.voided()).field("swapped", row.swapped()).field("kept", row.kept());
        json.field("delivered", row.delivered()).field("reason", row.reason());
        return "LotVoided";
    }
}
