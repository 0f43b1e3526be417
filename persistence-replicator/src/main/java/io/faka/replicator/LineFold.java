package io.faka.replicator;

import io.faka.codec.event.LineCanceledDecoder;
import io.faka.codec.event.OrderState;
import io.faka.codec.event.UnitsLabelledDecoder;
import io.faka.engine.Currency;

/** Decodes the events of single lines of orders and of units that a line can name into a {@link Chunk}, for {@link ChunkFold}. One thread. */
final class LineFold {
    private final UnitsLabelledDecoder unitsLabelled = new UnitsLabelledDecoder();
    private final LineCanceledDecoder lineCanceled = new LineCanceledDecoder();
    private final EventCursor event;
    private final Chunk chunk;
    private final JsonText json;

    LineFold(EventCursor event, Chunk chunk, JsonText json) {
        this.event = event;
        this.chunk = chunk;
        this.json = json;
    }

    String onUnitsLabelled() {
        UnitsLabelledDecoder e = unitsLabelled.wrapAndApplyHeader(event.payload(), event.offset(), event.header());
        json.field("sku_number", e.skuNumber());
        json.list("units");
        for (UnitsLabelledDecoder.UnitsDecoder unit : e.units()) {
            long surcharge = unit.surcharge();
            long id = unit.unitId();
            chunk.lines.labels.add(new LineRows.Label(id, unit.label(), surcharge, event.seq()));
            json.open().number(id).number(surcharge).close();
            chunk.countRows(1);
        }
        json.close();
        return "UnitsLabelled";
    }

    String onLineCanceled() {
        LineCanceledDecoder e = lineCanceled.wrapAndApplyHeader(event.payload(), event.offset(), event.header());
        OrderId id = new OrderId(e.orderIdHigh(), e.orderIdLow());
        OrderFold order = chunk.order(id);
        json.field("order_id", id).field("line", e.line()).field("quantity", e.quantity());
        json.field("state", e.state()).field("amount", e.amount());
        String currency = Currency.unpack((int) e.currency());
        json.field("currency", currency).field("expires_micros", e.expiresAtMicros());
        int units = 0;
        json.list("units");
        for (LineCanceledDecoder.UnitsDecoder unit : e.units()) {
            long unitId = unit.unitId();
            order.drop(unitId);
            chunk.named(new long[] {unitId}, "AVAILABLE");
            json.number(unitId);
            units++;
        }
        json.close();
        order.become(e.state(), event.seq(), event.timeMicros());
        if (e.state() == OrderState.PENDING_PAYMENT) {
            chunk.limits.extended.put(id, e.expiresAtMicros());
        }
        LineRows.Cancel row = new LineRows.Cancel(
                event.seq(),
                event.index(),
                id,
                e.line(),
                e.quantity(),
                units,
                e.amount(),
                currency,
                e.cancelRef(),
                event.timeMicros());
        chunk.lines.cancels.add(row);
        chunk.countRows(2);
        json.field("ref", row.ref());
        return "LineCanceled";
    }
}
