package io.faka.replicator;

import io.faka.codec.event.OrderAllocatedDecoder;
import io.faka.codec.event.UnitsCountedDecoder;
import io.faka.codec.event.UnitsDeliveredDecoder;
import io.faka.codec.event.UnitsGivenUpDecoder;
import java.util.HexFormat;

/** The tables of manual delivery and of reusable texts, for {@link NaiveFold}. */
final class NaiveDeliveryFold {
    private final NaiveFold fold;
    private final NaiveTextFold texts;

    NaiveDeliveryFold(NaiveFold fold) {
        this.fold = fold;
        this.texts = new NaiveTextFold(fold);
    }

    /** The event's name; null if it is none of them. */
    String apply(EventCursor event) {
        return switch (event.templateId()) {
            case OrderAllocatedDecoder.TEMPLATE_ID ->
                allocated(new OrderAllocatedDecoder()
                        .wrapAndApplyHeader(event.payload(), event.offset(), event.header()));
            case UnitsDeliveredDecoder.TEMPLATE_ID ->
                delivered(
                        event,
                        new UnitsDeliveredDecoder()
                                .wrapAndApplyHeader(event.payload(), event.offset(), event.header()));
            case UnitsGivenUpDecoder.TEMPLATE_ID ->
                givenUp(new UnitsGivenUpDecoder().wrapAndApplyHeader(event.payload(), event.offset(), event.header()));
            case UnitsCountedDecoder.TEMPLATE_ID ->
                counted(new UnitsCountedDecoder().wrapAndApplyHeader(event.payload(), event.offset(), event.header()));
            default -> texts.apply(event);
        };
    }

    private String allocated(OrderAllocatedDecoder e) {
        OrderId id = new OrderId(e.orderIdHigh(), e.orderIdLow());
        String state = e.state().name();
        boolean fresh = e.fresh() != 0;
        for (OrderAllocatedDecoder.UnitsDecoder unit : e.units()) {
            if (fresh) {
                fold.take(id, unit.unitId(), unit.line(), unit.state().name());
            } else {
                fold.unit(unit.unitId()).state = unit.state().name();
            }
        }
        fold.change(id, state);
        return "OrderAllocated";
    }

    private String delivered(EventCursor event, UnitsDeliveredDecoder e) {
        OrderId id = new OrderId(e.orderIdHigh(), e.orderIdLow());
        for (UnitsDeliveredDecoder.UnitsDecoder unit : e.units()) {
            long number = unit.unitId();
            String fingerprint = new OrderId(unit.fingerprintHigh(), unit.fingerprintLow()).toString();
            byte[] sealed = new byte[unit.sealedCodeLength()];
            int length = unit.getSealedCode(sealed, 0, sealed.length);
            fold.unit(number).state = "DELIVERED";
            String content = HexFormat.of().formatHex(sealed, 0, length);
            fold.put(
                    "unit_contents",
                    NaiveFold.text(e.seq(), event.index(), number),
                    NaiveFold.text(id, e.keyId(), fingerprint, content, e.timeMicros()));
        }
        fold.change(id, e.state().name());
        return "UnitsDelivered";
    }

    private String givenUp(UnitsGivenUpDecoder e) {
        NaiveFold.Order order = fold.order(e.orderIdHigh(), e.orderIdLow());
        for (UnitsGivenUpDecoder.UnitsDecoder unit : e.units()) {
            order.lineOfUnit.remove(unit.unitId());
            fold.unit(unit.unitId()).state = "AVAILABLE";
        }
        return "UnitsGivenUp";
    }

    private String counted(UnitsCountedDecoder e) {
        for (long i = 0; i < e.unitCount(); i++) {
            fold.counted(e.firstUnitId() + i, e.skuNumber(), e.offerId(), e.lotNumber(), e.seq());
        }
        int unused = e.skipSku();
        fold.lot(e.skuNumber(), e.lotNumber(), e.offerId(), e.unitCount(), e.expiresAtMicros(), e.seq(), e.lot());
        return "UnitsCounted";
    }
}
