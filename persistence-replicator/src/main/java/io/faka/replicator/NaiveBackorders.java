package io.faka.replicator;

import io.faka.codec.event.OrderBackorderedDecoder;
import io.faka.codec.event.OrderFilledDecoder;
import io.faka.codec.event.OrderState;
import io.faka.codec.event.OrderWaitEndedDecoder;
import io.faka.engine.Currency;

/** The part of {@link NaiveFold} that takes the events of waiting orders. */
final class NaiveBackorders {
    private final NaiveFold fold;
    private final EventCursor event;

    NaiveBackorders(NaiveFold fold, EventCursor event) {
        this.fold = fold;
        this.event = event;
    }

    /** The event's name; null if it is none of them. */
    String apply() {
        switch (event.templateId()) {
            case OrderBackorderedDecoder.TEMPLATE_ID:
                backordered(new OrderBackorderedDecoder()
                        .wrapAndApplyHeader(event.payload(), event.offset(), event.header()));
                return "OrderBackordered";
            case OrderFilledDecoder.TEMPLATE_ID:
                filled(new OrderFilledDecoder().wrapAndApplyHeader(event.payload(), event.offset(), event.header()));
                return "OrderFilled";
            case OrderWaitEndedDecoder.TEMPLATE_ID:
                ended(new OrderWaitEndedDecoder().wrapAndApplyHeader(event.payload(), event.offset(), event.header()));
                return "OrderWaitEnded";
            default:
                return null;
        }
    }

    private void backordered(OrderBackorderedDecoder e) {
        OrderId id = new OrderId(e.orderIdHigh(), e.orderIdLow());
        String money = NaiveFold.text(e.amount(), Currency.unpack((int) e.currency()));
        String wait = NaiveFold.text(e.fill(), e.priority(), e.backorderExpiresAtMicros(), e.seq());
        fold.put("backorders", NaiveFold.text(id), NaiveFold.text(money, wait));
        if (e.state() == OrderState.PARTIALLY_FULFILLED) {
            fold.deliver(id);
        }
        fold.change(id, e.state().name());
    }

    private void ended(OrderWaitEndedDecoder e) {
        OrderId id = new OrderId(e.orderIdHigh(), e.orderIdLow());
        String money = NaiveFold.text(e.amount(), Currency.unpack((int) e.currency()));
        fold.put(
                "backorder_fills",
                NaiveFold.text(e.seq(), event.index()),
                NaiveFold.text(id, e.state(), 0, money, 0, e.timeMicros()));
        fold.change(id, e.state().name());
    }

    private void filled(OrderFilledDecoder e) {
        OrderId id = new OrderId(e.orderIdHigh(), e.orderIdLow());
        boolean delivered = e.state() == OrderState.FULFILLED || e.state() == OrderState.PARTIALLY_FULFILLED;
        int units = 0;
        for (OrderFilledDecoder.UnitsDecoder unit : e.units()) {
            fold.take(id, unit.unitId(), unit.line(), delivered ? "DELIVERED" : "RESERVED");
            units++;
        }
        String money = NaiveFold.text(e.amount(), Currency.unpack((int) e.currency()));
        fold.put(
                "backorder_fills",
                NaiveFold.text(e.seq(), event.index()),
                NaiveFold.text(id, e.state(), units, money, e.expiresAtMicros(), e.timeMicros()));
        fold.change(id, e.state().name());
    }
}
