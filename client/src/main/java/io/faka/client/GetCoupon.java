package io.faka.client;

import io.faka.codec.command.GetCouponEncoder;
import io.faka.codec.command.MessageHeaderEncoder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** A coupon, and how much of it is held and used as of the latest command. */
public record GetCoupon(String code) implements Request<CouponResult> {
    @Override
    public int maxEncodedLength() {
        return 64 + 255;
    }

    @Override
    public int encode(MutableDirectBuffer buffer, int offset) {
        GetCouponEncoder get = new GetCouponEncoder();
        get.wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder()).code(code);
        return MessageHeaderEncoder.ENCODED_LENGTH + get.encodedLength();
    }

    @Override
    public CouponResult decode(DirectBuffer buffer, int offset, int length) {
        return Replies.coupon(buffer, offset);
    }
}
