package io.faka.replicator;

import io.faka.codec.event.TextPutDecoder;
import io.faka.codec.event.TextUsedDecoder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The tables of reusable texts, for {@link NaiveFold}. */
final class NaiveTextFold {
    private final NaiveFold fold;

    NaiveTextFold(NaiveFold fold) {
        this.fold = fold;
    }

    /** The event's name; null if it is none of them. */
    String apply(EventCursor event) {
        return switch (event.templateId()) {
            case TextPutDecoder.TEMPLATE_ID ->
                put(new TextPutDecoder().wrapAndApplyHeader(event.payload(), event.offset(), event.header()));
            case TextUsedDecoder.TEMPLATE_ID ->
                used(event, new TextUsedDecoder().wrapAndApplyHeader(event.payload(), event.offset(), event.header()));
            default -> null;
        };
    }

    private String put(TextPutDecoder e) {
        String fingerprint = new OrderId(e.fingerprintHigh(), e.fingerprintLow()).toString();
        int skipped = e.skipSku() + e.skipLot();
        byte[] sealed = new byte[e.sealedCodeLength()];
        int length = e.getSealedCode(sealed, 0, sealed.length);
        String text = skipped < 0 ? "" : HexFormat.of().formatHex(sealed, 0, length);
        fold.put(
                "sku_texts",
                NaiveFold.text(e.skuNumber(), e.textNumber()),
                NaiveFold.text(e.lotNumber(), e.keyId(), fingerprint, text, e.seq(), e.timeMicros()));
        return "TextPut";
    }

    private String used(EventCursor event, TextUsedDecoder e) {
        List<Long> units = new ArrayList<>();
        for (TextUsedDecoder.UnitsDecoder unit : e.units()) {
            units.add(unit.unitId());
        }
        String id = new OrderId(e.orderIdHigh(), e.orderIdLow()).toString();
        String buyer = e.buyer();
        long number = e.firstUse();
        for (long unit : units) {
            String of = NaiveFold.text(id, e.line(), e.skuNumber(), e.textNumber(), number);
            fold.put(
                    "text_uses",
                    NaiveFold.text(e.seq(), event.index(), unit),
                    NaiveFold.text(of, buyer, e.timeMicros()));
            number++;
        }
        return "TextUsed";
    }
}
