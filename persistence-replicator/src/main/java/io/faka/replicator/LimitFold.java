package io.faka.replicator;

import io.faka.codec.event.SkuLimitsPutDecoder;

/** Decodes the events of limits for {@link ChunkFold}. One thread. */
final class LimitFold {
    private final SkuLimitsPutDecoder skuLimitsPut = new SkuLimitsPutDecoder();
    private final EventCursor event;
    private final Chunk chunk;
    private final JsonText json;

    LimitFold(EventCursor event, Chunk chunk, JsonText json) {
        this.event = event;
        this.chunk = chunk;
        this.json = json;
    }

    String onSkuLimitsPut() {
        SkuLimitsPutDecoder e = skuLimitsPut.wrapAndApplyHeader(event.payload(), event.offset(), event.header());
        LimitRows.SkuLimits row = new LimitRows.SkuLimits(
                e.skuNumber(),
                e.maxPerBuyer(),
                e.buyerWindowMillis(),
                e.maxOpenHoldsPerBuyer(),
                e.maxOpenHoldsPerAddress(),
                e.maxHeldShareBps(),
                event.seq());
        chunk.limits.skuLimits.put(row.skuNumber(), row);
        chunk.countRows(1);
        json.field("sku_number", row.skuNumber()).field("max_per_buyer", row.maxPerBuyer());
        json.field("buyer_window_ms", row.buyerWindowMillis());
        json.field("max_open_holds_per_buyer", row.maxOpenHoldsPerBuyer());
        json.field("max_open_holds_per_address", row.maxOpenHoldsPerAddress());
        json.field("max_held_share_bps", row.maxHeldShareBps());
        return "SkuLimitsPut";
    }
}
