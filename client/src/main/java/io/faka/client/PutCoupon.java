package io.faka.client;

import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.codec.command.PutCouponEncoder;
import io.faka.engine.Currency;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Creates a coupon, or replaces its definition whole; what is held or used of it stays.
 *
 * @param code           1-64 bytes
 * @param maxUses        orders that hold or used it at most
 * @param maxPerBuyer    as maxUses, of one buyer; 0 = no limit
 * @param discountAmount minor units off, 0 if a share is taken off
 * @param discountBps    ten-thousandths off, 0 if an amount is taken off
 * @param currency       ISO code
 * @param skus           at most 64; none = all of the currency
 * @param startsAtMicros microseconds since 1970, 0 = always
 * @param endsAtMicros   microseconds since 1970, 0 = never
 */
public record PutCoupon(
        String code,
        long maxUses,
        long maxPerBuyer,
        long discountAmount,
        int discountBps,
        String currency,
        List<String> skus,
        long startsAtMicros,
        long endsAtMicros)
        implements Request<CouponResult> {
    public PutCoupon {
        skus = List.copyOf(skus);
        if (skus.size() > 64) {
            throw new IllegalArgumentException("a coupon names at most 64 SKUs: " + skus.size());
        }
    }

    /** So much off each order, of any SKU of the currency, at any time. */
    public static PutCoupon amountOff(String code, long maxUses, long amount, String currency) {
        return new PutCoupon(code, maxUses, 0, amount, 0, currency, List.of(), 0, 0);
    }

    @Override
    public int maxEncodedLength() {
        return 128 + (skus.size() + 1) * 256;
    }

    @Override
    public int encode(MutableDirectBuffer buffer, int offset) {
        PutCouponEncoder put = new PutCouponEncoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder());
        put.discountAmount(discountAmount).startsAtMicros(startsAtMicros).endsAtMicros(endsAtMicros);
        put.maxUses(maxUses).maxPerBuyer(maxPerBuyer).currency(Currency.pack(currency));
        PutCouponEncoder.SkusEncoder group = put.discountBps(discountBps).skusCount(skus.size());
        skus.forEach(sku -> group.next().sku(sku));
        put.code(code);
        return MessageHeaderEncoder.ENCODED_LENGTH + put.encodedLength();
    }

    @Override
    public CouponResult decode(DirectBuffer buffer, int offset, int length) {
        return Replies.coupon(buffer, offset);
    }
}
