package io.faka.client;

import io.faka.codec.reply.ResultCode;
import java.util.List;

/**
 * A coupon after a command.
 *
 * @param used by paid orders
 * @param held by unpaid orders
 * @param skus none = all of the currency
 */
public record CouponResult(
        ResultCode code,
        String coupon,
        long maxUses,
        long maxPerBuyer,
        long used,
        long held,
        long discountAmount,
        int discountBps,
        String currency,
        List<String> skus,
        long startsAtMicros,
        long endsAtMicros,
        long seq) {
    public CouponResult {
        skus = List.copyOf(skus);
    }
}
