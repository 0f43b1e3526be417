package io.faka.gateway.json;

import io.faka.codec.reply.CouponReplyDecoder;
import io.faka.codec.reply.MessageHeaderDecoder;
import io.faka.codec.reply.ResultCode;
import io.faka.engine.Currency;
import org.agrona.DirectBuffer;

/** Writes coupons as JSON. One thread. */
public final class CouponWriter {
    private static final byte[] CODE = Names.ascii("{\"code\":");
    private static final byte[] MAX_USES = Names.ascii(",\"max_uses\":");
    private static final byte[] MAX_PER_BUYER = Names.ascii(",\"max_per_buyer\":");
    private static final byte[] USED = Names.ascii(",\"used\":");
    private static final byte[] HELD = Names.ascii(",\"held\":");
    private static final byte[] DISCOUNT_AMOUNT = Names.ascii(",\"discount_amount\":");
    private static final byte[] DISCOUNT_BPS = Names.ascii(",\"discount_bps\":");
    private static final byte[] CURRENCY = Names.ascii(",\"currency\":\"");
    private static final byte[] STARTS_AT = Names.ascii(",\"starts_at\":\"");
    private static final byte[] ENDS_AT = Names.ascii(",\"ends_at\":\"");
    private static final byte[] SKUS = Names.ascii(",\"skus\":[");

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final CouponReplyDecoder coupon = new CouponReplyDecoder();
    private final UtcTime time = new UtcTime();

    /** Nothing to set. */
    public CouponWriter() {}

    /** Result code of a coupon's reply. */
    public ResultCode code(DirectBuffer buffer, int offset) {
        return coupon.wrapAndApplyHeader(buffer, offset, header).code();
    }

    /** Writes one coupon. */
    public void coupon(DirectBuffer buffer, int offset, JsonBytes out) {
        coupon.wrapAndApplyHeader(buffer, offset, header);
        CouponReplyDecoder.SkusDecoder skus = coupon.skus();
        while (skus.hasNext()) {
            int unused = skus.next().skipSku();
        }
        int at = coupon.limit();
        out.raw(CODE).string(buffer, at + 1, buffer.getByte(at) & 0xff);
        out.raw(MAX_USES).number(coupon.maxUses());
        optional(MAX_PER_BUYER, coupon.maxPerBuyer(), out);
        out.raw(USED).number(coupon.used()).raw(HELD).number(coupon.held());
        optional(DISCOUNT_AMOUNT, coupon.discountAmount(), out);
        optional(DISCOUNT_BPS, coupon.discountBps(), out);
        out.raw(CURRENCY)
                .raw(Names.ascii(Currency.unpack((int) coupon.currency())))
                .raw('"');
        optionalTime(STARTS_AT, coupon.startsAtMicros(), out);
        optionalTime(ENDS_AT, coupon.endsAtMicros(), out);
        coupon.sbeRewind();
        out.raw(SKUS);
        boolean first = true;
        CouponReplyDecoder.SkusDecoder again = coupon.skus();
        while (again.hasNext()) {
            int sku = coupon.limit();
            if (!first) {
                out.raw(',');
            }
            first = false;
            out.string(buffer, sku + 1, buffer.getByte(sku) & 0xff);
            int unused = again.next().skipSku();
        }
        out.raw(']').raw('}');
    }

    private static void optional(byte[] name, long value, JsonBytes out) {
        if (value != 0) {
            out.raw(name).number(value);
        }
    }

    private void optionalTime(byte[] name, long micros, JsonBytes out) {
        if (micros != 0) {
            out.raw(name).raw(time.format(micros / 1000)).raw('"');
        }
    }
}
