package io.faka.replicator;

import io.faka.codec.event.HoldExtendedDecoder;
import io.faka.codec.event.LineCanceledDecoder;
import io.faka.codec.event.LinesFilledDecoder;
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
import io.faka.codec.event.ResultCode;
import io.faka.codec.event.SkuPutDecoder;
import io.faka.codec.event.SuspenseResolvedDecoder;
import io.faka.codec.event.UnitsAddedDecoder;
import io.faka.codec.event.UnitsLabelledDecoder;
import io.faka.codec.event.WalletChangedDecoder;
import io.faka.engine.Currency;
import io.faka.engine.port.EventBatchHandler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;

/**
 * The tables as plain maps, made event by event in the most direct way and without anything the writing side uses: what {@link
 * TableVerifier} compares the database with. Keys and rows are the columns as text. Takes memory in proportion to the tables.
 */
final class NaiveFold implements EventBatchHandler {
    private static final String SEPARATOR = "|";
    private static final List<String> LAST_WINS = List.of("skus", "sku_texts", "payment_balances", "backorders");

    static final class Unit {
        long sku;
        long offer;
        long lot;
        long seq;
        String state;
    }

    static final class Order {
        final Map<Long, Integer> lineOfUnit = new HashMap<>();
        String fixed;
        long expires;
        long seq;
        String state;
        String changed;
    }

    private static final class Lot {
        long offer;
        String name;
        long imported;
        long duplicates;
        long expires;
        long seq;
    }

    private record Offered(long price, String currency, String state, String pick, long seq) {}

    private final Map<String, Map<String, String>> finished = new HashMap<>();
    private final Map<Long, Offered> offered = new HashMap<>();
    private final Map<Long, String> sellersOffers = new HashMap<>();
    private final Map<Long, Long> skuOfOffer = new HashMap<>();
    private final Map<String, Lot> lots = new HashMap<>();
    private final Map<Long, Unit> units = new HashMap<>();
    private final Map<OrderId, Order> orders = new HashMap<>();
    private final NaiveWallets wallets = new NaiveWallets();
    private final NaiveLimitFold limits = new NaiveLimitFold();
    private final NaiveDeliveryFold deliveryFold = new NaiveDeliveryFold(this);
    private final NaiveLineFold lineFold = new NaiveLineFold(this);
    private final NaiveUnitFold unitFold = new NaiveUnitFold(this);
    private final EventCursor event = new EventCursor();
    private final NaiveBackorders backorders = new NaiveBackorders(this, event);
    private final long untilSeq;
    private long lastSeq;

    /** @param untilSeq events behind it are not folded */
    NaiveFold(long untilSeq) {
        this.untilSeq = untilSeq;
        for (String name : List.of(
                "skus",
                "unit_codes",
                "order_lines",
                "order_refusals",
                "order_fills",
                "backorders",
                "backorder_fills",
                "payments",
                "refunds_due",
                "payment_balances",
                "refunds",
                "suspense_resolutions",
                "line_cancels",
                "unit_labels",
                "unit_contents",
                "sku_texts",
                "text_uses",
                "unit_replacements",
                "lot_recalls",
                "events")) {
            finished.put(name, new HashMap<>());
        }
    }

    /** Newest sequence of the batches seen. */
    long lastSeq() {
        return lastSeq;
    }

    /** The rows of a table by key. */
    Map<String, String> table(String name) {
        return switch (name) {
            case "offers" -> offers();
            case "lots" -> lots();
            case "units" -> units();
            case "orders" -> orders();
            case "order_units" -> orderUnits();
            default -> {
                if (NaiveWallets.has(name)) {
                    yield wallets.table(name);
                }
                yield finished.containsKey(name) ? finished.get(name) : limits.table(name);
            }
        };
    }

    @Override
    public void onBatch(
            long epoch,
            long firstSeq,
            long batchLastSeq,
            long timeMicros,
            int count,
            DirectBuffer payload,
            int offset,
            int length) {
        event.wrap(payload, offset, length);
        while (event.advance()) {
            if (event.seq() <= untilSeq) {
                String type = apply();
                put("events", text(event.seq(), event.index()), text(event.timeMicros(), type));
            }
        }
        lastSeq = batchLastSeq;
    }

    private String apply() {
        switch (event.templateId()) {
            case SkuPutDecoder.TEMPLATE_ID:
                skuPut(new SkuPutDecoder().wrapAndApplyHeader(event.payload(), event.offset(), event.header()));
                return "SkuPut";
            case UnitsAddedDecoder.TEMPLATE_ID:
                unitsAdded(new UnitsAddedDecoder().wrapAndApplyHeader(event.payload(), event.offset(), event.header()));
                return "UnitsAdded";
            case OrderCreatedDecoder.TEMPLATE_ID:
                created(new OrderCreatedDecoder().wrapAndApplyHeader(event.payload(), event.offset(), event.header()));
                return "OrderCreated";
            case OrderRefusedDecoder.TEMPLATE_ID:
                refused(new OrderRefusedDecoder().wrapAndApplyHeader(event.payload(), event.offset(), event.header()));
                return "OrderRefused";
            case PaymentRecordedDecoder.TEMPLATE_ID:
                paid(new PaymentRecordedDecoder().wrapAndApplyHeader(event.payload(), event.offset(), event.header()));
                return "PaymentRecorded";
            default:
                return applyEnd();
        }
    }

    private String applyEnd() {
        switch (event.templateId()) {
            case OrderFulfilledDecoder.TEMPLATE_ID:
                fulfilled(new OrderFulfilledDecoder()
                        .wrapAndApplyHeader(event.payload(), event.offset(), event.header()));
                return "OrderFulfilled";
            case OrderCanceledDecoder.TEMPLATE_ID:
                OrderCanceledDecoder canceled =
                        new OrderCanceledDecoder().wrapAndApplyHeader(event.payload(), event.offset(), event.header());
                free(new OrderId(canceled.orderIdHigh(), canceled.orderIdLow()), "CANCELED");
                return "OrderCanceled";
            case OrderExpiredDecoder.TEMPLATE_ID:
                OrderExpiredDecoder expired =
                        new OrderExpiredDecoder().wrapAndApplyHeader(event.payload(), event.offset(), event.header());
                free(new OrderId(expired.orderIdHigh(), expired.orderIdLow()), "EXPIRED");
                return "OrderExpired";
            case RefundDueDecoder.TEMPLATE_ID:
                refundDue(new RefundDueDecoder().wrapAndApplyHeader(event.payload(), event.offset(), event.header()));
                return "RefundDue";
            case OfferPutDecoder.TEMPLATE_ID:
                offerPut(new OfferPutDecoder().wrapAndApplyHeader(event.payload(), event.offset(), event.header()));
                return "OfferPut";
            case LinesFilledDecoder.TEMPLATE_ID:
                filled(new LinesFilledDecoder().wrapAndApplyHeader(event.payload(), event.offset(), event.header()));
                return "LinesFilled";
            default:
                return applyMoney();
        }
    }

    private String applyMoney() {
        switch (event.templateId()) {
            case PaymentBalanceDecoder.TEMPLATE_ID:
                balance(new PaymentBalanceDecoder()
                        .wrapAndApplyHeader(event.payload(), event.offset(), event.header()));
                return "PaymentBalance";
            case OrderRefundedDecoder.TEMPLATE_ID:
                refunded(
                        new OrderRefundedDecoder().wrapAndApplyHeader(event.payload(), event.offset(), event.header()));
                return "OrderRefunded";
            case SuspenseResolvedDecoder.TEMPLATE_ID:
                resolved(new SuspenseResolvedDecoder()
                        .wrapAndApplyHeader(event.payload(), event.offset(), event.header()));
                return "SuspenseResolved";
            case WalletChangedDecoder.TEMPLATE_ID:
                wallets.changed(
                        new WalletChangedDecoder().wrapAndApplyHeader(event.payload(), event.offset(), event.header()),
                        event);
                return "WalletChanged";
            case UnitsLabelledDecoder.TEMPLATE_ID:
                return lineFold.labelled(event);
            case LineCanceledDecoder.TEMPLATE_ID:
                return lineFold.canceled(event);
            case HoldExtendedDecoder.TEMPLATE_ID:
                extended(new HoldExtendedDecoder().wrapAndApplyHeader(event.payload(), event.offset(), event.header()));
                return "HoldExtended";
            default:
                if (event.templateId() >= 60 && event.templateId() < 70) {
                    String delivery = deliveryFold.apply(event);
                    return delivery == null ? unitFold.apply(event) : delivery;
                }
                String type = limits.apply(event);
                return type == null ? applyWaiting() : type;
        }
    }

    private String applyWaiting() {
        String type = backorders.apply();
        if (type == null) {
            throw new IllegalStateException("event type " + event.templateId() + " at seq " + event.seq());
        }
        return type;
    }

    private void skuPut(SkuPutDecoder e) {
        String name = e.sku();
        String title = e.name();
        String currency = Currency.unpack((int) e.currency());
        String definition = text(e.price(), currency, e.state(), e.delivery(), e.pick(), e.latePolicy());
        String limits = text(e.lateWindowMillis(), e.holdTtlMillis(), e.minPerOrder(), e.maxPerOrder());
        String rest = text(e.safetyStock(), e.lowStockAt(), e.saleStartsAtMicros(), e.saleEndsAtMicros(), e.saleCap());
        put("skus", text(e.skuNumber()), text(name, title, definition, limits, rest, e.seq(), e.timeMicros()));
        offered.put(
                e.skuNumber(),
                new Offered(e.price(), currency, e.state().name(), e.pick().name(), e.seq()));
    }

    private void unitsAdded(UnitsAddedDecoder e) {
        long id = e.firstUnitId();
        for (UnitsAddedDecoder.UnitsDecoder code : e.units()) {
            Unit unit = new Unit();
            unit.sku = e.skuNumber();
            unit.offer = e.offerId();
            unit.lot = e.lotNumber();
            unit.seq = e.seq();
            unit.state = "AVAILABLE";
            units.put(id, unit);
            String fingerprint = new OrderId(code.fingerprintHigh(), code.fingerprintLow()).toString();
            byte[] sealed = new byte[code.sealedCodeLength()];
            int length = code.getSealedCode(sealed, 0, sealed.length);
            put(
                    "unit_codes",
                    text(id),
                    text(e.keyId(), fingerprint, HexFormat.of().formatHex(sealed, 0, length)));
            id++;
        }
        int unused = e.skipSku();
        String name = e.lot();
        lot(e.skuNumber(), e.lotNumber(), e.offerId(), id - e.firstUnitId(), e.expiresAtMicros(), e.seq(), name);
        lots.get(text(e.skuNumber(), e.lotNumber())).duplicates += e.duplicates();
    }

    /** Units without codes come in. */
    void counted(long id, long sku, long offer, long lot, long seq) {
        Unit unit = new Unit();
        unit.sku = sku;
        unit.offer = offer;
        unit.lot = lot;
        unit.seq = seq;
        unit.state = "AVAILABLE";
        units.put(id, unit);
    }

    /** Units came in with a lot. */
    void lot(long sku, long number, long offer, long imported, long expires, long seq, String name) {
        Lot lot = lots.computeIfAbsent(text(sku, number), key -> new Lot());
        lot.offer = offer;
        lot.imported += imported;
        lot.expires = expires;
        lot.seq = seq;
        lot.name = name;
        skuOfOffer.put(offer, sku);
    }

    private void created(OrderCreatedDecoder e) {
        Order order = new Order();
        order.seq = e.seq();
        int line = 0;
        for (OrderCreatedDecoder.LinesDecoder l : e.lines()) {
            put("order_lines", text(e.seq(), line++), text(l.skuNumber(), l.quantity(), l.unitPrice()));
        }
        for (OrderCreatedDecoder.UnitsDecoder u : e.units()) {
            order.lineOfUnit.put(u.unitId(), (int) u.line());
            units.get(u.unitId()).state = "RESERVED";
        }
        OrderId id = new OrderId(e.orderIdHigh(), e.orderIdLow());
        String texts = text(e.clientOrderId(), e.buyer());
        String currency = Currency.unpack((int) e.currency());
        order.fixed = text(id, e.timeMicros(), texts, e.mode(), e.amount(), currency);
        order.expires = e.expiresAtMicros();
        orders.put(id, order);
        change(order, e.state().name());
    }

    private void refused(OrderRefusedDecoder e) {
        String texts = text(e.clientOrderId(), e.buyer());
        put("order_refusals", text(e.seq()), text(texts, e.code(), e.detail(), e.timeMicros()));
    }

    private void paid(PaymentRecordedDecoder e) {
        String id = new OrderId(e.orderIdHigh(), e.orderIdLow()).toString();
        String texts = text(e.channel(), e.paymentRef());
        String money = text(e.amount(), Currency.unpack((int) e.currency()));
        put("payments", text(e.seq(), event.index()), text(id, texts, money, e.code(), e.timeMicros()));
    }

    private void refundDue(RefundDueDecoder e) {
        OrderId id = new OrderId(e.orderIdHigh(), e.orderIdLow());
        String texts = text(e.channel(), e.paymentRef());
        String money = text(e.amount(), Currency.unpack((int) e.currency()));
        put("refunds_due", text(e.seq(), event.index()), text(id, texts, money, e.reason(), e.timeMicros()));
        if (e.reason() == ResultCode.LATE_PAYMENT_REFUND_DUE) {
            change(orders.get(id), "REFUND_DUE");
        }
    }

    private void balance(PaymentBalanceDecoder e) {
        String id = new OrderId(e.orderIdHigh(), e.orderIdLow()).toString();
        String money = text(e.amount(), Currency.unpack((int) e.currency()));
        String parts = text(e.suspended(), e.refundDue(), e.refunded(), e.reason(), e.seq());
        put("payment_balances", text(e.channel(), e.paymentRef()), text(id, money, parts));
    }

    private void refunded(OrderRefundedDecoder e) {
        OrderId id = new OrderId(e.orderIdHigh(), e.orderIdLow());
        String money = text(e.amount(), Currency.unpack((int) e.currency()));
        if (orders.containsKey(id)) {
            change(orders.get(id), e.state().name());
        }
        put("refunds", text(e.seq()), text(id, e.refundRef(), money, e.reason(), e.timeMicros()));
    }

    private void resolved(SuspenseResolvedDecoder e) {
        String id = new OrderId(e.orderIdHigh(), e.orderIdLow()).toString();
        String money = text(e.amount(), Currency.unpack((int) e.currency()), e.action(), e.code());
        String texts = text(e.channel(), e.paymentRef());
        String row = text(id, texts, money, e.operatorId(), e.reason(), e.timeMicros());
        put("suspense_resolutions", text(e.seq(), event.index()), row);
    }

    private void fulfilled(OrderFulfilledDecoder e) {
        Order order = orders.get(new OrderId(e.orderIdHigh(), e.orderIdLow()));
        for (OrderFulfilledDecoder.UnitsDecoder u : e.units()) {
            order.lineOfUnit.put(u.unitId(), (int) u.line());
        }
        deliver(new OrderId(e.orderIdHigh(), e.orderIdLow()));
        change(order, "FULFILLED");
    }

    /** All units of the order are the buyer's. */
    void deliver(OrderId id) {
        orders.get(id).lineOfUnit.keySet().forEach(unit -> units.get(unit).state = "DELIVERED");
    }

    /** The order gets a unit. */
    void take(OrderId id, long unit, int line, String state) {
        orders.get(id).lineOfUnit.put(unit, line);
        units.get(unit).state = state;
    }

    /** The order gets another state. */
    void change(OrderId id, String state) {
        change(orders.get(id), state);
    }

    private void offerPut(OfferPutDecoder e) {
        StringBuilder tiers = new StringBuilder();
        for (OfferPutDecoder.TiersDecoder tier : e.tiers()) {
            tiers.append(tiers.isEmpty() ? "" : ",").append(tier.minQuantity() + ":" + tier.unitPrice());
        }
        long sku = e.skuNumber();
        int unused = e.skipSku();
        String seller = e.seller();
        String price = text(e.unitPrice(), Currency.unpack((int) e.currency()), e.state());
        sellersOffers.put(e.offerId(), text(sku, seller, price, e.pick(), tiers, e.seq()));
    }

    private void filled(LinesFilledDecoder e) {
        OrderId id = new OrderId(e.orderIdHigh(), e.orderIdLow());
        int fill = 0;
        for (LinesFilledDecoder.FillsDecoder f : e.fills()) {
            put(
                    "order_fills",
                    text(e.seq(), event.index(), fill++),
                    text(id, f.line(), f.offerId(), f.quantity(), f.unitPrice()));
        }
    }

    private void extended(HoldExtendedDecoder e) {
        Order order = orders.get(new OrderId(e.orderIdHigh(), e.orderIdLow()));
        order.expires = e.expiresAtMicros();
        change(order, order.state);
    }

    Unit unit(long id) {
        return units.get(id);
    }

    Order order(long high, long low) {
        return orders.get(new OrderId(high, low));
    }

    private void free(OrderId id, String state) {
        Order order = orders.get(id);
        order.lineOfUnit.keySet().forEach(unit -> units.get(unit).state = "AVAILABLE");
        order.lineOfUnit.clear();
        change(order, state);
    }

    private void change(Order order, String state) {
        order.state = state;
        order.changed = text(event.seq(), event.timeMicros());
    }

    private Map<String, String> offers() {
        Map<String, String> rows = new HashMap<>();
        skuOfOffer.forEach((offer, sku) -> {
            Offered o = offered.get(sku);
            rows.put(text(offer), text(sku, "", o.price, o.currency, o.state, o.pick, "", o.seq));
        });
        sellersOffers.forEach((offer, row) -> rows.put(text(offer), row));
        return rows;
    }

    private Map<String, String> lots() {
        Map<String, String> rows = new HashMap<>();
        lots.forEach((key, l) -> rows.put(key, text(l.offer, l.name, l.imported, l.duplicates, l.expires, l.seq)));
        return rows;
    }

    private Map<String, String> units() {
        Map<String, String> rows = new HashMap<>();
        units.forEach((id, u) -> rows.put(text(id), text(u.sku, u.offer, u.lot, u.state, u.seq)));
        return rows;
    }

    private Map<String, String> orders() {
        Map<String, String> rows = new HashMap<>();
        orders.values().forEach(o -> rows.put(text(o.seq), text(o.fixed, o.expires, o.state, o.changed)));
        return rows;
    }

    private Map<String, String> orderUnits() {
        Map<String, String> rows = new HashMap<>();
        orders.values().forEach(o -> o.lineOfUnit.forEach((unit, line) -> rows.put(text(unit), text(o.seq, line))));
        return rows;
    }

    void put(String table, String key, String row) {
        if (finished.get(table).put(key, row) != null && !LAST_WINS.contains(table)) {
            throw new IllegalStateException("two rows " + key + " in " + table);
        }
    }

    static String text(Object... columns) {
        List<String> texts = new ArrayList<>(columns.length);
        for (Object column : columns) {
            texts.add(String.valueOf(column));
        }
        return String.join(SEPARATOR, texts);
    }
}
