package io.faka.client;

import io.faka.codec.reply.ResultCode;
import io.faka.codec.reply.SkuState;

/**
 * A SKU and its quantities; money in minor units, {@code version} grows with every change.
 *
 * @param orderable       what an order of priority 0 could have
 * @param orderableByVips what an order of a priority above 0 could have
 * @param vipQuota        units kept for orders of a priority above 0
 */
public record SkuResult(
        ResultCode code,
        SkuState state,
        String sku,
        String name,
        long price,
        String currency,
        long available,
        long reserved,
        long allocated,
        long sold,
        long quarantined,
        long voided,
        long backordered,
        long seq,
        long version,
        long orderable,
        long orderableByVips,
        long vipQuota,
        long saleCap) {}
