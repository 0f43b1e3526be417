package io.faka.engine.publish;

import io.faka.codec.event.CouponPutEncoder;
import io.faka.codec.event.CouponUseEncoder;
import io.faka.codec.event.CouponUseState;
import io.faka.codec.event.MessageHeaderEncoder;
import io.faka.engine.RecordBuffer;
import io.faka.engine.inventory.Skus;
import io.faka.engine.limit.CouponUses;
import io.faka.engine.limit.Coupons;
import io.faka.engine.memory.Memory;

/** Writes the events of coupons, among those of {@link EventPublisher} and for the same command. */
public final class CouponEvents {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int TEXTS = 100;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final CouponPutEncoder couponPut = new CouponPutEncoder();
    private final CouponUseEncoder couponUse = new CouponUseEncoder();
    private final EventPublisher events;
    private final Skus skus;
    private final Coupons coupons;

    /** Writes where {@code events} writes. */
    public CouponEvents(EventPublisher events, Skus skus, Coupons coupons) {
        this.events = events;
        this.skus = skus;
        this.coupons = coupons;
    }

    /** The coupon's definition as it is now. */
    public void couponPut(int coupon) {
        int terms = coupons.terms(coupon);
        int count = coupons.terms().skuCount(terms);
        RecordBuffer records = events.records();
        int at = records.claim(HEADER + CouponPutEncoder.BLOCK_LENGTH + 4 + count * (1 + Skus.MAX_KEY_LENGTH) + TEXTS);
        CouponPutEncoder.SkusEncoder group = couponPut
                .wrapAndApplyHeader(records.buffer(), at, header)
                .seq(events.seq())
                .timeMicros(events.timeMicros())
                .discountAmount(coupons.terms().discount(terms))
                .startsAtMicros(coupons.getLong(coupon, Coupons.STARTS))
                .endsAtMicros(coupons.getLong(coupon, Coupons.ENDS))
                .maxUses(coupons.getInt(coupon, Coupons.MAX_USES))
                .maxPerBuyer(coupons.getInt(coupon, Coupons.MAX_PER_BUYER))
                .currency(coupons.getInt(coupon, Coupons.CURRENCY))
                .discountBps(coupons.terms().discountBps(terms))
                .skusCount(count);
        for (int i = 0; i < count; i++) {
            int sku = coupons.terms().sku(terms, i);
            CouponPutEncoder.SkusEncoder unused = group.next();
            couponPut.limit(text(records, couponPut.limit(), skus.key(sku), skus.keyLength(sku)));
        }
        int end = text(records, couponPut.limit(), coupons.code(coupon), coupons.codeLength(coupon));
        records.commit(end - at);
    }

    /** An order's use of a coupon as it is now, and the coupon's counts. */
    public void couponUse(long orderIdHigh, long orderIdLow, CouponUses uses, int use) {
        int coupon = uses.coupon(use);
        RecordBuffer records = events.records();
        int at = records.claim(HEADER + CouponUseEncoder.BLOCK_LENGTH + TEXTS);
        couponUse
                .wrapAndApplyHeader(records.buffer(), at, header)
                .seq(events.seq())
                .timeMicros(events.timeMicros())
                .orderIdHigh(orderIdHigh)
                .orderIdLow(orderIdLow)
                .discount(uses.discount(use))
                .held(coupons.getInt(coupon, Coupons.HELD))
                .used(coupons.getInt(coupon, Coupons.USED))
                .state(CouponUseState.get(uses.state(use)));
        int end = text(records, couponUse.limit(), coupons.code(coupon), coupons.codeLength(coupon));
        records.commit(end - at);
    }

    private static int text(RecordBuffer records, int at, long address, int length) {
        return Memory.putText8(records.buffer(), at, address, length);
    }
}
