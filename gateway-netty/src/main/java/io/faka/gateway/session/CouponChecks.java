package io.faka.gateway.session;

import static io.faka.gateway.session.CommandValidator.MAX_AMOUNT;

import io.faka.codec.command.PutCouponDecoder;
import io.faka.engine.Currency;
import io.faka.engine.limit.CouponTerms;
import io.faka.engine.limit.Coupons;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/** Checks the definition of a coupon for {@link CommandValidator}. */
final class CouponChecks {
    private static final ByteOrder LE = ByteOrder.LITTLE_ENDIAN;

    private final CommandValidator validator;

    CouponChecks(CommandValidator validator) {
        this.validator = validator;
    }

    /** Checks a PutCoupon whose block begins at {@code block}; the cursor is behind it. */
    void checkPut(UnsafeBuffer buffer, int block, MessageCursor cursor) {
        String problem = firstProblem(buffer, block);
        validator.require(problem.isEmpty(), problem);
        int skus = cursor.group(0);
        validator.require(cursor.failed() || skus <= Coupons.MAX_SKUS, "skus must be at most " + Coupons.MAX_SKUS);
        for (int i = 0; i < skus && !cursor.failed(); i++) {
            int unused = cursor.block(0);
            if (!cursor.failed()) {
                validator.sku();
            }
        }
        validator.text("code", 1, Coupons.MAX_CODE_LENGTH);
    }

    /** What is wrong with the block; empty if nothing is. */
    private static String firstProblem(UnsafeBuffer buffer, int block) {
        long amount = buffer.getLong(block + PutCouponDecoder.discountAmountEncodingOffset(), LE);
        int bps = buffer.getShort(block + PutCouponDecoder.discountBpsEncodingOffset(), LE) & 0xffff;
        long starts = buffer.getLong(block + PutCouponDecoder.startsAtMicrosEncodingOffset(), LE);
        long ends = buffer.getLong(block + PutCouponDecoder.endsAtMicrosEncodingOffset(), LE);
        if (amount < 0 || amount > MAX_AMOUNT) {
            return "discountAmount must be 0 to 10^15";
        }
        if (bps > CouponTerms.ALL_BPS || (bps == 0) == (amount == 0)) {
            return "discountBps must be 1 to 10000, or 0 with a discountAmount";
        }
        if (!Currency.isValid(buffer.getInt(block + PutCouponDecoder.currencyEncodingOffset(), LE))) {
            return "currency must be three letters A-Z packed big-endian";
        }
        return starts < 0 || ends < 0 || ends != 0 && ends <= starts
                ? "endsAtMicros must be 0 or after startsAtMicros, and neither negative"
                : "";
    }
}
