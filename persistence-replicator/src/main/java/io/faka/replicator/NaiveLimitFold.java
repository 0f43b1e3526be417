package io.faka.replicator;

import io.faka.codec.event.BackInStockDecoder;
import io.faka.codec.event.CouponPutDecoder;
import io.faka.codec.event.CouponUseDecoder;
import io.faka.codec.event.LotteryChangedDecoder;
import io.faka.codec.event.SkuLimitsPutDecoder;
import io.faka.codec.event.SoldOutDecoder;
import io.faka.codec.event.StockLowDecoder;
import io.faka.codec.event.VipQuotaPutDecoder;
import io.faka.engine.Currency;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The tables of limits as plain maps, for {@link NaiveFold}. */
final class NaiveLimitFold {
    private final Map<String, Map<String, String>> tables = new HashMap<>();

    NaiveLimitFold() {
        for (String name : List.of("sku_limits", "vip_quotas", "lotteries", "coupons", "coupon_uses")) {
            tables.put(name, new HashMap<>());
        }
    }

    /** Rows by key; null if it has no such table. */
    Map<String, String> table(String name) {
        return tables.get(name);
    }

    /** Applies the event if it is one of limits; its type, or null. */
    String apply(EventCursor event) {
        if (event.templateId() == SkuLimitsPutDecoder.TEMPLATE_ID) {
            skuLimits(new SkuLimitsPutDecoder().wrapAndApplyHeader(event.payload(), event.offset(), event.header()));
            return "SkuLimitsPut";
        }
        if (event.templateId() == VipQuotaPutDecoder.TEMPLATE_ID) {
            VipQuotaPutDecoder e =
                    new VipQuotaPutDecoder().wrapAndApplyHeader(event.payload(), event.offset(), event.header());
            tables.get("vip_quotas").put(NaiveFold.text(e.skuNumber()), NaiveFold.text(e.vipQuota(), e.seq()));
            return "VipQuotaPut";
        }
        if (event.templateId() == LotteryChangedDecoder.TEMPLATE_ID) {
            lottery(new LotteryChangedDecoder().wrapAndApplyHeader(event.payload(), event.offset(), event.header()));
            return "LotteryChanged";
        }
        if (event.templateId() == CouponPutDecoder.TEMPLATE_ID) {
            coupon(new CouponPutDecoder().wrapAndApplyHeader(event.payload(), event.offset(), event.header()));
            return "CouponPut";
        }
        if (event.templateId() == CouponUseDecoder.TEMPLATE_ID) {
            CouponUseDecoder e =
                    new CouponUseDecoder().wrapAndApplyHeader(event.payload(), event.offset(), event.header());
            String id = new OrderId(e.orderIdHigh(), e.orderIdLow()).toString();
            tables.get("coupon_uses").put(id, NaiveFold.text(e.code(), e.discount(), e.state(), e.seq()));
            return "CouponUse";
        }
        return switch (event.templateId()) {
            case StockLowDecoder.TEMPLATE_ID -> "StockLow";
            case SoldOutDecoder.TEMPLATE_ID -> "SoldOut";
            case BackInStockDecoder.TEMPLATE_ID -> "BackInStock";
            default -> null;
        };
    }

    private void lottery(LotteryChangedDecoder e) {
        String row = NaiveFold.text(e.state().name(), e.entries(), e.seed(), e.seq(), e.timeMicros());
        tables.get("lotteries").put(NaiveFold.text(e.skuNumber()), row);
    }

    private void coupon(CouponPutDecoder e) {
        List<String> skus = new ArrayList<>();
        e.skus().forEach(sku -> skus.add(sku.sku()));
        String money = NaiveFold.text(e.discountAmount(), e.discountBps(), Currency.unpack((int) e.currency()));
        String bounds = NaiveFold.text(e.maxUses(), e.maxPerBuyer(), e.startsAtMicros(), e.endsAtMicros());
        String row = NaiveFold.text(money, bounds, String.join(",", skus), e.seq());
        tables.get("coupons").put(e.code(), row);
    }

    private void skuLimits(SkuLimitsPutDecoder e) {
        String holds = NaiveFold.text(e.maxOpenHoldsPerBuyer(), e.maxOpenHoldsPerAddress(), e.maxHeldShareBps());
        String row = NaiveFold.text(e.maxPerBuyer(), e.buyerWindowMillis(), holds, e.seq());
        tables.get("sku_limits").put(NaiveFold.text(e.skuNumber()), row);
    }
}
