package io.faka.replicator;

import java.util.LinkedHashMap;
import java.util.Map;

/** The rows of one transaction that tell of limits; the last state of each wins. */
final class LimitRows {
    record SkuLimits(
            long skuNumber,
            long maxPerBuyer,
            long buyerWindowMillis,
            long maxOpenHoldsPerBuyer,
            long maxOpenHoldsPerAddress,
            long maxHeldShareBps,
            long changedSeq) {}

    record VipQuota(long skuNumber, long vipQuota, long changedSeq) {}

    record Lottery(long skuNumber, String state, long entries, long seed, long changedSeq, long changedMicros) {}

    final Map<Long, Lottery> lotteries = new LinkedHashMap<>();
    final Map<Long, SkuLimits> skuLimits = new LinkedHashMap<>();
    final Map<Long, VipQuota> vipQuotas = new LinkedHashMap<>();

    /** When the hold of an order ends now, in microseconds. */
    final Map<OrderId, Long> extended = new LinkedHashMap<>();

    record Coupon(
            String code,
            long discountAmount,
            int discountBps,
            String currency,
            long maxUses,
            long maxPerBuyer,
            long startsMicros,
            long endsMicros,
            String skus,
            long changedSeq) {}

    record CouponUse(OrderId orderId, String code, long discount, String state, long changedSeq) {}

    final Map<String, Coupon> coupons = new LinkedHashMap<>();
    final Map<OrderId, CouponUse> couponUses = new LinkedHashMap<>();

    void clear() {
        coupons.clear();
        couponUses.clear();
        extended.clear();
        lotteries.clear();
        skuLimits.clear();
        vipQuotas.clear();
    }
}
