package io.faka.replicator;

import io.faka.codec.event.LineCanceledDecoder;
import io.faka.codec.event.OrderState;
import io.faka.codec.event.UnitsLabelledDecoder;
import io.faka.engine.Currency;

/** The tables of single lines of orders, for {@link NaiveFold}. */
final class NaiveLineFold {
    private final NaiveFold fold;

    NaiveLineFold(NaiveFold fold) {
        this.fold = fold;
    }

    String labelled(EventCursor event) {
        UnitsLabelledDecoder e =
                new UnitsLabelledDecoder().wrapAndApplyHeader(event.payload(), event.offset(), event.header());
        for (UnitsLabelledDecoder.UnitsDecoder unit : e.units()) {
            String key = NaiveFold.text(unit.unitId());
            long surcharge = unit.surcharge();
            fold.put("unit_labels", key, NaiveFold.text(unit.label(), surcharge, e.seq()));
        }
        return "UnitsLabelled";
    }

    String canceled(EventCursor event) {
        LineCanceledDecoder e =
                new LineCanceledDecoder().wrapAndApplyHeader(event.payload(), event.offset(), event.header());
        OrderId id = new OrderId(e.orderIdHigh(), e.orderIdLow());
        NaiveFold.Order order = fold.order(e.orderIdHigh(), e.orderIdLow());
        int units = 0;
        for (LineCanceledDecoder.UnitsDecoder unit : e.units()) {
            order.lineOfUnit.remove(unit.unitId());
            fold.unit(unit.unitId()).state = "AVAILABLE";
            units++;
        }
        if (e.state() == OrderState.PENDING_PAYMENT) {
            order.expires = e.expiresAtMicros();
        }
        fold.change(id, e.state().name());
        String money = NaiveFold.text(e.amount(), Currency.unpack((int) e.currency()));
        String row = NaiveFold.text(id, e.line(), e.quantity(), units, money, e.cancelRef(), e.timeMicros());
        fold.put("line_cancels", NaiveFold.text(e.seq(), event.index()), row);
        return "LineCanceled";
    }
}
