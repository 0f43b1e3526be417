package io.faka.replicator;

import io.faka.codec.event.BackInStockDecoder;
import io.faka.codec.event.HoldExtendedDecoder;
import io.faka.codec.event.LotteryChangedDecoder;
import io.faka.codec.event.OrderState;
import io.faka.codec.event.SkuLimitsPutDecoder;
import io.faka.codec.event.SoldOutDecoder;
import io.faka.codec.event.StockLowDecoder;

/** Decodes the events of limits for {@link ChunkFold}. One thread. */
final class LimitFold {
    private final SkuLimitsPutDecoder skuLimitsPut = new SkuLimitsPutDecoder();
    private final LotteryChangedDecoder lotteryChanged = new LotteryChangedDecoder();
    private final StockLowDecoder stockLow = new StockLowDecoder();
    private final SoldOutDecoder soldOut = new SoldOutDecoder();
    private final BackInStockDecoder backInStock = new BackInStockDecoder();
    private final HoldExtendedDecoder holdExtended = new HoldExtendedDecoder();
    private final EventCursor event;
    private final Chunk chunk;
    private final JsonText json;

    LimitFold(EventCursor event, Chunk chunk, JsonText json) {
        this.event = event;
        this.chunk = chunk;
        this.json = json;
    }

    String onStockLow() {
        StockLowDecoder e = stockLow.wrapAndApplyHeader(event.payload(), event.offset(), event.header());
        json.field("sku_number", e.skuNumber()).field("available", e.available());
        json.field("low_stock_at", e.lowStockAt());
        return "StockLow";
    }

    String onSoldOut() {
        SoldOutDecoder e = soldOut.wrapAndApplyHeader(event.payload(), event.offset(), event.header());
        json.field("sku_number", e.skuNumber());
        return "SoldOut";
    }

    String onBackInStock() {
        BackInStockDecoder e = backInStock.wrapAndApplyHeader(event.payload(), event.offset(), event.header());
        json.field("sku_number", e.skuNumber()).field("available", e.available());
        return "BackInStock";
    }

    String onHoldExtended() {
        HoldExtendedDecoder e = holdExtended.wrapAndApplyHeader(event.payload(), event.offset(), event.header());
        OrderId id = new OrderId(e.orderIdHigh(), e.orderIdLow());
        chunk.limits.extended.put(id, e.expiresAtMicros());
        chunk.order(id).become(OrderState.PENDING_PAYMENT, event.seq(), event.timeMicros());
        chunk.countRows(2);
        json.field("order_id", id).field("expires_micros", e.expiresAtMicros());
        return "HoldExtended";
    }

    String onLotteryChanged() {
        LotteryChangedDecoder e = lotteryChanged.wrapAndApplyHeader(event.payload(), event.offset(), event.header());
        LimitRows.Lottery row = new LimitRows.Lottery(
                e.skuNumber(), e.state().name(), e.entries(), e.seed(), event.seq(), event.timeMicros());
        chunk.limits.lotteries.put(row.skuNumber(), row);
        chunk.countRows(1);
        json.field("sku_number", row.skuNumber()).field("state", row.state());
        json.field("entries", row.entries()).field("seed", row.seed());
        return "LotteryChanged";
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
