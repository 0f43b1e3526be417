package io.faka.replicator;

import io.faka.codec.event.TextPutDecoder;
import io.faka.codec.event.TextUsedDecoder;

/** Decodes the events of reusable texts into a {@link Chunk}, for {@link ChunkFold}. One thread. */
final class TextFold {
    private final TextPutDecoder textPut = new TextPutDecoder();
    private final TextUsedDecoder textUsed = new TextUsedDecoder();
    private final EventCursor event;
    private final Chunk chunk;
    private final JsonText json;

    TextFold(EventCursor event, Chunk chunk, JsonText json) {
        this.event = event;
        this.chunk = chunk;
        this.json = json;
    }

    String onTextPut() {
        TextPutDecoder e = textPut.wrapAndApplyHeader(event.payload(), event.offset(), event.header());
        TextRows.Key key = new TextRows.Key(e.skuNumber(), e.textNumber());
        json.field("sku", e.sku()).field("lot", e.lot()).field("text_number", e.textNumber());
        byte[] sealed = new byte[e.sealedCodeLength()];
        if (e.getSealedCode(sealed, 0, sealed.length) != sealed.length) {
            throw new IllegalStateException("sealed text is cut at seq " + event.seq());
        }
        TextRows.Text row = new TextRows.Text(
                key,
                e.lotNumber(),
                e.keyId(),
                e.fingerprintHigh(),
                e.fingerprintLow(),
                sealed,
                event.seq(),
                event.timeMicros());
        chunk.texts.texts.put(key, row);
        chunk.countRows(1);
        return "TextPut";
    }

    String onTextUsed() {
        TextUsedDecoder e = textUsed.wrapAndApplyHeader(event.payload(), event.offset(), event.header());
        OrderId id = new OrderId(e.orderIdHigh(), e.orderIdLow());
        TextRows.Key key = new TextRows.Key(e.skuNumber(), e.textNumber());
        json.field("order_id", id).field("line", e.line()).field("sku_number", e.skuNumber());
        json.field("text_number", e.textNumber()).field("first_use", e.firstUse());
        json.field("sold", e.sold()).field("sale_cap", e.saleCap());
        json.list("units");
        long[] units = new long[e.units().count()];
        e.sbeRewind();
        int count = 0;
        for (TextUsedDecoder.UnitsDecoder unit : e.units()) {
            units[count] = unit.unitId();
            json.number(units[count++]);
        }
        json.close();
        String buyer = e.buyer();
        json.field("buyer", buyer);
        for (int i = 0; i < count; i++) {
            chunk.texts.uses.add(new TextRows.Use(
                    event.seq(),
                    event.index(),
                    units[i],
                    id,
                    e.line(),
                    key,
                    e.firstUse() + i,
                    buyer,
                    event.timeMicros()));
        }
        chunk.countRows(count);
        return "TextUsed";
    }
}
