package io.faka.client;

import io.faka.codec.command.Delivery;

/**
 * How a SKU is delivered and when, and how much of its stock is for sale; 0 = none, always, or the node's default.
 *
 * @param delivery         how buyers get what they paid for
 * @param saleCap          how often the text of a REUSABLE one may be sold, 1 to 10,000,000; 0 for others
 * @param vipQuota         units kept for orders of a priority above 0
 * @param safetyStock      units that are never sold
 * @param lowStockAt       at how many units on sale its stock is told to be low
 * @param minPerOrder      fewest units of one order
 * @param saleStartsAtMicros microseconds since 1970
 * @param saleEndsAtMicros microseconds since 1970
 * @param lateWindowMillis how long after its hold an order can still be paid; 0 = 12 hours
 */
public record SkuTerms(
        Delivery delivery,
        long saleCap,
        long vipQuota,
        long safetyStock,
        long lowStockAt,
        long minPerOrder,
        long saleStartsAtMicros,
        long saleEndsAtMicros,
        long lateWindowMillis) {
    /** One-time codes, all of them for sale to everybody at any time. */
    public static final SkuTerms DEFAULT = new SkuTerms(Delivery.ONE_TIME, 0, 0, 0, 0, 0, 0, 0, 0);

    /** The same, delivered otherwise. */
    public SkuTerms deliveredAs(Delivery as, long cap) {
        return new SkuTerms(
                as,
                cap,
                vipQuota,
                safetyStock,
                lowStockAt,
                minPerOrder,
                saleStartsAtMicros,
                saleEndsAtMicros,
                lateWindowMillis);
    }

    /** The same with so many units kept for orders of a priority above 0. */
    public SkuTerms withVipQuota(long units) {
        return new SkuTerms(
                delivery,
                saleCap,
                units,
                safetyStock,
                lowStockAt,
                minPerOrder,
                saleStartsAtMicros,
                saleEndsAtMicros,
                lateWindowMillis);
    }
}
