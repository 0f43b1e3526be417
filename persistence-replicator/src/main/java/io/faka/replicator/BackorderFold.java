package io.faka.replicator;

import io.faka.codec.event.OrderBackorderedDecoder;
import io.faka.codec.event.OrderFilledDecoder;
import io.faka.codec.event.OrderState;
import io.faka.codec.event.OrderWaitEndedDecoder;
import io.faka.engine.Currency;
import java.util.ArrayList;
import java.util.List;

/** The part of {@link ChunkFold} that takes the events of waiting orders. */
final class BackorderFold {
    private final OrderBackorderedDecoder orderBackordered = new OrderBackorderedDecoder();
    private final OrderFilledDecoder orderFilled = new OrderFilledDecoder();
    private final OrderWaitEndedDecoder orderWaitEnded = new OrderWaitEndedDecoder();
    private final EventCursor event;
    private final JsonText json;
    private final Chunk chunk;

    BackorderFold(EventCursor event, JsonText json, Chunk chunk) {
        this.event = event;
        this.json = json;
        this.chunk = chunk;
    }

    /** The event's name; null if it is none of them. */
    String apply() {
        return switch (event.templateId()) {
            case OrderBackorderedDecoder.TEMPLATE_ID -> onOrderBackordered();
            case OrderFilledDecoder.TEMPLATE_ID -> onOrderFilled();
            case OrderWaitEndedDecoder.TEMPLATE_ID -> onOrderWaitEnded();
            default -> null;
        };
    }

    private String onOrderBackordered() {
        OrderBackorderedDecoder e =
                orderBackordered.wrapAndApplyHeader(event.payload(), event.offset(), event.header());
        OrderId id = new OrderId(e.orderIdHigh(), e.orderIdLow());
        Rows.Backorder row = new Rows.Backorder(
                id,
                e.amount(),
                Currency.unpack((int) e.currency()),
                e.fill().name(),
                e.priority(),
                e.backorderExpiresAtMicros(),
                event.seq());
        chunk.backorders.put(id, row);
        OrderFold order = chunk.order(id);
        if (e.state() == OrderState.PARTIALLY_FULFILLED) {
            chunk.changeUnitsOf(order, "DELIVERED");
        }
        order.become(e.state(), event.seq(), event.timeMicros());
        chunk.countRows(2);
        json.field("order_id", id).field("state", e.state()).field("amount", row.amount());
        json.field("currency", row.currency()).field("backorder_expires_micros", row.expiresMicros());
        json.field("fill", row.fill()).field("priority", row.priority());
        return "OrderBackordered";
    }

    private String onOrderFilled() {
        OrderFilledDecoder e = orderFilled.wrapAndApplyHeader(event.payload(), event.offset(), event.header());
        OrderId id = new OrderId(e.orderIdHigh(), e.orderIdLow());
        OrderState state = e.state();
        json.field("order_id", id).field("state", state).field("amount", e.amount());
        String currency = Currency.unpack((int) e.currency());
        json.field("currency", currency).field("expires_micros", e.expiresAtMicros());
        List<OrderFold.Taken> units = new ArrayList<>(2);
        json.list("units");
        for (OrderFilledDecoder.UnitsDecoder unit : e.units()) {
            units.add(new OrderFold.Taken(unit.line(), unit.unitId()));
            json.open().number(unit.line()).number(unit.unitId()).close();
        }
        json.close();
        OrderFold order = chunk.order(id);
        boolean delivered = state == OrderState.FULFILLED || state == OrderState.PARTIALLY_FULFILLED;
        chunk.take(order, units, delivered ? "DELIVERED" : "RESERVED");
        order.become(state, event.seq(), event.timeMicros());
        chunk.backorderFills.add(new Rows.BackorderFill(
                event.seq(),
                event.index(),
                id,
                state.name(),
                units.size(),
                e.amount(),
                currency,
                e.expiresAtMicros(),
                event.timeMicros()));
        chunk.countRows(2);
        return "OrderFilled";
    }

    private String onOrderWaitEnded() {
        OrderWaitEndedDecoder e = orderWaitEnded.wrapAndApplyHeader(event.payload(), event.offset(), event.header());
        OrderId id = new OrderId(e.orderIdHigh(), e.orderIdLow());
        String currency = Currency.unpack((int) e.currency());
        chunk.order(id).become(e.state(), event.seq(), event.timeMicros());
        chunk.backorderFills.add(new Rows.BackorderFill(
                event.seq(), event.index(), id, e.state().name(), 0, e.amount(), currency, 0, event.timeMicros()));
        chunk.countRows(2);
        json.field("order_id", id).field("state", e.state()).field("amount", e.amount());
        json.field("currency", currency);
        return "OrderWaitEnded";
    }
}
