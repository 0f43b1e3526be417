package io.faka.engine.publish;

import io.faka.codec.reply.CouponReplyDecoder;
import io.faka.codec.reply.LotUnitsReplyDecoder;
import io.faka.codec.reply.LotteryReplyDecoder;
import io.faka.codec.reply.MoneyPageDecoder;
import io.faka.codec.reply.MovedReplyDecoder;
import io.faka.codec.reply.OfferReplyDecoder;
import io.faka.codec.reply.OffersReplyDecoder;
import io.faka.codec.reply.OrderReplyDecoder;
import io.faka.codec.reply.PaymentReplyDecoder;
import io.faka.codec.reply.PublicUnitsReplyDecoder;
import io.faka.codec.reply.RecallReplyDecoder;
import io.faka.codec.reply.RefundReplyDecoder;
import io.faka.codec.reply.RefusalDecoder;
import io.faka.codec.reply.SkuReplyDecoder;
import io.faka.codec.reply.UnitsReplyDecoder;
import io.faka.codec.reply.WalletBalancesDecoder;
import io.faka.codec.reply.WalletReplyDecoder;
import io.faka.codec.reply.WalletStatementDecoder;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/** Where the result code stands in a reply. A reply without one says OK. Immutable; any thread. */
public final class ReplyCodes {
    private static final int HEADER_BYTES = 8;
    private static final int TEMPLATE_ID_AT = 2;
    private static final byte[] CODE_AT = new byte[128];

    static {
        codeAt(OrderReplyDecoder.TEMPLATE_ID, OrderReplyDecoder.codeEncodingOffset());
        codeAt(SkuReplyDecoder.TEMPLATE_ID, SkuReplyDecoder.codeEncodingOffset());
        codeAt(UnitsReplyDecoder.TEMPLATE_ID, UnitsReplyDecoder.codeEncodingOffset());
        codeAt(RefusalDecoder.TEMPLATE_ID, RefusalDecoder.codeEncodingOffset());
        codeAt(PaymentReplyDecoder.TEMPLATE_ID, PaymentReplyDecoder.codeEncodingOffset());
        codeAt(RefundReplyDecoder.TEMPLATE_ID, RefundReplyDecoder.codeEncodingOffset());
        codeAt(MoneyPageDecoder.TEMPLATE_ID, MoneyPageDecoder.codeEncodingOffset());
        codeAt(OfferReplyDecoder.TEMPLATE_ID, OfferReplyDecoder.codeEncodingOffset());
        codeAt(OffersReplyDecoder.TEMPLATE_ID, OffersReplyDecoder.codeEncodingOffset());
        codeAt(PublicUnitsReplyDecoder.TEMPLATE_ID, PublicUnitsReplyDecoder.codeEncodingOffset());
        codeAt(CouponReplyDecoder.TEMPLATE_ID, CouponReplyDecoder.codeEncodingOffset());
        codeAt(MovedReplyDecoder.TEMPLATE_ID, MovedReplyDecoder.codeEncodingOffset());
        codeAt(RecallReplyDecoder.TEMPLATE_ID, RecallReplyDecoder.codeEncodingOffset());
        codeAt(LotUnitsReplyDecoder.TEMPLATE_ID, LotUnitsReplyDecoder.codeEncodingOffset());
        codeAt(WalletReplyDecoder.TEMPLATE_ID, WalletReplyDecoder.codeEncodingOffset());
        codeAt(WalletBalancesDecoder.TEMPLATE_ID, WalletBalancesDecoder.codeEncodingOffset());
        codeAt(WalletStatementDecoder.TEMPLATE_ID, WalletStatementDecoder.codeEncodingOffset());
        codeAt(LotteryReplyDecoder.TEMPLATE_ID, LotteryReplyDecoder.codeEncodingOffset());
    }

    private ReplyCodes() {}

    /** Value of the {@code ResultCode} of the reply at {@code offset}, header first. */
    public static int of(DirectBuffer buffer, int offset) {
        int at = CODE_AT[buffer.getShort(offset + TEMPLATE_ID_AT, ByteOrder.LITTLE_ENDIAN)];
        return at == 0 ? 0 : buffer.getByte(offset + at) & 0xff;
    }

    private static void codeAt(int templateId, int fieldOffset) {
        CODE_AT[templateId] = (byte) (HEADER_BYTES + fieldOffset);
    }
}
