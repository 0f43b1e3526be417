package io.faka.engine;

import io.faka.codec.event.BackInStockDecoder;
import io.faka.codec.event.CouponPutDecoder;
import io.faka.codec.event.CouponUseDecoder;
import io.faka.codec.event.HoldExtendedDecoder;
import io.faka.codec.event.LineCanceledDecoder;
import io.faka.codec.event.MessageHeaderDecoder;
import io.faka.codec.event.SkuLimitsPutDecoder;
import io.faka.codec.event.SoldOutDecoder;
import io.faka.codec.event.StockLowDecoder;
import io.faka.codec.event.VipQuotaPutDecoder;
import io.faka.codec.reply.CouponReplyDecoder;
import java.util.StringJoiner;
import org.agrona.DirectBuffer;

/** Writes the events of limits, holds and stock alerts as one line of text each. */
final class LimitOutputs {
    private LimitOutputs() {}

    static String event(DirectBuffer buffer, int at) {
        MessageHeaderDecoder header = new MessageHeaderDecoder();
        switch (header.wrap(buffer, at).templateId()) {
            case SkuLimitsPutDecoder.TEMPLATE_ID -> {
                return limits(new SkuLimitsPutDecoder().wrapAndApplyHeader(buffer, at, header));
            }
            case StockLowDecoder.TEMPLATE_ID -> {
                StockLowDecoder d = new StockLowDecoder().wrapAndApplyHeader(buffer, at, header);
                return "StockLow " + d.skuNumber() + " available " + d.available() + " of " + d.lowStockAt();
            }
            case VipQuotaPutDecoder.TEMPLATE_ID -> {
                VipQuotaPutDecoder d = new VipQuotaPutDecoder().wrapAndApplyHeader(buffer, at, header);
                return "VipQuotaPut " + d.skuNumber() + " quota " + d.vipQuota();
            }
            case LineCanceledDecoder.TEMPLATE_ID -> {
                return lineCanceled(new LineCanceledDecoder().wrapAndApplyHeader(buffer, at, header));
            }
            case SoldOutDecoder.TEMPLATE_ID -> {
                return "SoldOut "
                        + new SoldOutDecoder()
                                .wrapAndApplyHeader(buffer, at, header)
                                .skuNumber();
            }
            case BackInStockDecoder.TEMPLATE_ID -> {
                BackInStockDecoder d = new BackInStockDecoder().wrapAndApplyHeader(buffer, at, header);
                return "BackInStock " + d.skuNumber() + " available " + d.available();
            }
            case CouponPutDecoder.TEMPLATE_ID -> {
                return couponPut(new CouponPutDecoder().wrapAndApplyHeader(buffer, at, header));
            }
            case CouponUseDecoder.TEMPLATE_ID -> {
                CouponUseDecoder d = new CouponUseDecoder().wrapAndApplyHeader(buffer, at, header);
                return "CouponUse " + Outputs.orderName(d.orderIdLow()) + " " + d.state() + " off " + d.discount()
                        + " held " + d.held() + " used " + d.used() + " " + d.code();
            }
            default -> {
                HoldExtendedDecoder d = new HoldExtendedDecoder().wrapAndApplyHeader(buffer, at, header);
                return "HoldExtended " + Outputs.orderName(d.orderIdLow()) + " until " + d.expiresAtMicros();
            }
        }
    }

    private static String lineCanceled(LineCanceledDecoder d) {
        String text = "LineCanceled " + Outputs.orderName(d.orderIdLow()) + " line " + d.line() + " quantity "
                + d.quantity() + " " + d.state() + " " + d.amount() + " " + Currency.unpack((int) d.currency())
                + " until " + d.expiresAtMicros();
        StringJoiner units = new StringJoiner(",", " units ", "");
        for (LineCanceledDecoder.UnitsDecoder unit : d.units()) {
            units.add(String.valueOf(unit.unitId()));
        }
        String ref = d.cancelRef();
        return text + units.setEmptyValue("") + (ref.isEmpty() ? "" : " ref " + ref);
    }

    static String coupon(DirectBuffer buffer, int at) {
        CouponReplyDecoder d =
                new CouponReplyDecoder().wrapAndApplyHeader(buffer, at, new io.faka.codec.reply.MessageHeaderDecoder());
        StringBuilder text = new StringBuilder(d.code() + " coupon off " + d.discountAmount() + "/" + d.discountBps()
                + " " + Currency.unpack((int) d.currency()) + " from " + d.startsAtMicros() + " to " + d.endsAtMicros()
                + " uses " + d.maxUses() + "/" + d.maxPerBuyer() + " held " + d.held() + " used " + d.used() + " for");
        for (CouponReplyDecoder.SkusDecoder sku : d.skus()) {
            text.append(" ").append(sku.sku());
        }
        return text + ": " + d.coupon();
    }

    private static String couponPut(CouponPutDecoder d) {
        StringBuilder text = new StringBuilder("CouponPut off " + d.discountAmount() + "/" + d.discountBps() + " "
                + Currency.unpack((int) d.currency()) + " from " + d.startsAtMicros() + " to " + d.endsAtMicros()
                + " uses " + d.maxUses() + "/" + d.maxPerBuyer() + " for");
        for (CouponPutDecoder.SkusDecoder sku : d.skus()) {
            text.append(" ").append(sku.sku());
        }
        return text + ": " + d.code();
    }

    private static String limits(SkuLimitsPutDecoder d) {
        return "SkuLimitsPut " + d.skuNumber() + " buyer " + d.maxPerBuyer() + " in " + d.buyerWindowMillis()
                + " holds " + d.maxOpenHoldsPerBuyer() + "/" + d.maxOpenHoldsPerAddress() + " share "
                + d.maxHeldShareBps();
    }
}
