package io.faka.client;

import io.faka.codec.reply.ResultCode;

/**
 * The units that were named, counted by their state after it.
 *
 * @param unitId  0 = a lot was named
 * @param changed how many the request itself moved
 * @param voided  with those that were replaced
 */
public record MovedResult(
        ResultCode code,
        String sku,
        String lot,
        long unitId,
        long changed,
        long available,
        long reserved,
        long allocated,
        long delivered,
        long quarantined,
        long voided,
        long seq) {}
