package io.faka.engine.publish;

import io.faka.codec.reply.CouponReplyEncoder;
import io.faka.codec.reply.MessageHeaderEncoder;
import io.faka.codec.reply.ResultCode;
import io.faka.engine.RecordBuffer;
import io.faka.engine.inventory.Skus;
import io.faka.engine.limit.Coupons;
import io.faka.engine.memory.Memory;

/** Writes replies that show a coupon, where {@link ReplyPublisher} writes. */
public final class CouponReplies {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int TEXTS = 100;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final CouponReplyEncoder couponReply = new CouponReplyEncoder();
    private final ReplyPublisher replies;
    private final Skus skus;
    private final Coupons coupons;

    /** Reads what it writes from these tables. */
    public CouponReplies(ReplyPublisher replies, Skus skus, Coupons coupons) {
        this.replies = replies;
        this.skus = skus;
        this.coupons = coupons;
    }

    /** The coupon as it is now. */
    public void coupon(int coupon, ResultCode code, long seq) {
        int terms = coupons.terms(coupon);
        int count = coupons.terms().skuCount(terms);
        RecordBuffer records = replies.records();
        int at =
                records.claim(HEADER + CouponReplyEncoder.BLOCK_LENGTH + 4 + count * (1 + Skus.MAX_KEY_LENGTH) + TEXTS);
        CouponReplyEncoder.SkusEncoder group = couponReply
                .wrapAndApplyHeader(records.buffer(), at, header)
                .seq(seq)
                .discountAmount(coupons.terms().discount(terms))
                .startsAtMicros(coupons.getLong(coupon, Coupons.STARTS))
                .endsAtMicros(coupons.getLong(coupon, Coupons.ENDS))
                .maxUses(coupons.getInt(coupon, Coupons.MAX_USES))
                .maxPerBuyer(coupons.getInt(coupon, Coupons.MAX_PER_BUYER))
                .used(coupons.getInt(coupon, Coupons.USED))
                .held(coupons.getInt(coupon, Coupons.HELD))
                .currency(coupons.getInt(coupon, Coupons.CURRENCY))
                .discountBps(coupons.terms().discountBps(terms))
                .code(code)
                .skusCount(count);
        for (int i = 0; i < count; i++) {
            int sku = coupons.terms().sku(terms, i);
            CouponReplyEncoder.SkusEncoder unused = group.next();
            couponReply.limit(
                    Memory.putText8(records.buffer(), couponReply.limit(), skus.key(sku), skus.keyLength(sku)));
        }
        int end = Memory.putText8(
                records.buffer(), couponReply.limit(), coupons.code(coupon), coupons.codeLength(coupon));
        records.commit(end - at);
    }
}
