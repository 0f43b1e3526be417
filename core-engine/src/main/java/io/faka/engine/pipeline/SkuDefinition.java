package io.faka.engine.pipeline;

import io.faka.engine.SkuLimits;
import io.faka.engine.SkuView;

/** The part of a SKU that only a new definition changes. */
record SkuDefinition(
        int skuNumber,
        String sku,
        String name,
        long price,
        int currency,
        short state,
        short delivery,
        short pick,
        short latePolicy,
        long holdTtlMillis,
        long minPerOrder,
        long maxPerOrder,
        long safetyStock,
        long vipQuota,
        long lowStockAt,
        long saleStartsAtMicros,
        long saleEndsAtMicros,
        long lateWindowMillis,
        long saleCap,
        SkuLimits limits,
        long definitionVersion) {

    static SkuDefinition of(SkuView from) {
        return new SkuDefinition(
                from.skuNumber,
                from.sku,
                from.name,
                from.price,
                from.currency,
                from.state,
                from.delivery,
                from.pick,
                from.latePolicy,
                from.holdTtlMillis,
                from.minPerOrder,
                from.maxPerOrder,
                from.safetyStock,
                from.vipQuota,
                from.lowStockAt,
                from.saleStartsAtMicros,
                from.saleEndsAtMicros,
                from.lateWindowMillis,
                from.saleCap,
                from.limits,
                from.definitionVersion);
    }

    void copyTo(SkuView into) {
        into.skuNumber = skuNumber;
        into.sku = sku;
        into.name = name;
        into.price = price;
        into.currency = currency;
        into.state = state;
        into.delivery = delivery;
        into.pick = pick;
        into.latePolicy = latePolicy;
        into.holdTtlMillis = holdTtlMillis;
        into.minPerOrder = minPerOrder;
        into.maxPerOrder = maxPerOrder;
        into.safetyStock = safetyStock;
        into.vipQuota = vipQuota;
        into.lowStockAt = lowStockAt;
        into.saleStartsAtMicros = saleStartsAtMicros;
        into.saleEndsAtMicros = saleEndsAtMicros;
        into.lateWindowMillis = lateWindowMillis;
        into.saleCap = saleCap;
        into.limits = limits;
        into.definitionVersion = definitionVersion;
    }
}
