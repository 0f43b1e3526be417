package io.faka.replicator;

import io.faka.codec.event.BackInStockDecoder;
import io.faka.codec.event.CouponPutDecoder;
import io.faka.codec.event.CouponUseDecoder;
import io.faka.codec.event.HoldExtendedDecoder;
import io.faka.codec.event.LotteryChangedDecoder;
import io.faka.codec.event.OrderState;
import io.faka.codec.event.SkuLimitsPutDecoder;
import io.faka.codec.event.SoldOutDecoder;
import io.faka.codec.event.StockLowDecoder;
import io.faka.codec.event.VipQuotaPutDecoder;
import io.faka.engine.Currency;
import java.util.StringJoiner;

/** Decodes the events of limits for {@link ChunkFold}. One thread. */
final class LimitFold {
    private final SkuLimitsPutDecoder skuLimitsPut = new SkuLimitsPutDecoder();
    private final VipQuotaPutDecoder vipQuotaPut = new VipQuotaPutDecoder();
    private final LotteryChangedDecoder lotteryChanged = new LotteryChangedDecoder();
    private final StockLowDecoder stockLow = new StockLowDecoder();
    private final SoldOutDecoder soldOut = new SoldOutDecoder();
    private final BackInStockDecoder backInStock = new BackInStockDecoder();
    private final HoldExtendedDecoder holdExtended = new HoldExtendedDecoder();
    private final CouponPutDecoder couponPut = new CouponPutDecoder();
    private final CouponUseDecoder couponUse = new CouponUseDecoder();
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

    String onCouponPut() {
        CouponPutDecoder e = couponPut.wrapAndApplyHeader(event.payload(), event.offset(), event.header());
        StringJoiner skus = new StringJoiner(",");
        for (CouponPutDecoder.SkusDecoder sku : e.skus()) {
            skus.add(sku.sku());
        }
        LimitRows.Coupon row = new LimitRows.Coupon(
                e.code(),
                e.discountAmount(),
                e.discountBps(),
                Currency.unpack((int) e.currency()),
                e.maxUses(),
                e.maxPerBuyer(),
                e.startsAtMicros(),
                e.endsAtMicros(),
                skus.toString(),
                event.seq());
        chunk.limits.coupons.put(row.code(), row);
        chunk.countRows(1);
        json.field("code", row.code()).field("discount_amount", row.discountAmount());
        json.field("discount_bps", row.discountBps()).field("currency", row.currency());
        json.field("max_uses", row.maxUses()).field("max_per_buyer", row.maxPerBuyer());
        return "CouponPut";
    }

    String onCouponUse() {
        CouponUseDecoder e = couponUse.wrapAndApplyHeader(event.payload(), event.offset(), event.header());
        OrderId id = new OrderId(e.orderIdHigh(), e.orderIdLow());
        LimitRows.CouponUse row =
                new LimitRows.CouponUse(id, e.code(), e.discount(), e.state().name(), event.seq());
        chunk.limits.couponUses.put(id, row);
        chunk.countRows(1);
        json.field("order_id", id).field("code", row.code()).field("discount", row.discount());
        json.field("state", row.state()).field("held", e.held()).field("used", e.used());
        return "CouponUse";
    }

    String onVipQuotaPut() {
        VipQuotaPutDecoder e = vipQuotaPut.wrapAndApplyHeader(event.payload(), event.offset(), event.header());
        chunk.limits.vipQuotas.put(e.skuNumber(), new LimitRows.VipQuota(e.skuNumber(), e.vipQuota(), event.seq()));
        chunk.countRows(1);
        json.field("sku_number", e.skuNumber()).field("vip_quota", e.vipQuota());
        return "VipQuotaPut";
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
