package io.faka.engine;

import io.faka.codec.event.BackInStockDecoder;
import io.faka.codec.event.CouponPutDecoder;
import io.faka.codec.event.CouponUseDecoder;
import io.faka.codec.event.HoldExtendedDecoder;
import io.faka.codec.event.LineCanceledDecoder;
import io.faka.codec.event.LinesFilledDecoder;
import io.faka.codec.event.LotteryChangedDecoder;
import io.faka.codec.event.OfferPutDecoder;
import io.faka.codec.event.OrderCanceledDecoder;
import io.faka.codec.event.OrderCreatedDecoder;
import io.faka.codec.event.OrderExpiredDecoder;
import io.faka.codec.event.OrderFulfilledDecoder;
import io.faka.codec.event.OrderRefundedDecoder;
import io.faka.codec.event.OrderRefusedDecoder;
import io.faka.codec.event.PaymentBalanceDecoder;
import io.faka.codec.event.PaymentRecordedDecoder;
import io.faka.codec.event.RefundDueDecoder;
import io.faka.codec.event.SkuLimitsPutDecoder;
import io.faka.codec.event.SkuPutDecoder;
import io.faka.codec.event.SoldOutDecoder;
import io.faka.codec.event.StockLowDecoder;
import io.faka.codec.event.SuspenseResolvedDecoder;
import io.faka.codec.event.TextPutDecoder;
import io.faka.codec.event.TextUsedDecoder;
import io.faka.codec.event.UnitsAddedDecoder;
import io.faka.codec.event.UnitsLabelledDecoder;
import io.faka.codec.event.VipQuotaPutDecoder;
import io.faka.codec.event.WalletChangedDecoder;
import io.faka.codec.reply.CouponReplyDecoder;
import io.faka.codec.reply.LotteryReplyDecoder;
import io.faka.codec.reply.MoneyPageDecoder;
import io.faka.codec.reply.OfferReplyDecoder;
import io.faka.codec.reply.OffersReplyDecoder;
import io.faka.codec.reply.OrderReplyDecoder;
import io.faka.codec.reply.PaymentReplyDecoder;
import io.faka.codec.reply.RefundReplyDecoder;
import io.faka.codec.reply.RefusalDecoder;
import io.faka.codec.reply.SkuReplyDecoder;
import io.faka.codec.reply.StateHashDecoder;
import io.faka.codec.reply.TickedDecoder;
import io.faka.codec.reply.UnitsReplyDecoder;
import io.faka.codec.reply.WalletBalancesDecoder;
import io.faka.codec.reply.WalletReplyDecoder;
import io.faka.codec.reply.WalletStatementDecoder;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.agrona.DirectBuffer;

/** Writes events and replies as one line of text each. */
public final class Outputs {
    private static final int HEADER = 8;

    private Outputs() {}

    /** Every event in the buffer. */
    public static List<String> events(RecordBuffer records) {
        List<String> lines = new ArrayList<>();
        forEach(records, (buffer, at) -> lines.add(event(buffer, at)));
        return lines;
    }

    /** Every reply in the buffer. */
    public static List<String> replies(RecordBuffer records) {
        List<String> lines = new ArrayList<>();
        forEach(records, (buffer, at) -> lines.add(reply(buffer, at)));
        return lines;
    }

    /** Name of an order for people: what is in the low half of its id. */
    public static String orderName(long low) {
        return "#" + low;
    }

    private interface RecordHandler {
        void onRecord(DirectBuffer buffer, int at);
    }

    private static void forEach(RecordBuffer records, RecordHandler handler) {
        int at = 0;
        while (at < records.position()) {
            int length = records.buffer().getInt(at, ByteOrder.LITTLE_ENDIAN);
            handler.onRecord(records.buffer(), at + RecordBuffer.LENGTH_BYTES);
            at += RecordBuffer.LENGTH_BYTES + length;
        }
    }

    private static int template(DirectBuffer buffer, int at) {
        return buffer.getShort(at + 2, ByteOrder.LITTLE_ENDIAN);
    }

    private static int block(DirectBuffer buffer, int at) {
        return buffer.getShort(at, ByteOrder.LITTLE_ENDIAN);
    }

    private static int version(DirectBuffer buffer, int at) {
        return buffer.getShort(at + 6, ByteOrder.LITTLE_ENDIAN);
    }

    private static String event(DirectBuffer buffer, int at) {
        int from = at + HEADER;
        int block = block(buffer, at);
        return switch (template(buffer, at)) {
            case SkuPutDecoder.TEMPLATE_ID ->
                skuPut(new SkuPutDecoder().wrap(buffer, from, block, version(buffer, at)));
            case LotteryChangedDecoder.TEMPLATE_ID -> LotteryCommands.event(buffer, at);
            case TextPutDecoder.TEMPLATE_ID -> TextOutputs.put(buffer, at);
            case TextUsedDecoder.TEMPLATE_ID -> TextOutputs.used(buffer, at);
            case UnitsLabelledDecoder.TEMPLATE_ID -> ChoiceOutputs.event(buffer, at);
            case SkuLimitsPutDecoder.TEMPLATE_ID,
                    StockLowDecoder.TEMPLATE_ID,
                    SoldOutDecoder.TEMPLATE_ID,
                    BackInStockDecoder.TEMPLATE_ID,
                    HoldExtendedDecoder.TEMPLATE_ID,
                    VipQuotaPutDecoder.TEMPLATE_ID,
                    LineCanceledDecoder.TEMPLATE_ID,
                    CouponPutDecoder.TEMPLATE_ID,
                    CouponUseDecoder.TEMPLATE_ID -> LimitOutputs.event(buffer, at);
            case UnitsAddedDecoder.TEMPLATE_ID ->
                unitsAdded(new UnitsAddedDecoder().wrap(buffer, from, block, version(buffer, at)));
            case OrderCreatedDecoder.TEMPLATE_ID ->
                orderCreated(new OrderCreatedDecoder().wrap(buffer, from, block, version(buffer, at)));
            case OrderRefusedDecoder.TEMPLATE_ID ->
                orderRefused(new OrderRefusedDecoder().wrap(buffer, from, block, version(buffer, at)));
            case PaymentRecordedDecoder.TEMPLATE_ID ->
                paymentRecorded(new PaymentRecordedDecoder().wrap(buffer, from, block, version(buffer, at)));
            case OrderFulfilledDecoder.TEMPLATE_ID ->
                orderFulfilled(new OrderFulfilledDecoder().wrap(buffer, from, block, version(buffer, at)));
            case OrderCanceledDecoder.TEMPLATE_ID -> {
                OrderCanceledDecoder d = new OrderCanceledDecoder().wrap(buffer, from, block, version(buffer, at));
                yield "OrderCanceled " + orderName(d.orderIdLow());
            }
            case OrderExpiredDecoder.TEMPLATE_ID -> {
                OrderExpiredDecoder d = new OrderExpiredDecoder().wrap(buffer, from, block, version(buffer, at));
                yield "OrderExpired " + orderName(d.orderIdLow()) + " at " + d.timeMicros();
            }
            case OfferPutDecoder.TEMPLATE_ID ->
                offerPut(new OfferPutDecoder().wrap(buffer, from, block, version(buffer, at)));
            case LinesFilledDecoder.TEMPLATE_ID ->
                linesFilled(new LinesFilledDecoder().wrap(buffer, from, block, version(buffer, at)));
            case RefundDueDecoder.TEMPLATE_ID ->
                refundDue(new RefundDueDecoder().wrap(buffer, from, block, version(buffer, at)));
            case PaymentBalanceDecoder.TEMPLATE_ID ->
                paymentBalance(new PaymentBalanceDecoder().wrap(buffer, from, block, version(buffer, at)));
            case OrderRefundedDecoder.TEMPLATE_ID ->
                orderRefunded(new OrderRefundedDecoder().wrap(buffer, from, block, version(buffer, at)));
            case SuspenseResolvedDecoder.TEMPLATE_ID ->
                suspenseResolved(new SuspenseResolvedDecoder().wrap(buffer, from, block, version(buffer, at)));
            case WalletChangedDecoder.TEMPLATE_ID -> WalletOutputs.changed(buffer, from, block, version(buffer, at));
            default ->
                template(buffer, at) >= 60 && template(buffer, at) < 70
                        ? UnitOutputs.event(buffer, at)
                        : BackorderOutputs.event(template(buffer, at), buffer, at);
        };
    }

    private static String reply(DirectBuffer buffer, int at) {
        int from = at + HEADER;
        int block = block(buffer, at);
        return switch (template(buffer, at)) {
            case OrderReplyDecoder.TEMPLATE_ID ->
                order(new OrderReplyDecoder().wrap(buffer, from, block, version(buffer, at)));
            case SkuReplyDecoder.TEMPLATE_ID ->
                sku(new SkuReplyDecoder().wrap(buffer, from, block, version(buffer, at)));
            case UnitsReplyDecoder.TEMPLATE_ID ->
                units(new UnitsReplyDecoder().wrap(buffer, from, block, version(buffer, at)));
            case RefusalDecoder.TEMPLATE_ID -> {
                RefusalDecoder d = new RefusalDecoder().wrap(buffer, from, block, version(buffer, at));
                yield d.code() + (d.detail() == -1 ? "" : " " + d.detail()) + " seq " + d.seq();
            }
            case PaymentReplyDecoder.TEMPLATE_ID ->
                payment(new PaymentReplyDecoder().wrap(buffer, from, block, version(buffer, at)));
            case RefundReplyDecoder.TEMPLATE_ID ->
                refund(new RefundReplyDecoder().wrap(buffer, from, block, version(buffer, at)));
            case MoneyPageDecoder.TEMPLATE_ID ->
                moneyPage(new MoneyPageDecoder().wrap(buffer, from, block, version(buffer, at)));
            case StateHashDecoder.TEMPLATE_ID -> {
                StateHashDecoder d = new StateHashDecoder().wrap(buffer, from, block, version(buffer, at));
                yield "StateHash seq " + d.seq() + " skus " + d.skus() + " units " + d.units() + " orders " + d.orders()
                        + " payments " + d.payments() + " hash " + Long.toHexString(d.hash());
            }
            case OfferReplyDecoder.TEMPLATE_ID ->
                offer(new OfferReplyDecoder().wrap(buffer, from, block, version(buffer, at)));
            case CouponReplyDecoder.TEMPLATE_ID -> LimitOutputs.coupon(buffer, at);
            case OffersReplyDecoder.TEMPLATE_ID ->
                offers(new OffersReplyDecoder().wrap(buffer, from, block, version(buffer, at)));
            case WalletReplyDecoder.TEMPLATE_ID -> WalletOutputs.reply(buffer, from, block, version(buffer, at));
            case WalletBalancesDecoder.TEMPLATE_ID -> WalletOutputs.balances(buffer, from, block, version(buffer, at));
            case WalletStatementDecoder.TEMPLATE_ID ->
                WalletOutputs.statement(buffer, from, block, version(buffer, at));
            case LotteryReplyDecoder.TEMPLATE_ID -> LotteryCommands.reply(buffer, at);
            case TickedDecoder.TEMPLATE_ID -> "Ticked";
            default -> UnitOutputs.reply(buffer, at);
        };
    }

    private static String skuPut(SkuPutDecoder d) {
        return "SkuPut " + d.skuNumber() + " price " + d.price() + " " + Currency.unpack((int) d.currency()) + " ttl "
                + d.holdTtlMillis() + " " + d.state() + cap(d.saleCap()) + " " + d.sku() + " '" + d.name() + "'";
    }

    private static String cap(long cap) {
        return cap == 0 ? "" : " cap " + cap;
    }

    private static String unitsAdded(UnitsAddedDecoder d) {
        long first = d.firstUnitId();
        int count = 0;
        UnitsAddedDecoder.UnitsDecoder units = d.units();
        while (units.hasNext()) {
            units.next().skipSealedCode();
            count++;
        }
        return "UnitsAdded " + first + "-" + (first + count - 1) + " duplicates " + d.duplicates() + " key " + d.keyId()
                + " sku " + d.sku() + " lot " + d.lotNumber() + " " + d.lot();
    }

    private static String orderCreated(OrderCreatedDecoder d) {
        StringBuilder text = new StringBuilder("OrderCreated " + orderName(d.orderIdLow()) + " " + d.state() + " "
                + d.amount() + " " + Currency.unpack((int) d.currency()) + " until " + d.expiresAtMicros());
        for (OrderCreatedDecoder.LinesDecoder line : d.lines()) {
            text.append(" ")
                    .append(line.skuNumber())
                    .append("x")
                    .append(line.quantity())
                    .append("@")
                    .append(line.unitPrice());
        }
        StringJoiner units = new StringJoiner(",", " units ", "");
        for (OrderCreatedDecoder.UnitsDecoder unit : d.units()) {
            units.add(unit.unitId() + (unit.line() == 0 ? "" : "/" + unit.line()));
        }
        return text.append(units)
                .append(" ")
                .append(d.clientOrderId())
                .append(" ")
                .append(d.buyer())
                .toString();
    }

    private static String orderRefused(OrderRefusedDecoder d) {
        return "OrderRefused " + d.code() + (d.detail() == -1 ? "" : " " + d.detail()) + " " + d.clientOrderId() + " "
                + d.buyer();
    }

    private static String paymentRecorded(PaymentRecordedDecoder d) {
        return "PaymentRecorded " + orderName(d.orderIdLow()) + " " + d.code() + " " + d.amount() + " "
                + Currency.unpack((int) d.currency()) + " " + d.channel() + "/" + d.paymentRef();
    }

    private static String orderFulfilled(OrderFulfilledDecoder d) {
        StringJoiner units = new StringJoiner(",", " units ", "");
        units.setEmptyValue("");
        for (OrderFulfilledDecoder.UnitsDecoder unit : d.units()) {
            units.add(unit.unitId() + (unit.line() == 0 ? "" : "/" + unit.line()));
        }
        return "OrderFulfilled " + orderName(d.orderIdLow()) + units;
    }

    private static String refundDue(RefundDueDecoder d) {
        return "RefundDue " + orderName(d.orderIdLow()) + " " + d.amount() + " " + Currency.unpack((int) d.currency())
                + " " + d.reason() + " " + d.channel() + "/" + d.paymentRef();
    }

    private static String paymentBalance(PaymentBalanceDecoder d) {
        return "PaymentBalance " + orderName(d.orderIdLow()) + " " + d.amount() + " "
                + Currency.unpack((int) d.currency()) + " suspended " + d.suspended() + " due " + d.refundDue()
                + " refunded " + d.refunded() + " " + d.reason() + " " + d.channel() + "/" + d.paymentRef();
    }

    private static String orderRefunded(OrderRefundedDecoder d) {
        return "OrderRefunded " + orderName(d.orderIdLow()) + " " + d.amount() + " "
                + Currency.unpack((int) d.currency()) + " " + d.state() + " " + d.refundRef() + " '" + d.reason() + "'";
    }

    private static String suspenseResolved(SuspenseResolvedDecoder d) {
        return "SuspenseResolved " + orderName(d.orderIdLow()) + " " + d.action() + " " + d.code() + " " + d.amount()
                + " " + Currency.unpack((int) d.currency()) + " " + d.channel() + "/" + d.paymentRef() + " by '"
                + d.operatorId() + "' '" + d.reason() + "'";
    }

    private static String payment(PaymentReplyDecoder d) {
        return d.code() + " " + orderName(d.orderIdLow()) + " seq " + d.seq() + " " + d.outcome() + " " + d.amount()
                + " " + Currency.unpack((int) d.currency()) + " suspended " + d.suspended() + " due " + d.refundDue()
                + " refunded " + d.refunded() + " " + d.channel() + "/" + d.paymentRef();
    }

    private static String refund(RefundReplyDecoder d) {
        return d.code() + " " + orderName(d.orderIdLow()) + " seq " + d.seq() + " " + d.state() + " " + d.amount() + " "
                + Currency.unpack((int) d.currency()) + " refunded " + d.refunded() + " due " + d.refundDue() + " "
                + d.refundRef();
    }

    private static String moneyPage(MoneyPageDecoder d) {
        StringBuilder text = new StringBuilder(d.code() + " next " + d.next());
        for (MoneyPageDecoder.ItemsDecoder item : d.items()) {
            text.append(" [")
                    .append(orderName(item.orderIdLow()))
                    .append(" ")
                    .append(item.amount())
                    .append(" ")
                    .append(Currency.unpack((int) item.currency()))
                    .append(" seq ")
                    .append(item.seq())
                    .append(" ")
                    .append(item.reason())
                    .append(" ")
                    .append(item.channel())
                    .append("/")
                    .append(item.paymentRef())
                    .append("]");
        }
        return text.toString();
    }

    private static String order(OrderReplyDecoder d) {
        StringBuilder text =
                new StringBuilder(d.code() + " " + orderName(d.orderIdLow()) + " seq " + d.seq() + " " + d.state() + " "
                        + d.amount() + " " + Currency.unpack((int) d.currency())
                        + (d.discount() == 0 ? "" : " off " + d.discount()) + " until " + d.expiresAtMicros());
        long total = d.unitsTotal();
        long first = d.firstUnit();
        String waits = BackorderOutputs.waits(d.queuePosition(), d.backorderExpiresAtMicros());
        int held = 0;
        for (OrderReplyDecoder.LinesDecoder line : d.lines()) {
            held += line.reserved() > 0 ? 1 : 0;
            text.append(" ").append(line.quantity()).append("@").append(line.unitPrice());
            text.append("(").append(line.reserved()).append(")").append(line.sku());
        }
        StringJoiner units = new StringJoiner(",", " units ", total > 0 ? " of " + total + " from " + first : "");
        units.setEmptyValue("");
        for (OrderReplyDecoder.UnitsDecoder unit : d.units()) {
            String line = unit.line() == 0 ? "" : "/" + unit.line();
            long id = unit.unitId();
            byte[] code = new byte[unit.codeLength()];
            unit.getCode(code, 0, code.length);
            String text8 = new String(code, 0, Math.min(8, code.length), StandardCharsets.US_ASCII);
            units.add(id + line + "=" + text8);
        }
        if (d.unitId() != 0) {
            text.append(" unit ").append(d.unitId());
            text.append(d.newUnitId() == 0 ? "" : " by " + d.newUnitId());
        }
        return text.append(units)
                .append(fills(d, held))
                .append(waits)
                .append(" ")
                .append(d.clientOrderId())
                .append(" ")
                .append(d.buyer())
                .toString();
    }

    /** The fills, unless every line has one and that from the SKU's own offer. */
    private static String fills(OrderReplyDecoder d, int heldLines) {
        StringJoiner text = new StringJoiner(",", " fills ", "");
        boolean plain = true;
        int count = 0;
        for (OrderReplyDecoder.FillsDecoder fill : d.fills()) {
            String numbers = fill.line() + ":" + fill.quantity() + "@" + fill.unitPrice() + "#" + fill.offerId();
            String seller = fill.seller();
            text.add(numbers + seller);
            plain &= seller.isEmpty();
            count++;
        }
        return plain && count == heldLines ? "" : text.toString();
    }

    private static String offerPut(OfferPutDecoder d) {
        StringBuilder text = new StringBuilder("OfferPut " + d.offerId() + " sku " + d.skuNumber() + " price "
                + d.unitPrice() + " " + Currency.unpack((int) d.currency()) + " " + d.pick() + " " + d.state());
        for (OfferPutDecoder.TiersDecoder tier : d.tiers()) {
            text.append(" ").append(tier.minQuantity()).append("+").append(tier.unitPrice());
        }
        return text + " " + d.sku() + " " + d.seller();
    }

    private static String linesFilled(LinesFilledDecoder d) {
        StringJoiner text = new StringJoiner(",");
        for (LinesFilledDecoder.FillsDecoder fill : d.fills()) {
            text.add(fill.line() + ":" + fill.quantity() + "@" + fill.unitPrice() + "#" + fill.offerId());
        }
        return "LinesFilled " + orderName(d.orderIdLow()) + " " + text;
    }

    private static String offer(OfferReplyDecoder d) {
        StringBuilder text = new StringBuilder(d.code() + " offer " + d.offerId() + " price " + d.unitPrice() + " "
                + Currency.unpack((int) d.currency()) + " " + d.pick() + " " + d.state() + " available "
                + d.available());
        for (OfferReplyDecoder.TiersDecoder tier : d.tiers()) {
            text.append(" ").append(tier.minQuantity()).append("+").append(tier.unitPrice());
        }
        return text + " " + d.sku() + " " + d.seller();
    }

    private static String offers(OffersReplyDecoder d) {
        StringBuilder text = new StringBuilder(
                d.code() + " " + Currency.unpack((int) d.currency()) + " next " + d.nextAfterOfferId());
        for (OffersReplyDecoder.OffersDecoder offer : d.offers()) {
            text.append(" | ").append(offer.offerId()).append(" ").append(offer.state());
            text.append(" ").append(offer.available()).append("@").append(offer.unitPrice());
            for (OffersReplyDecoder.OffersDecoder.TiersDecoder tier : offer.tiers()) {
                text.append(" ").append(tier.minQuantity()).append("+").append(tier.unitPrice());
            }
            text.append(" ").append(offer.seller());
        }
        return text + " | " + d.sku();
    }

    private static String sku(SkuReplyDecoder d) {
        return d.code() + " " + d.price() + " " + Currency.unpack((int) d.currency()) + " " + d.state()
                + cap(d.saleCap()) + " available "
                + d.available() + " reserved " + d.reserved()
                + (d.allocated() == 0 ? "" : " allocated " + d.allocated())
                + " sold " + d.sold() + (d.quarantined() == 0 ? "" : " quarantined " + d.quarantined())
                + (d.voided() == 0 ? "" : " voided " + d.voided()) + BackorderOutputs.backordered(d.backordered())
                + (d.vipQuota() == 0
                        ? ""
                        : " quota " + d.vipQuota() + " orderable " + d.orderable() + "/" + d.orderableByVips())
                + " version " + d.version() + " "
                + d.sku() + " '" + d.name() + "'";
    }

    private static String units(UnitsReplyDecoder d) {
        StringJoiner positions = new StringJoiner(",", " at ", "");
        positions.setEmptyValue("");
        String head = d.code() + " " + d.imported() + " duplicates " + d.duplicates();
        for (UnitsReplyDecoder.DuplicateUnitsDecoder unit : d.duplicateUnits()) {
            positions.add(String.valueOf(unit.position()));
        }
        return head + positions + " lot " + d.lot();
    }
}
