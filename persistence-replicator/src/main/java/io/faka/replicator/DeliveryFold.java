package io.faka.replicator;

import io.faka.codec.event.OrderAllocatedDecoder;
import io.faka.codec.event.UnitState;
import io.faka.codec.event.UnitsCountedDecoder;
import io.faka.codec.event.UnitsDeliveredDecoder;
import io.faka.codec.event.UnitsGivenUpDecoder;

/** Decodes the events of manual delivery into a {@link Chunk}, for {@link ChunkFold}. One thread. */
final class DeliveryFold {
    private final OrderAllocatedDecoder orderAllocated = new OrderAllocatedDecoder();
    private final UnitsDeliveredDecoder unitsDelivered = new UnitsDeliveredDecoder();
    private final UnitsGivenUpDecoder unitsGivenUp = new UnitsGivenUpDecoder();
    private final UnitsCountedDecoder unitsCounted = new UnitsCountedDecoder();
    private final EventCursor event;
    private final Chunk chunk;
    private final JsonText json;

    DeliveryFold(EventCursor event, Chunk chunk, JsonText json) {
        this.event = event;
        this.chunk = chunk;
        this.json = json;
    }

    String onOrderAllocated() {
        OrderAllocatedDecoder e = orderAllocated.wrapAndApplyHeader(event.payload(), event.offset(), event.header());
        OrderId id = new OrderId(e.orderIdHigh(), e.orderIdLow());
        OrderFold order = chunk.order(id);
        boolean fresh = e.fresh() != 0;
        json.field("order_id", id).field("state", e.state());
        json.list("units");
        for (OrderAllocatedDecoder.UnitsDecoder unit : e.units()) {
            long unitId = unit.unitId();
            if (fresh) {
                order.taken.add(new OrderFold.Taken(unit.line(), unitId));
            }
            UnitState state = unit.state();
            chunk.named(new long[] {unitId}, state.name());
            json.open().number(unit.line()).number(unitId).number(state.value()).close();
        }
        json.close();
        order.become(e.state(), event.seq(), event.timeMicros());
        chunk.countRows(1);
        return "OrderAllocated";
    }

    String onUnitsDelivered() {
        UnitsDeliveredDecoder e = unitsDelivered.wrapAndApplyHeader(event.payload(), event.offset(), event.header());
        OrderId id = new OrderId(e.orderIdHigh(), e.orderIdLow());
        json.field("order_id", id).field("state", e.state());
        json.list("units");
        for (UnitsDeliveredDecoder.UnitsDecoder unit : e.units()) {
            long unitId = unit.unitId();
            long high = unit.fingerprintHigh();
            long low = unit.fingerprintLow();
            json.open().number(unit.line()).number(unitId).close();
            byte[] sealed = new byte[unit.sealedCodeLength()];
            if (unit.getSealedCode(sealed, 0, sealed.length) != sealed.length) {
                throw new IllegalStateException("sealed content is cut at seq " + event.seq());
            }
            chunk.named(new long[] {unitId}, "DELIVERED");
            chunk.deliveries.contents.add(new DeliveryRows.Content(
                    event.seq(), event.index(), unitId, id, e.keyId(), high, low, sealed, event.timeMicros()));
        }
        json.close();
        chunk.order(id).become(e.state(), event.seq(), event.timeMicros());
        chunk.countRows(2);
        return "UnitsDelivered";
    }

    String onUnitsGivenUp() {
        UnitsGivenUpDecoder e = unitsGivenUp.wrapAndApplyHeader(event.payload(), event.offset(), event.header());
        OrderId id = new OrderId(e.orderIdHigh(), e.orderIdLow());
        OrderFold order = chunk.order(id);
        json.field("order_id", id);
        json.list("units");
        for (UnitsGivenUpDecoder.UnitsDecoder unit : e.units()) {
            long unitId = unit.unitId();
            order.drop(unitId);
            chunk.named(new long[] {unitId}, "AVAILABLE");
            json.open().number(unit.line()).number(unitId).close();
        }
        json.close();
        return "UnitsGivenUp";
    }

    String onUnitsCounted() {
        UnitsCountedDecoder e = unitsCounted.wrapAndApplyHeader(event.payload(), event.offset(), event.header());
        Rows.LotKey key = new Rows.LotKey(e.skuNumber(), e.lotNumber());
        for (long i = 0; i < e.unitCount(); i++) {
            chunk.units.add(Rows.Unit.counted(e.firstUnitId() + i, key, e.offerId(), event.seq()));
        }
        json.field("sku", e.sku());
        Rows.Lot lot = new Rows.Lot(key, e.offerId(), e.lot(), e.unitCount(), 0, e.expiresAtMicros(), event.seq());
        chunk.lots.merge(key, lot, Rows.Lot::plus);
        chunk.countRows(1 + (int) e.unitCount());
        json.field("lot", lot.name()).field("offer_id", lot.offerId()).field("first_unit_id", e.firstUnitId());
        json.field("unit_count", e.unitCount());
        return "UnitsCounted";
    }
}
