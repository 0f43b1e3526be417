package io.faka.engine.supply;

import static io.faka.codec.reply.ResultCode.COUPON_NOT_FOUND;
import static io.faka.codec.reply.ResultCode.CREATED;
import static io.faka.codec.reply.ResultCode.FOUND;
import static io.faka.codec.reply.ResultCode.INVALID_FIELD;
import static io.faka.codec.reply.ResultCode.MALFORMED;
import static io.faka.codec.reply.ResultCode.SKU_NOT_FOUND;
import static io.faka.codec.reply.ResultCode.UPDATED;

import io.faka.codec.command.GetCouponDecoder;
import io.faka.codec.command.PutCouponDecoder;
import io.faka.engine.Currency;
import io.faka.engine.inventory.Skus;
import io.faka.engine.limit.CouponTerms;
import io.faka.engine.limit.Coupons;
import io.faka.engine.memory.Memory;
import io.faka.engine.publish.CouponEvents;
import io.faka.engine.publish.CouponReplies;
import io.faka.engine.publish.EventPublisher;
import io.faka.engine.publish.ReplyPublisher;

/**
 * Decides PutCoupon: CREATED, or UPDATED, which replaces the whole definition and leaves held and used as they are, and the orders
 * that have the coupon; fewer uses than are held or used only mean that no more are had. Refused are: MALFORMED; INVALID_FIELD for a value out of range (either an amount
 * or a share is taken off); SKU_NOT_FOUND. Answers GetCoupon: FOUND, COUPON_NOT_FOUND.
 */
public final class CouponDesk {
    private static final int HEADER = 8;
    private static final int NO_DETAIL = -1;

    private final Skus skus;
    private final Coupons coupons;
    private final CouponTerms terms;
    private final CouponEvents events;
    private final CouponReplies couponReplies;
    private final ReplyPublisher replies;
    private final int[] named = new int[Coupons.MAX_SKUS];
    private long block;
    private int skuCount;
    private boolean skusFound;
    private long codeAt;
    private int codeLength;

    /** Works on these tables. */
    public CouponDesk(Skus skus, Coupons coupons, EventPublisher events, ReplyPublisher replies) {
        this.skus = skus;
        this.coupons = coupons;
        this.terms = coupons.terms();
        this.events = new CouponEvents(events, skus, coupons);
        this.couponReplies = new CouponReplies(replies, skus, coupons);
        this.replies = replies;
    }

    /** Decides one command. */
    public void onPutCoupon(long seq, long command, int length) {
        if (!parse(command, length)) {
            replies.refusal(MALFORMED, NO_DETAIL, seq);
            return;
        }
        int field = firstInvalidField();
        if (field != 0) {
            replies.refusal(INVALID_FIELD, field, seq);
            return;
        }
        if (!skusFound) {
            replies.refusal(SKU_NOT_FOUND, NO_DETAIL, seq);
            return;
        }
        int coupon = coupons.find(codeAt, codeLength);
        boolean created = coupon == 0;
        if (created) {
            coupon = coupons.add(codeAt, codeLength);
        }
        store(coupon);
        events.couponPut(coupon);
        couponReplies.coupon(coupon, created ? CREATED : UPDATED, seq);
    }

    /** Answers one query. */
    public void onGetCoupon(long query, int length, long seq) {
        int blockLength = Memory.getUnsignedShort(query);
        long text = query + HEADER + blockLength;
        boolean fits = blockLength >= GetCouponDecoder.BLOCK_LENGTH && text < query + length;
        if (!fits || text + 1 + Memory.getUnsignedByte(text) != query + length) {
            replies.refusal(MALFORMED, NO_DETAIL, 0);
            return;
        }
        int coupon = coupons.find(text + 1, Memory.getUnsignedByte(text));
        if (coupon == 0) {
            replies.refusal(COUPON_NOT_FOUND, NO_DETAIL, 0);
        } else {
            couponReplies.coupon(coupon, FOUND, seq);
        }
    }

    private boolean parse(long command, int length) {
        int blockLength = Memory.getUnsignedShort(command);
        long end = command + length;
        block = command + HEADER;
        long group = block + blockLength;
        if (blockLength < PutCouponDecoder.BLOCK_LENGTH || group + PutCouponDecoder.SkusDecoder.HEADER_SIZE >= end) {
            return false;
        }
        int entryLength = Memory.getUnsignedShort(group);
        skuCount = Memory.getUnsignedShort(group + 2);
        skusFound = true;
        long at = group + PutCouponDecoder.SkusDecoder.HEADER_SIZE;
        for (int i = 0; i < skuCount; i++) {
            at += entryLength;
            if (at >= end) {
                return false;
            }
            int textLength = Memory.getUnsignedByte(at);
            if (at + 1 + textLength >= end) {
                return false;
            }
            if (i < Coupons.MAX_SKUS) {
                named[i] = skus.find(at + 1, textLength);
                skusFound &= named[i] != 0;
            }
            at += 1 + textLength;
        }
        codeAt = at + 1;
        codeLength = Memory.getUnsignedByte(at);
        return codeAt + codeLength == end;
    }

    private int firstInvalidField() {
        long amount = Memory.getLong(block + PutCouponDecoder.discountAmountEncodingOffset());
        int bps = Memory.getUnsignedShort(block + PutCouponDecoder.discountBpsEncodingOffset());
        if (amount < 0 || amount > SkuDefinitions.MAX_PRICE) {
            return PutCouponDecoder.discountAmountId();
        }
        if (bps > CouponTerms.ALL_BPS || (bps == 0) == (amount == 0)) {
            return PutCouponDecoder.discountBpsId();
        }
        if (!Currency.isValid(Memory.getInt(block + PutCouponDecoder.currencyEncodingOffset()))) {
            return PutCouponDecoder.currencyId();
        }
        long starts = Memory.getLong(block + PutCouponDecoder.startsAtMicrosEncodingOffset());
        if (starts < 0) {
            return PutCouponDecoder.startsAtMicrosId();
        }
        long ends = Memory.getLong(block + PutCouponDecoder.endsAtMicrosEncodingOffset());
        if (ends < 0 || ends != 0 && ends <= starts) {
            return PutCouponDecoder.endsAtMicrosId();
        }
        if (skuCount > Coupons.MAX_SKUS) {
            return (int) PutCouponDecoder.skusDecoderId();
        }
        return codeLength < 1 || codeLength > Coupons.MAX_CODE_LENGTH ? PutCouponDecoder.codeId() : 0;
    }

    private void store(int coupon) {
        coupons.putLong(
                coupon, Coupons.STARTS, Memory.getLong(block + PutCouponDecoder.startsAtMicrosEncodingOffset()));
        coupons.putLong(coupon, Coupons.ENDS, Memory.getLong(block + PutCouponDecoder.endsAtMicrosEncodingOffset()));
        coupons.putInt(coupon, Coupons.MAX_USES, Memory.getInt(block + PutCouponDecoder.maxUsesEncodingOffset()));
        coupons.putInt(
                coupon, Coupons.MAX_PER_BUYER, Memory.getInt(block + PutCouponDecoder.maxPerBuyerEncodingOffset()));
        coupons.putInt(coupon, Coupons.CURRENCY, Memory.getInt(block + PutCouponDecoder.currencyEncodingOffset()));
        int fresh = terms.add(
                Memory.getLong(block + PutCouponDecoder.discountAmountEncodingOffset()),
                Memory.getUnsignedShort(block + PutCouponDecoder.discountBpsEncodingOffset()),
                skuCount);
        for (int i = 0; i < skuCount; i++) {
            terms.sku(fresh, i, named[i]);
        }
        coupons.terms(coupon, fresh);
    }
}
