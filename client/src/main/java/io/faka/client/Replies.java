package io.faka.client;

import io.faka.codec.command.OfferState;
import io.faka.codec.reply.CouponReplyDecoder;
import io.faka.codec.reply.MessageHeaderDecoder;
import io.faka.codec.reply.MoneyPageDecoder;
import io.faka.codec.reply.OfferReplyDecoder;
import io.faka.codec.reply.OffersReplyDecoder;
import io.faka.codec.reply.OrderReplyDecoder;
import io.faka.codec.reply.PaymentReplyDecoder;
import io.faka.codec.reply.RefundReplyDecoder;
import io.faka.codec.reply.RefusalDecoder;
import io.faka.codec.reply.ResultCode;
import io.faka.codec.reply.SkuReplyDecoder;
import io.faka.codec.reply.StateHashDecoder;
import io.faka.codec.reply.UnitsReplyDecoder;
import io.faka.engine.Currency;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/** Turns reply messages into results. */
final class Replies {
    private Replies() {}

    static OrderResult order(DirectBuffer buffer, int offset) {
        expect(OrderReplyDecoder.TEMPLATE_ID, buffer, offset);
        OrderReplyDecoder reply =
                new OrderReplyDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
        List<OrderResult.Line> lines = lines(reply);
        List<OrderResult.Unit> units = units(reply);
        List<OrderResult.Fill> fills = fills(reply);
        String clientOrderId = reply.clientOrderId();
        String buyer = reply.buyer();
        return new OrderResult(
                reply.code(),
                reply.state(),
                new OrderId(reply.orderIdHigh(), reply.orderIdLow()),
                clientOrderId,
                buyer,
                reply.amount(),
                Currency.unpack((int) reply.currency()),
                Instant.EPOCH.plusNanos(reply.expiresAtMicros() * 1_000),
                reply.seq(),
                lines,
                fills,
                units,
                reply.firstUnit(),
                reply.unitsTotal(),
                reply.queuePosition(),
                Instant.EPOCH.plusNanos(reply.backorderExpiresAtMicros() * 1_000),
                reply.unitId(),
                reply.newUnitId(),
                Math.max(0, reply.discount()));
    }

    private static List<OrderResult.Line> lines(OrderReplyDecoder reply) {
        List<OrderResult.Line> lines = new ArrayList<>();
        for (OrderReplyDecoder.LinesDecoder line : reply.lines()) {
            long quantity = line.quantity();
            long unitPrice = line.unitPrice();
            long reserved = line.reserved();
            lines.add(new OrderResult.Line(line.sku(), quantity, unitPrice, reserved));
        }
        return lines;
    }

    private static List<OrderResult.Fill> fills(OrderReplyDecoder reply) {
        List<OrderResult.Fill> fills = new ArrayList<>();
        for (OrderReplyDecoder.FillsDecoder fill : reply.fills()) {
            int line = fill.line();
            long offerId = fill.offerId();
            long quantity = fill.quantity();
            long unitPrice = fill.unitPrice();
            fills.add(new OrderResult.Fill(line, offerId, fill.seller(), quantity, unitPrice));
        }
        return fills;
    }

    private static List<OrderResult.Unit> units(OrderReplyDecoder reply) {
        List<OrderResult.Unit> units = new ArrayList<>();
        for (OrderReplyDecoder.UnitsDecoder unit : reply.units()) {
            long unitId = unit.unitId();
            int line = unit.line();
            byte[] code = new byte[unit.codeLength()];
            unit.getCode(code, 0, code.length);
            units.add(new OrderResult.Unit(unitId, line, new String(code, StandardCharsets.UTF_8)));
        }
        return units;
    }

    static OfferResult offer(DirectBuffer buffer, int offset) {
        expect(OfferReplyDecoder.TEMPLATE_ID, buffer, offset);
        OfferReplyDecoder reply =
                new OfferReplyDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
        List<Tier> tiers = new ArrayList<>();
        for (OfferReplyDecoder.TiersDecoder tier : reply.tiers()) {
            tiers.add(new Tier(tier.minQuantity(), tier.unitPrice()));
        }
        String sku = reply.sku();
        return new OfferResult(
                reply.code(),
                reply.offerId(),
                sku,
                reply.seller(),
                reply.unitPrice(),
                Currency.unpack((int) reply.currency()),
                OfferState.get(reply.stateRaw()),
                reply.available(),
                tiers);
    }

    static CouponResult coupon(DirectBuffer buffer, int offset) {
        expect(CouponReplyDecoder.TEMPLATE_ID, buffer, offset);
        CouponReplyDecoder reply =
                new CouponReplyDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
        List<String> skus = new ArrayList<>();
        for (CouponReplyDecoder.SkusDecoder sku : reply.skus()) {
            skus.add(sku.sku());
        }
        return new CouponResult(
                reply.code(),
                reply.coupon(),
                reply.maxUses(),
                reply.maxPerBuyer(),
                reply.used(),
                reply.held(),
                reply.discountAmount(),
                reply.discountBps(),
                Currency.unpack((int) reply.currency()),
                skus,
                reply.startsAtMicros(),
                reply.endsAtMicros(),
                reply.seq());
    }

    static OffersPage offers(DirectBuffer buffer, int offset) {
        expect(OffersReplyDecoder.TEMPLATE_ID, buffer, offset);
        OffersReplyDecoder reply =
                new OffersReplyDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
        String sku = skuOf(buffer, offset);
        List<OfferResult> offers = new ArrayList<>();
        for (OffersReplyDecoder.OffersDecoder one : reply.offers()) {
            long id = one.offerId();
            long price = one.unitPrice();
            long available = one.available();
            OfferState state = OfferState.get(one.stateRaw());
            List<Tier> tiers = new ArrayList<>();
            for (OffersReplyDecoder.OffersDecoder.TiersDecoder tier : one.tiers()) {
                tiers.add(new Tier(tier.minQuantity(), tier.unitPrice()));
            }
            String currency = Currency.unpack((int) reply.currency());
            offers.add(new OfferResult(reply.code(), id, sku, one.seller(), price, currency, state, available, tiers));
        }
        return new OffersPage(offers, reply.nextAfterOfferId());
    }

    /** The SKU's name, which stands behind all offers. */
    private static String skuOf(DirectBuffer buffer, int offset) {
        OffersReplyDecoder reply =
                new OffersReplyDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
        for (OffersReplyDecoder.OffersDecoder one : reply.offers()) {
            int unused = 0;
            for (OffersReplyDecoder.OffersDecoder.TiersDecoder tier : one.tiers()) {
                unused += tier.actingVersion();
            }
            unused += one.skipSeller();
        }
        return reply.sku();
    }

    static SkuResult sku(DirectBuffer buffer, int offset) {
        expect(SkuReplyDecoder.TEMPLATE_ID, buffer, offset);
        SkuReplyDecoder reply = new SkuReplyDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
        String sku = reply.sku();
        String name = reply.name();
        return new SkuResult(
                reply.code(),
                reply.state(),
                sku,
                name,
                reply.price(),
                Currency.unpack((int) reply.currency()),
                reply.available(),
                reply.reserved(),
                reply.allocated(),
                reply.sold(),
                reply.quarantined(),
                reply.voided(),
                reply.backordered(),
                reply.seq(),
                reply.version(),
                reply.orderable(),
                reply.orderableByVips(),
                reply.vipQuota(),
                reply.saleCap());
    }

    static UnitsResult units(DirectBuffer buffer, int offset) {
        expect(UnitsReplyDecoder.TEMPLATE_ID, buffer, offset);
        UnitsReplyDecoder reply =
                new UnitsReplyDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
        List<Integer> duplicates = new ArrayList<>();
        for (UnitsReplyDecoder.DuplicateUnitsDecoder unit : reply.duplicateUnits()) {
            duplicates.add(unit.position());
        }
        String lot = reply.lot();
        return new UnitsResult(lot, reply.imported(), reply.duplicates(), reply.seq(), duplicates);
    }

    static StateHashResult stateHash(DirectBuffer buffer, int offset) {
        expect(StateHashDecoder.TEMPLATE_ID, buffer, offset);
        StateHashDecoder reply = new StateHashDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
        return new StateHashResult(
                reply.seq(),
                reply.timeMicros(),
                reply.hash(),
                reply.skus(),
                reply.units(),
                reply.orders(),
                reply.payments());
    }

    static PaymentResult payment(DirectBuffer buffer, int offset) {
        expect(PaymentReplyDecoder.TEMPLATE_ID, buffer, offset);
        PaymentReplyDecoder reply =
                new PaymentReplyDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
        return new PaymentResult(
                reply.code(),
                reply.outcome(),
                new OrderId(reply.orderIdHigh(), reply.orderIdLow()),
                reply.channel(),
                reply.paymentRef(),
                reply.amount(),
                Currency.unpack((int) reply.currency()),
                reply.suspended(),
                reply.refundDue(),
                reply.refunded(),
                reply.seq());
    }

    static RefundResult refund(DirectBuffer buffer, int offset) {
        expect(RefundReplyDecoder.TEMPLATE_ID, buffer, offset);
        RefundReplyDecoder reply =
                new RefundReplyDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
        return new RefundResult(
                reply.code(),
                reply.state(),
                new OrderId(reply.orderIdHigh(), reply.orderIdLow()),
                reply.refundRef(),
                reply.amount(),
                Currency.unpack((int) reply.currency()),
                reply.refunded(),
                reply.refundDue(),
                reply.seq());
    }

    static MoneyPage moneyPage(DirectBuffer buffer, int offset) {
        expect(MoneyPageDecoder.TEMPLATE_ID, buffer, offset);
        MoneyPageDecoder reply = new MoneyPageDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
        List<MoneyPage.Item> items = new ArrayList<>();
        for (MoneyPageDecoder.ItemsDecoder item : reply.items()) {
            OrderId orderId = new OrderId(item.orderIdHigh(), item.orderIdLow());
            String channel = item.channel();
            items.add(new MoneyPage.Item(
                    orderId,
                    channel,
                    item.paymentRef(),
                    item.amount(),
                    Currency.unpack((int) item.currency()),
                    item.reason(),
                    item.seq()));
        }
        return new MoneyPage(items, reply.next());
    }

    static void expect(int templateId, DirectBuffer buffer, int offset) {
        MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, offset);
        if (header.schemaId() != MessageHeaderDecoder.SCHEMA_ID) {
            throw new FakaException("a reply of schema " + header.schemaId(), null);
        }
        if (header.templateId() == RefusalDecoder.TEMPLATE_ID) {
            throw refusal(buffer, offset);
        }
        if (header.templateId() != templateId) {
            throw new FakaException("a reply of template " + header.templateId() + ", expected " + templateId, null);
        }
    }

    private static FakaException refusal(DirectBuffer buffer, int offset) {
        RefusalDecoder refusal = new RefusalDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
        ResultCode code = refusal.code();
        String message = refusal.message();
        return new FakaException(
                code,
                refusal.detail(),
                refusal.retryAfterMillis(),
                message.isEmpty() ? code.name() : code.name() + ": " + message);
    }
}
