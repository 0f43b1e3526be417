package io.faka.replicator;

import io.faka.codec.event.BackInStockDecoder;
import io.faka.codec.event.CouponPutDecoder;
import io.faka.codec.event.CouponUseDecoder;
import io.faka.codec.event.HoldExtendedDecoder;
import io.faka.codec.event.LineCanceledDecoder;
import io.faka.codec.event.LinesFilledDecoder;
import io.faka.codec.event.LotVoidedDecoder;
import io.faka.codec.event.LotteryChangedDecoder;
import io.faka.codec.event.OfferPutDecoder;
import io.faka.codec.event.OrderAllocatedDecoder;
import io.faka.codec.event.OrderCanceledDecoder;
import io.faka.codec.event.OrderCreatedDecoder;
import io.faka.codec.event.OrderExpiredDecoder;
import io.faka.codec.event.OrderFulfilledDecoder;
import io.faka.codec.event.OrderRefundedDecoder;
import io.faka.codec.event.OrderRefusedDecoder;
import io.faka.codec.event.OrderState;
import io.faka.codec.event.PaymentBalanceDecoder;
import io.faka.codec.event.PaymentRecordedDecoder;
import io.faka.codec.event.RefundDueDecoder;
import io.faka.codec.event.ResultCode;
import io.faka.codec.event.SkuLimitsPutDecoder;
import io.faka.codec.event.SkuPutDecoder;
import io.faka.codec.event.SoldOutDecoder;
import io.faka.codec.event.StockLowDecoder;
import io.faka.codec.event.SuspenseResolvedDecoder;
import io.faka.codec.event.TextPutDecoder;
import io.faka.codec.event.TextUsedDecoder;
import io.faka.codec.event.UnitReplacedDecoder;
import io.faka.codec.event.UnitReturnedDecoder;
import io.faka.codec.event.UnitsAddedDecoder;
import io.faka.codec.event.UnitsCountedDecoder;
import io.faka.codec.event.UnitsDeliveredDecoder;
import io.faka.codec.event.UnitsGivenUpDecoder;
import io.faka.codec.event.UnitsLabelledDecoder;
import io.faka.codec.event.UnitsMovedDecoder;
import io.faka.codec.event.VipQuotaPutDecoder;
import io.faka.codec.event.WalletChangedDecoder;
import io.faka.engine.Currency;
import io.faka.engine.port.EventBatchHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.agrona.DirectBuffer;

/** Decodes events into a {@link Chunk}. Events at or before the chunk's start are passed over. One thread. */
final class ChunkFold implements EventBatchHandler {
    private final SkuPutDecoder skuPut = new SkuPutDecoder();
    private final UnitsAddedDecoder unitsAdded = new UnitsAddedDecoder();
    private final OrderCreatedDecoder orderCreated = new OrderCreatedDecoder();
    private final OrderRefusedDecoder orderRefused = new OrderRefusedDecoder();
    private final PaymentRecordedDecoder paymentRecorded = new PaymentRecordedDecoder();
    private final OrderFulfilledDecoder orderFulfilled = new OrderFulfilledDecoder();
    private final OrderCanceledDecoder orderCanceled = new OrderCanceledDecoder();
    private final OrderExpiredDecoder orderExpired = new OrderExpiredDecoder();
    private final RefundDueDecoder refundDue = new RefundDueDecoder();
    private final PaymentBalanceDecoder paymentBalance = new PaymentBalanceDecoder();
    private final OrderRefundedDecoder orderRefunded = new OrderRefundedDecoder();
    private final SuspenseResolvedDecoder suspenseResolved = new SuspenseResolvedDecoder();
    private final OfferPutDecoder offerPut = new OfferPutDecoder();
    private final LinesFilledDecoder linesFilled = new LinesFilledDecoder();
    private final WalletFold wallets = new WalletFold();
    private final EventCursor event = new EventCursor();
    private final EventDigest digest = new EventDigest();
    private final JsonText json = new JsonText();
    private final UnitFold units;
    private final Chunk chunk;
    private final BackorderFold backorders;
    private final LimitFold limits;
    private final LineFold lines;
    private final DeliveryFold deliveries;
    private final TextFold texts;

    ChunkFold(Chunk chunk) {
        this.chunk = chunk;
        this.backorders = new BackorderFold(event, json, chunk);
        this.limits = new LimitFold(event, chunk, json);
        this.lines = new LineFold(event, chunk, json);
        this.deliveries = new DeliveryFold(event, chunk, json);
        this.texts = new TextFold(event, chunk, json);
        this.units = new UnitFold(chunk, json);
    }

    @Override
    public void onBatch(
            long epoch,
            long firstSeq,
            long lastSeq,
            long timeMicros,
            int count,
            DirectBuffer payload,
            int offset,
            int length) {
        if (lastSeq <= chunk.toSeq) {
            return;
        }
        event.wrap(payload, offset, length);
        while (event.advance()) {
            if (event.seq() > chunk.fromSeq) {
                apply();
                digest.add(event);
                chunk.eventSeq = event.seq();
                chunk.eventCrc = digest.value();
            }
        }
        if (chunk.isEmpty()) {
            chunk.fromMicros = timeMicros;
        }
        chunk.toSeq = lastSeq;
        chunk.toMicros = timeMicros;
        chunk.epoch = Math.max(chunk.epoch, epoch);
    }

    private void apply() {
        json.begin();
        String type = applyByType();
        chunk.events.add(new Rows.Event(event.seq(), event.index(), event.timeMicros(), type, json.end()));
        chunk.countRows(1);
    }

    private String applyByType() {
        String waiting = backorders.apply();
        return waiting != null ? waiting : applyOther();
    }

    private String applyOther() {
        return switch (event.templateId()) {
            case SkuPutDecoder.TEMPLATE_ID -> onSkuPut();
            case UnitsAddedDecoder.TEMPLATE_ID -> onUnitsAdded();
            case OrderCreatedDecoder.TEMPLATE_ID -> onOrderCreated();
            case OrderRefusedDecoder.TEMPLATE_ID -> onOrderRefused();
            case PaymentRecordedDecoder.TEMPLATE_ID -> onPaymentRecorded();
            case OrderFulfilledDecoder.TEMPLATE_ID -> onOrderFulfilled();
            case OrderCanceledDecoder.TEMPLATE_ID -> onOrderCanceled();
            case OrderExpiredDecoder.TEMPLATE_ID -> onOrderExpired();
            case RefundDueDecoder.TEMPLATE_ID -> onRefundDue();
            case PaymentBalanceDecoder.TEMPLATE_ID -> onPaymentBalance();
            case OrderRefundedDecoder.TEMPLATE_ID -> onOrderRefunded();
            case SuspenseResolvedDecoder.TEMPLATE_ID -> onSuspenseResolved();
            case WalletChangedDecoder.TEMPLATE_ID -> wallets.onWalletChanged(event, chunk, json);
            case OfferPutDecoder.TEMPLATE_ID -> onOfferPut();
            case LinesFilledDecoder.TEMPLATE_ID -> onLinesFilled();
            case UnitsLabelledDecoder.TEMPLATE_ID -> lines.onUnitsLabelled();
            case LineCanceledDecoder.TEMPLATE_ID -> lines.onLineCanceled();
            case OrderAllocatedDecoder.TEMPLATE_ID -> deliveries.onOrderAllocated();
            case UnitsDeliveredDecoder.TEMPLATE_ID -> deliveries.onUnitsDelivered();
            case UnitsGivenUpDecoder.TEMPLATE_ID -> deliveries.onUnitsGivenUp();
            case UnitsCountedDecoder.TEMPLATE_ID -> deliveries.onUnitsCounted();
            case TextPutDecoder.TEMPLATE_ID -> texts.onTextPut();
            case TextUsedDecoder.TEMPLATE_ID -> texts.onTextUsed();
            case SkuLimitsPutDecoder.TEMPLATE_ID -> limits.onSkuLimitsPut();
            case VipQuotaPutDecoder.TEMPLATE_ID -> limits.onVipQuotaPut();
            case LotteryChangedDecoder.TEMPLATE_ID -> limits.onLotteryChanged();
            case CouponPutDecoder.TEMPLATE_ID -> limits.onCouponPut();
            case CouponUseDecoder.TEMPLATE_ID -> limits.onCouponUse();
            case StockLowDecoder.TEMPLATE_ID -> limits.onStockLow();
            case SoldOutDecoder.TEMPLATE_ID -> limits.onSoldOut();
            case BackInStockDecoder.TEMPLATE_ID -> limits.onBackInStock();
            case HoldExtendedDecoder.TEMPLATE_ID -> limits.onHoldExtended();
            case UnitsMovedDecoder.TEMPLATE_ID,
                    UnitReplacedDecoder.TEMPLATE_ID,
                    UnitReturnedDecoder.TEMPLATE_ID,
                    LotVoidedDecoder.TEMPLATE_ID -> units.apply(event);
            default ->
                throw new IllegalStateException("event type " + event.templateId() + " at seq " + event.seq()
                        + " is not known to this release");
        };
    }

    private String onSkuPut() {
        SkuPutDecoder e = skuPut.wrapAndApplyHeader(event.payload(), event.offset(), event.header());
        Rows.Sku row = new Rows.Sku(
                e.skuNumber(),
                e.sku(),
                e.name(),
                e.price(),
                currency(e.currency()),
                e.state().name(),
                e.delivery().name(),
                e.pick().name(),
                e.latePolicy().name(),
                e.lateWindowMillis(),
                e.holdTtlMillis(),
                e.minPerOrder(),
                e.maxPerOrder(),
                e.safetyStock(),
                e.lowStockAt(),
                e.saleStartsAtMicros(),
                e.saleEndsAtMicros(),
                e.saleCap(),
                event.seq(),
                event.timeMicros());
        chunk.skus.put(row.skuNumber(), row);
        chunk.countRows(2);
        json.field("sku_number", row.skuNumber()).field("sku", row.sku()).field("name", row.name());
        json.field("price", row.price()).field("currency", row.currency()).field("state", row.state());
        return "SkuPut";
    }

    private String onUnitsAdded() {
        UnitsAddedDecoder e = unitsAdded.wrapAndApplyHeader(event.payload(), event.offset(), event.header());
        Rows.LotKey key = new Rows.LotKey(e.skuNumber(), e.lotNumber());
        long imported = 0;
        for (UnitsAddedDecoder.UnitsDecoder unit : e.units()) {
            long high = unit.fingerprintHigh();
            long low = unit.fingerprintLow();
            byte[] sealed = new byte[unit.sealedCodeLength()];
            if (unit.getSealedCode(sealed, 0, sealed.length) != sealed.length) {
                throw new IllegalStateException("sealed code is cut at seq " + event.seq());
            }
            chunk.units.add(new Rows.Unit(
                    e.firstUnitId() + imported++, key, e.offerId(), event.seq(), e.keyId(), high, low, sealed));
        }
        json.field("sku", e.sku());
        Rows.Lot lot =
                new Rows.Lot(key, e.offerId(), e.lot(), imported, e.duplicates(), e.expiresAtMicros(), event.seq());
        chunk.lots.merge(key, lot, Rows.Lot::plus);
        chunk.countRows(1 + 2 * (int) imported);
        json.field("lot", lot.name()).field("offer_id", lot.offerId()).field("first_unit_id", e.firstUnitId());
        json.field("imported", imported).field("duplicates", lot.duplicates());
        return "UnitsAdded";
    }

    private String onOrderCreated() {
        OrderCreatedDecoder e = orderCreated.wrapAndApplyHeader(event.payload(), event.offset(), event.header());
        OrderId id = new OrderId(e.orderIdHigh(), e.orderIdLow());
        json.field("order_id", id)
                .field("state", e.state())
                .field("mode", e.mode())
                .field("amount", e.amount());
        json.field("currency", currency(e.currency())).field("expires_micros", e.expiresAtMicros());
        List<Rows.Line> lines = lines(e);
        List<OrderFold.Taken> units = new ArrayList<>(2);
        json.list("units");
        for (OrderCreatedDecoder.UnitsDecoder unit : e.units()) {
            units.add(unit(unit.line(), unit.unitId()));
        }
        json.close();
        Rows.OrderHeader header = new Rows.OrderHeader(
                e.clientOrderId(), e.buyer(), e.mode(), e.amount(), currency(e.currency()), e.expiresAtMicros());
        json.field("client_order_id", header.clientOrderId()).field("buyer", header.buyer());
        OrderFold order = OrderFold.created(id, event.seq(), event.timeMicros(), header, lines);
        order.become(e.state(), event.seq(), event.timeMicros());
        if (chunk.orders.put(id, order) != null) {
            throw new IllegalStateException("order " + id + " is created again at seq " + event.seq());
        }
        chunk.take(order, units, "RESERVED");
        chunk.countRows(1 + lines.size());
        return "OrderCreated";
    }

    private List<Rows.Line> lines(OrderCreatedDecoder e) {
        List<Rows.Line> lines = new ArrayList<>(1);
        json.list("lines");
        for (OrderCreatedDecoder.LinesDecoder line : e.lines()) {
            lines.add(new Rows.Line(lines.size(), line.skuNumber(), line.quantity(), line.unitPrice()));
            json.open()
                    .number(line.skuNumber())
                    .number(line.quantity())
                    .number(line.unitPrice())
                    .close();
        }
        json.close();
        return lines;
    }

    private OrderFold.Taken unit(int line, long unitId) {
        json.open().number(line).number(unitId).close();
        return new OrderFold.Taken(line, unitId);
    }

    private String onOrderRefused() {
        OrderRefusedDecoder e = orderRefused.wrapAndApplyHeader(event.payload(), event.offset(), event.header());
        Rows.Refusal row =
                new Rows.Refusal(event.seq(), e.clientOrderId(), e.buyer(), e.code(), e.detail(), event.timeMicros());
        chunk.refusals.add(row);
        chunk.countRows(1);
        json.field("client_order_id", row.clientOrderId()).field("buyer", row.buyer());
        json.field("code", row.code()).field("detail", row.detail());
        return "OrderRefused";
    }

    private String onPaymentRecorded() {
        PaymentRecordedDecoder e = paymentRecorded.wrapAndApplyHeader(event.payload(), event.offset(), event.header());
        Rows.Money row = new Rows.Money(
                event.seq(),
                event.index(),
                new OrderId(e.orderIdHigh(), e.orderIdLow()),
                e.channel(),
                e.paymentRef(),
                e.amount(),
                currency(e.currency()),
                e.code(),
                event.timeMicros());
        chunk.payments.add(row);
        money(row, "code");
        return "PaymentRecorded";
    }

    private String onRefundDue() {
        RefundDueDecoder e = refundDue.wrapAndApplyHeader(event.payload(), event.offset(), event.header());
        Rows.Money row = new Rows.Money(
                event.seq(),
                event.index(),
                new OrderId(e.orderIdHigh(), e.orderIdLow()),
                e.channel(),
                e.paymentRef(),
                e.amount(),
                currency(e.currency()),
                e.reason(),
                event.timeMicros());
        chunk.refundsDue.add(row);
        if (e.reason() == ResultCode.LATE_PAYMENT_REFUND_DUE) {
            chunk.order(row.orderId()).become(OrderState.REFUND_DUE, event.seq(), event.timeMicros());
            chunk.countRows(1);
        }
        money(row, "reason");
        return "RefundDue";
    }

    private String onPaymentBalance() {
        PaymentBalanceDecoder e = paymentBalance.wrapAndApplyHeader(event.payload(), event.offset(), event.header());
        Rows.Balance row = new Rows.Balance(
                new Rows.PaymentKey(e.channel(), e.paymentRef()),
                new OrderId(e.orderIdHigh(), e.orderIdLow()),
                e.amount(),
                currency(e.currency()),
                e.suspended(),
                e.refundDue(),
                e.refunded(),
                e.reason(),
                event.seq());
        chunk.balances.put(row.key(), row);
        chunk.countRows(1);
        json.field("order_id", row.orderId()).field("channel", row.key().channel());
        json.field("payment_ref", row.key().paymentRef()).field("amount", row.amount());
        json.field("currency", row.currency()).field("suspended", row.suspended());
        json.field("refund_due", row.refundDue()).field("refunded", row.refunded());
        json.field("reason", row.reason());
        return "PaymentBalance";
    }

    private String onOrderRefunded() {
        OrderRefundedDecoder e = orderRefunded.wrapAndApplyHeader(event.payload(), event.offset(), event.header());
        OrderId id = new OrderId(e.orderIdHigh(), e.orderIdLow());
        OrderState state = e.state();
        Rows.Refund row = new Rows.Refund(
                event.seq(), id, e.refundRef(), e.amount(), currency(e.currency()), e.reason(), event.timeMicros());
        chunk.refunds.add(row);
        chunk.countRows(2);
        if (state != OrderState.REFUSED) {
            chunk.order(id).become(state, event.seq(), event.timeMicros());
        }
        json.field("order_id", id).field("ref", row.ref()).field("amount", row.amount());
        json.field("currency", row.currency()).field("state", state).field("reason", row.reason());
        return "OrderRefunded";
    }

    private String onSuspenseResolved() {
        SuspenseResolvedDecoder e =
                suspenseResolved.wrapAndApplyHeader(event.payload(), event.offset(), event.header());
        Rows.Money payment = new Rows.Money(
                event.seq(),
                event.index(),
                new OrderId(e.orderIdHigh(), e.orderIdLow()),
                e.channel(),
                e.paymentRef(),
                e.amount(),
                currency(e.currency()),
                e.code(),
                event.timeMicros());
        Rows.Resolution row = new Rows.Resolution(payment, e.action().name(), e.operatorId(), e.reason());
        chunk.resolutions.add(row);
        money(payment, "code");
        json.field("action", row.action()).field("operator", row.operator()).field("reason", row.reason());
        return "SuspenseResolved";
    }

    private void money(Rows.Money row, String codeName) {
        chunk.countRows(1);
        json.field("order_id", row.orderId()).field("channel", row.channel()).field("payment_ref", row.paymentRef());
        json.field("amount", row.amount()).field("currency", row.currency()).field(codeName, row.code());
    }

    private String onOfferPut() {
        OfferPutDecoder e = offerPut.wrapAndApplyHeader(event.payload(), event.offset(), event.header());
        StringJoiner tiers = new StringJoiner(",");
        for (OfferPutDecoder.TiersDecoder tier : e.tiers()) {
            tiers.add(tier.minQuantity() + ":" + tier.unitPrice());
        }
        String sku = e.sku();
        Rows.Offer row = new Rows.Offer(
                e.offerId(),
                e.skuNumber(),
                e.seller(),
                e.unitPrice(),
                currency(e.currency()),
                e.state().name(),
                e.pick().name(),
                tiers.toString(),
                event.seq());
        chunk.offers.put(row.offerId(), row);
        chunk.countRows(1);
        json.field("offer_id", row.offerId()).field("sku", sku).field("seller", row.seller());
        json.field("unit_price", row.unitPrice()).field("currency", row.currency());
        json.field("state", row.state()).field("tiers", row.tiers());
        return "OfferPut";
    }

    private String onLinesFilled() {
        LinesFilledDecoder e = linesFilled.wrapAndApplyHeader(event.payload(), event.offset(), event.header());
        OrderId id = new OrderId(e.orderIdHigh(), e.orderIdLow());
        json.field("order_id", id);
        json.list("fills");
        int fill = 0;
        for (LinesFilledDecoder.FillsDecoder f : e.fills()) {
            Rows.Fill row = new Rows.Fill(
                    event.seq(), event.index(), fill++, id, f.line(), f.offerId(), f.quantity(), f.unitPrice());
            chunk.fills.add(row);
            json.open()
                    .number(row.line())
                    .number(row.offerId())
                    .number(row.quantity())
                    .number(row.unitPrice())
                    .close();
        }
        json.close();
        chunk.countRows(fill);
        return "LinesFilled";
    }

    private String onOrderFulfilled() {
        OrderFulfilledDecoder e = orderFulfilled.wrapAndApplyHeader(event.payload(), event.offset(), event.header());
        OrderId id = new OrderId(e.orderIdHigh(), e.orderIdLow());
        json.field("order_id", id);
        OrderFold order = chunk.order(id);
        List<OrderFold.Taken> fresh = new ArrayList<>(0);
        json.list("units");
        for (OrderFulfilledDecoder.UnitsDecoder unit : e.units()) {
            fresh.add(unit(unit.line(), unit.unitId()));
        }
        json.close();
        chunk.changeUnitsOf(order, "DELIVERED");
        chunk.take(order, fresh, "DELIVERED");
        order.become(OrderState.FULFILLED, event.seq(), event.timeMicros());
        chunk.countRows(1);
        return "OrderFulfilled";
    }

    private String onOrderCanceled() {
        OrderCanceledDecoder e = orderCanceled.wrapAndApplyHeader(event.payload(), event.offset(), event.header());
        OrderId id = new OrderId(e.orderIdHigh(), e.orderIdLow());
        chunk.end(id, OrderState.CANCELED, event.seq(), event.timeMicros());
        json.field("order_id", id);
        return "OrderCanceled";
    }

    private String onOrderExpired() {
        OrderExpiredDecoder e = orderExpired.wrapAndApplyHeader(event.payload(), event.offset(), event.header());
        OrderId id = new OrderId(e.orderIdHigh(), e.orderIdLow());
        chunk.end(id, OrderState.EXPIRED, event.seq(), event.timeMicros());
        json.field("order_id", id);
        return "OrderExpired";
    }

    private static String currency(long packed) {
        return Currency.unpack((int) packed);
    }
}
