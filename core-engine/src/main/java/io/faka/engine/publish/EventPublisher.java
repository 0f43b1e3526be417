package io.faka.engine.publish;

import io.faka.codec.event.Delivery;
import io.faka.codec.event.Fill;
import io.faka.codec.event.LatePolicy;
import io.faka.codec.event.LinesFilledEncoder;
import io.faka.codec.event.MessageHeaderEncoder;
import io.faka.codec.event.OfferPutEncoder;
import io.faka.codec.event.OfferState;
import io.faka.codec.event.OrderBackorderedEncoder;
import io.faka.codec.event.OrderCanceledEncoder;
import io.faka.codec.event.OrderCreatedEncoder;
import io.faka.codec.event.OrderExpiredEncoder;
import io.faka.codec.event.OrderFilledEncoder;
import io.faka.codec.event.OrderFulfilledEncoder;
import io.faka.codec.event.OrderRefundedEncoder;
import io.faka.codec.event.OrderRefusedEncoder;
import io.faka.codec.event.OrderState;
import io.faka.codec.event.OrderWaitEndedEncoder;
import io.faka.codec.event.PaymentBalanceEncoder;
import io.faka.codec.event.PaymentRecordedEncoder;
import io.faka.codec.event.Pick;
import io.faka.codec.event.RefundDueEncoder;
import io.faka.codec.event.ResultCode;
import io.faka.codec.event.SkuPutEncoder;
import io.faka.codec.event.SkuState;
import io.faka.codec.event.SuspenseAction;
import io.faka.codec.event.SuspenseResolvedEncoder;
import io.faka.codec.event.UnitsAddedEncoder;
import io.faka.engine.RecordBuffer;
import io.faka.engine.inventory.FillPlan;
import io.faka.engine.inventory.Lots;
import io.faka.engine.inventory.Offers;
import io.faka.engine.inventory.Skus;
import io.faka.engine.inventory.Units;
import io.faka.engine.memory.Memory;
import io.faka.engine.order.OrderFills;
import io.faka.engine.order.OrderView;
import io.faka.engine.order.Orders;

/** Writes events. Each method writes one, with the sequence and time given to {@link #begin}. */
public final class EventPublisher {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int TEXTS = 600;
    private static final long CREATED_HEADER = Layout.header(
            OrderCreatedEncoder.BLOCK_LENGTH,
            OrderCreatedEncoder.TEMPLATE_ID,
            OrderCreatedEncoder.SCHEMA_ID,
            OrderCreatedEncoder.SCHEMA_VERSION);
    private static final long PAYMENT_HEADER = Layout.header(
            PaymentRecordedEncoder.BLOCK_LENGTH,
            PaymentRecordedEncoder.TEMPLATE_ID,
            PaymentRecordedEncoder.SCHEMA_ID,
            PaymentRecordedEncoder.SCHEMA_VERSION);
    private static final long FULFILLED_HEADER = Layout.header(
            OrderFulfilledEncoder.BLOCK_LENGTH,
            OrderFulfilledEncoder.TEMPLATE_ID,
            OrderFulfilledEncoder.SCHEMA_ID,
            OrderFulfilledEncoder.SCHEMA_VERSION);

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final SkuPutEncoder skuPut = new SkuPutEncoder();
    private final UnitsAddedEncoder unitsAdded = new UnitsAddedEncoder();
    private final OrderRefusedEncoder orderRefused = new OrderRefusedEncoder();
    private final OrderCanceledEncoder orderCanceled = new OrderCanceledEncoder();
    private final OrderExpiredEncoder orderExpired = new OrderExpiredEncoder();
    private final RefundDueEncoder refundDue = new RefundDueEncoder();
    private final PaymentBalanceEncoder paymentBalance = new PaymentBalanceEncoder();
    private final OrderRefundedEncoder orderRefunded = new OrderRefundedEncoder();
    private final SuspenseResolvedEncoder suspenseResolved = new SuspenseResolvedEncoder();
    private final OfferPutEncoder offerPut = new OfferPutEncoder();
    private final LinesFilledEncoder linesFilled = new LinesFilledEncoder();
    private final OrderBackorderedEncoder orderBackordered = new OrderBackorderedEncoder();
    private final OrderFilledEncoder orderFilled = new OrderFilledEncoder();
    private final OrderWaitEndedEncoder orderWaitEnded = new OrderWaitEndedEncoder();
    private final Skus skus;
    private final Offers offers;
    private final Lots lots;
    private final Units units;
    private final OrderView orders;

    private RecordBuffer records;
    private int refundedAt;
    private long seq;
    private long timeMicros;

    /** Reads what it writes from these tables. */
    public EventPublisher(Skus skus, Offers offers, Lots lots, Units units, OrderView orders) {
        this.skus = skus;
        this.offers = offers;
        this.lots = lots;
        this.units = units;
        this.orders = orders;
    }

    /** The coming events go to {@code records} and come from this command. */
    public void begin(long seq, long timeMicros, RecordBuffer records) {
        this.seq = seq;
        this.timeMicros = timeMicros;
        this.records = records;
    }

    /** Where the events of the command go. */
    RecordBuffer records() {
        return records;
    }

    /** Sequence of the command. */
    long seq() {
        return seq;
    }

    /** Journal time of the command. */
    long timeMicros() {
        return timeMicros;
    }

    /** The coming events happen at this time. */
    public void at(long timeMicros) {
        this.timeMicros = timeMicros;
    }

    /** The order waits for stock, in this row of the backlog. */
    public void orderBackordered(int order, int waiting) {
        Orders rows = orders.rows();
        int at = records.claim(HEADER + OrderBackorderedEncoder.BLOCK_LENGTH);
        orderBackordered
                .wrapAndApplyHeader(records.buffer(), at, header)
                .seq(seq)
                .timeMicros(timeMicros)
                .orderIdHigh(rows.idHigh(order))
                .orderIdLow(rows.idLow(order))
                .amount(rows.amount(order))
                .backorderExpiresAtMicros(orders.backlog().deadline(waiting))
                .currency(rows.currency(order))
                .state(OrderState.get(rows.state(order)))
                .fill(orders.backlog().isPartial(waiting) ? Fill.PARTIAL : Fill.ALL_OR_NONE)
                .priority((short) orders.backlog().priority(waiting));
        records.commit(HEADER + OrderBackorderedEncoder.BLOCK_LENGTH);
    }

    /** The units of the plan came for an order that waited. */
    public void orderFilled(int order, FillPlan plan) {
        Orders rows = orders.rows();
        int blockLength = OrderFilledEncoder.UnitsEncoder.sbeBlockLength();
        int count = plan.units();
        int at = records.claim(HEADER + OrderFilledEncoder.BLOCK_LENGTH + Layout.GROUP + count * blockLength);
        orderFilled
                .wrapAndApplyHeader(records.buffer(), at, header)
                .seq(seq)
                .timeMicros(timeMicros)
                .orderIdHigh(rows.idHigh(order))
                .orderIdLow(rows.idLow(order))
                .amount(rows.amount(order))
                .expiresAtMicros(orders.expiresAtMicros(order))
                .currency(rows.currency(order))
                .state(OrderState.get(rows.state(order)));
        long message = records.buffer().addressOffset() + at;
        long to = Layout.group(message + HEADER + OrderFilledEncoder.BLOCK_LENGTH, blockLength, count);
        for (int fill = 0; fill < plan.count(); fill++) {
            int unit = plan.firstUnit(fill);
            for (int i = 0; i < plan.quantity(fill); i++) {
                Memory.putInt(to + OrderFilledEncoder.UnitsEncoder.unitIdEncodingOffset(), unit);
                Memory.putByte(to + OrderFilledEncoder.UnitsEncoder.lineEncodingOffset(), (byte) plan.line(fill));
                to += blockLength;
                unit = units.next(unit);
            }
        }
        records.commit((int) (to - message));
    }

    /** A paid order waits no longer. */
    public void orderWaitEnded(int order) {
        Orders rows = orders.rows();
        int at = records.claim(HEADER + OrderWaitEndedEncoder.BLOCK_LENGTH);
        orderWaitEnded
                .wrapAndApplyHeader(records.buffer(), at, header)
                .seq(seq)
                .timeMicros(timeMicros)
                .orderIdHigh(rows.idHigh(order))
                .orderIdLow(rows.idLow(order))
                .amount(rows.amount(order))
                .currency(rows.currency(order))
                .state(OrderState.get(rows.state(order)));
        records.commit(HEADER + OrderWaitEndedEncoder.BLOCK_LENGTH);
    }

    /** The SKU as it is now. */
    public void skuPut(int sku) {
        int at = records.claim(HEADER + SkuPutEncoder.BLOCK_LENGTH + TEXTS);
        skuPut.wrapAndApplyHeader(records.buffer(), at, header)
                .seq(seq)
                .timeMicros(timeMicros)
                .price(skus.getLong(sku, Skus.PRICE))
                .currency(skus.getInt(sku, Skus.CURRENCY))
                .skuNumber(sku)
                .holdTtlMillis(skus.getUnsignedInt(sku, Skus.HOLD_TTL))
                .minPerOrder(skus.getUnsignedInt(sku, Skus.MIN_PER_ORDER))
                .maxPerOrder(skus.getUnsignedInt(sku, Skus.MAX_PER_ORDER))
                .safetyStock(skus.getUnsignedInt(sku, Skus.SAFETY_STOCK))
                .lowStockAt(skus.getUnsignedInt(sku, Skus.LOW_STOCK_AT))
                .saleStartsAtMicros(skus.getLong(sku, Skus.SALE_STARTS))
                .saleEndsAtMicros(skus.getLong(sku, Skus.SALE_ENDS))
                .lateWindowMillis(skus.getLong(sku, Skus.LATE_WINDOW))
                .delivery(Delivery.get(skus.getByte(sku, Skus.DELIVERY)))
                .pick(Pick.get(skus.getByte(sku, Skus.PICK)))
                .latePolicy(LatePolicy.get(skus.getByte(sku, Skus.LATE_POLICY)))
                .state(SkuState.get(skus.getByte(sku, Skus.STATE)))
                .saleCap(skus.getUnsignedInt(sku, Skus.SALE_CAP));
        int end = text(skuPut.limit(), skus.key(sku), skus.keyLength(sku));
        records.commit(text(end, skus.name(sku), skus.nameLength(sku)) - at);
    }

    /** The offer as it is now. */
    public void offerPut(int offer) {
        int sku = offers.sku(offer);
        int tiers = offers.tierCount(offer);
        int at = records.claim(
                HEADER + OfferPutEncoder.BLOCK_LENGTH + tiers * OfferPutEncoder.TiersEncoder.sbeBlockLength() + TEXTS);
        OfferPutEncoder.TiersEncoder group = offerPut.wrapAndApplyHeader(records.buffer(), at, header)
                .seq(seq)
                .timeMicros(timeMicros)
                .unitPrice(offers.price(offer))
                .offerId(offer)
                .skuNumber(sku)
                .currency(skus.getInt(sku, Skus.CURRENCY))
                .pick(Pick.get(offers.pick(offer)))
                .state(OfferState.get(offers.state(offer)))
                .tiersCount(tiers);
        for (int tier = 0; tier < tiers; tier++) {
            group.next().unitPrice(offers.tierPrice(offer, tier)).minQuantity(offers.tierQuantity(offer, tier));
        }
        int end = text(offerPut.limit(), skus.key(sku), skus.keyLength(sku));
        records.commit(text(end, offers.seller(offer), offers.sellerLength(offer)) - at);
    }

    /** From which offers the order has its units. */
    public void linesFilled(int order) {
        OrderFills fills = orders.fills();
        int count = fills.count(order);
        int at = records.claim(HEADER
                + LinesFilledEncoder.BLOCK_LENGTH
                + LinesFilledEncoder.FillsEncoder.HEADER_SIZE
                + count * LinesFilledEncoder.FillsEncoder.sbeBlockLength());
        LinesFilledEncoder.FillsEncoder group = linesFilled
                .wrapAndApplyHeader(records.buffer(), at, header)
                .seq(seq)
                .timeMicros(timeMicros)
                .orderIdHigh(orders.rows().idHigh(order))
                .orderIdLow(orders.rows().idLow(order))
                .fillsCount(count);
        fills.of(order);
        while (fills.next()) {
            group.next()
                    .unitPrice(fills.price())
                    .offerId(offers.shown(fills.offer()))
                    .quantity(fills.quantity())
                    .line((short) fills.line());
        }
        records.commit(linesFilled.limit() - at);
    }

    /** The units from {@code firstUnit} to the newest, which came in with one command. */
    public void unitsAdded(int sku, int lot, int keyId, int firstUnit, int duplicates) {
        int count = units.count() - firstUnit + 1;
        int length = HEADER + UnitsAddedEncoder.BLOCK_LENGTH + TEXTS;
        for (int unit = firstUnit; unit < firstUnit + count; unit++) {
            length += UnitsAddedEncoder.UnitsEncoder.sbeBlockLength() + 2 + units.codeLength(unit);
        }
        int at = records.claim(length);
        UnitsAddedEncoder.UnitsEncoder group = unitsAdded
                .wrapAndApplyHeader(records.buffer(), at, header)
                .seq(seq)
                .timeMicros(timeMicros)
                .expiresAtMicros(lots.expiresAtMicros(lot))
                .skuNumber(sku)
                .offerId(offers.shown(lots.offer(lot)))
                .lotNumber(lot)
                .firstUnitId(firstUnit)
                .duplicates(duplicates)
                .keyId(keyId)
                .unitsCount(count);
        for (int unit = firstUnit; unit < firstUnit + count; unit++) {
            group.next().fingerprintHigh(units.fingerprintHigh(unit)).fingerprintLow(units.fingerprintLow(unit));
            unitsAdded.limit(
                    Memory.putBytes16(records.buffer(), unitsAdded.limit(), units.code(unit), units.codeLength(unit)));
        }
        int end = text(unitsAdded.limit(), skus.key(sku), skus.keyLength(sku));
        records.commit(text(end, lots.name(lot), lots.nameLength(lot)) - at);
    }

    /** The order as it is now, with the units it holds or, if it cost nothing, got at once. */
    public void orderCreated(int order) {
        Orders rows = orders.rows();
        int lineCount = rows.lineCount(order);
        int unitCount = rows.totalHeld(order);
        int at = records.claim(HEADER
                + OrderCreatedEncoder.BLOCK_LENGTH
                + lineCount * OrderCreatedEncoder.LinesEncoder.sbeBlockLength()
                + unitCount * OrderCreatedEncoder.UnitsEncoder.sbeBlockLength()
                + TEXTS);
        long message = records.buffer().addressOffset() + at;
        Memory.putLong(message, CREATED_HEADER);
        writeCreatedBlock(order, message + HEADER);
        long end = writeLines(order, lineCount, message + HEADER + OrderCreatedEncoder.BLOCK_LENGTH);
        end = orders.writeTexts(order, writeUnits(order, unitCount, end));
        records.commit((int) (end - message));
    }

    /** A refused request; its texts are where the addresses say. */
    public void orderRefused(
            ResultCode code, long detail, long clientAt, int clientLength, long buyerAt, int buyerLength) {
        int at = records.claim(HEADER + OrderRefusedEncoder.BLOCK_LENGTH + TEXTS);
        orderRefused
                .wrapAndApplyHeader(records.buffer(), at, header)
                .seq(seq)
                .timeMicros(timeMicros)
                .detail(detail)
                .code(code);
        int end = text(orderRefused.limit(), clientAt, clientLength);
        records.commit(text(end, buyerAt, buyerLength) - at);
    }

    /** A payment notice that took effect. */
    public void paymentRecorded(PaymentText payment, io.faka.codec.reply.ResultCode code) {
        int at = records.claim(HEADER + PaymentRecordedEncoder.BLOCK_LENGTH + TEXTS);
        long message = records.buffer().addressOffset() + at;
        long block = message + HEADER;
        Memory.putLong(message, PAYMENT_HEADER);
        Memory.putLong(block + PaymentRecordedEncoder.seqEncodingOffset(), seq);
        Memory.putLong(block + PaymentRecordedEncoder.timeMicrosEncodingOffset(), timeMicros);
        Memory.putLong(block + PaymentRecordedEncoder.orderIdHighEncodingOffset(), payment.orderIdHigh());
        Memory.putLong(block + PaymentRecordedEncoder.orderIdLowEncodingOffset(), payment.orderIdLow());
        Memory.putLong(block + PaymentRecordedEncoder.amountEncodingOffset(), payment.amount());
        Memory.putInt(block + PaymentRecordedEncoder.currencyEncodingOffset(), payment.currency());
        Memory.putByte(block + PaymentRecordedEncoder.codeEncodingOffset(), (byte) code.value());
        long end = block + PaymentRecordedEncoder.BLOCK_LENGTH;
        end = Memory.putText8(end, payment.channelAt(), payment.channelLength());
        end = Memory.putText8(end, payment.refAt(), payment.refLength());
        records.commit((int) (end - message));
    }

    /** Money that must go back: {@code amount} of the payment. */
    public void refundDue(PaymentText payment, long amount, io.faka.codec.reply.ResultCode reason) {
        int at = records.claim(HEADER + RefundDueEncoder.BLOCK_LENGTH + TEXTS);
        refundDue
                .wrapAndApplyHeader(records.buffer(), at, header)
                .seq(seq)
                .timeMicros(timeMicros)
                .orderIdHigh(payment.orderIdHigh())
                .orderIdLow(payment.orderIdLow())
                .amount(amount)
                .currency(payment.currency())
                .reason(ResultCode.get(reason.value()));
        records.commit(paymentTexts(refundDue.limit(), payment) - at);
    }

    /** Where the money of a payment is now that did not simply pay its order. */
    public void paymentBalance(
            PaymentText payment, long suspended, long due, long refunded, io.faka.codec.reply.ResultCode reason) {
        int at = records.claim(HEADER + PaymentBalanceEncoder.BLOCK_LENGTH + TEXTS);
        paymentBalance
                .wrapAndApplyHeader(records.buffer(), at, header)
                .seq(seq)
                .timeMicros(timeMicros)
                .orderIdHigh(payment.orderIdHigh())
                .orderIdLow(payment.orderIdLow())
                .amount(payment.amount())
                .suspended(suspended)
                .refundDue(due)
                .refunded(refunded)
                .currency(payment.currency())
                .reason(ResultCode.get(reason.value()));
        records.commit(paymentTexts(paymentBalance.limit(), payment) - at);
    }

    /** Begins the event of a refund; {@link #orderRefundedFor} completes it. */
    public void orderRefunded(long orderIdHigh, long orderIdLow, long amount, int currency, byte state) {
        refundedAt = records.claim(HEADER + OrderRefundedEncoder.BLOCK_LENGTH + TEXTS);
        orderRefunded
                .wrapAndApplyHeader(records.buffer(), refundedAt, header)
                .seq(seq)
                .timeMicros(timeMicros)
                .orderIdHigh(orderIdHigh)
                .orderIdLow(orderIdLow)
                .amount(amount)
                .currency(currency)
                .state(OrderState.get(state));
    }

    /** Completes the event begun with {@link #orderRefunded}: the refund's ref and the reason given. */
    public void orderRefundedFor(long refAt, int refLength, long reasonAt, int reasonLength) {
        int end = text(orderRefunded.limit(), refAt, refLength);
        records.commit(text(end, reasonAt, reasonLength) - refundedAt);
    }

    /** Money left suspense; operator and reason are empty if nobody had to decide. */
    public void suspenseResolved(
            PaymentText payment,
            byte action,
            io.faka.codec.reply.ResultCode code,
            long operatorAt,
            int operatorLength,
            long reasonAt,
            int reasonLength) {
        int at = records.claim(HEADER + SuspenseResolvedEncoder.BLOCK_LENGTH + 2 * TEXTS);
        suspenseResolved
                .wrapAndApplyHeader(records.buffer(), at, header)
                .seq(seq)
                .timeMicros(timeMicros)
                .orderIdHigh(payment.orderIdHigh())
                .orderIdLow(payment.orderIdLow())
                .amount(payment.amount())
                .currency(payment.currency())
                .action(SuspenseAction.get(action))
                .code(ResultCode.get(code.value()));
        int end = text(paymentTexts(suspenseResolved.limit(), payment), operatorAt, operatorLength);
        records.commit(text(end, reasonAt, reasonLength) - at);
    }

    /** All units are the buyer's; they are named only if they are not those of the order's creation. */
    public void orderFulfilled(int order, boolean freshUnits) {
        Orders rows = orders.rows();
        int unitCount = freshUnits ? rows.totalHeld(order) : 0;
        int at = records.claim(HEADER
                + OrderFulfilledEncoder.BLOCK_LENGTH
                + OrderFulfilledEncoder.UnitsEncoder.HEADER_SIZE
                + unitCount * OrderFulfilledEncoder.UnitsEncoder.sbeBlockLength());
        long message = records.buffer().addressOffset() + at;
        long block = message + HEADER;
        Memory.putLong(message, FULFILLED_HEADER);
        Memory.putLong(block + OrderFulfilledEncoder.seqEncodingOffset(), seq);
        Memory.putLong(block + OrderFulfilledEncoder.timeMicrosEncodingOffset(), timeMicros);
        Memory.putLong(block + OrderFulfilledEncoder.orderIdHighEncodingOffset(), rows.idHigh(order));
        Memory.putLong(block + OrderFulfilledEncoder.orderIdLowEncodingOffset(), rows.idLow(order));
        long end = writeUnits(order, unitCount, block + OrderFulfilledEncoder.BLOCK_LENGTH);
        records.commit((int) (end - message));
    }

    /** The order was canceled. */
    public void orderCanceled(int order) {
        int at = records.claim(HEADER + OrderCanceledEncoder.BLOCK_LENGTH);
        orderCanceled
                .wrapAndApplyHeader(records.buffer(), at, header)
                .seq(seq)
                .timeMicros(timeMicros)
                .orderIdHigh(orders.rows().idHigh(order))
                .orderIdLow(orders.rows().idLow(order));
        records.commit(HEADER + OrderCanceledEncoder.BLOCK_LENGTH);
    }

    /** The order's hold ended at {@code deadlineMicros}. */
    public void orderExpired(int order, long deadlineMicros) {
        int at = records.claim(HEADER + OrderExpiredEncoder.BLOCK_LENGTH);
        orderExpired
                .wrapAndApplyHeader(records.buffer(), at, header)
                .seq(seq)
                .timeMicros(deadlineMicros)
                .orderIdHigh(orders.rows().idHigh(order))
                .orderIdLow(orders.rows().idLow(order));
        records.commit(HEADER + OrderExpiredEncoder.BLOCK_LENGTH);
    }

    private void writeCreatedBlock(int order, long to) {
        Orders rows = orders.rows();
        Memory.putLong(to + OrderCreatedEncoder.seqEncodingOffset(), seq);
        Memory.putLong(to + OrderCreatedEncoder.timeMicrosEncodingOffset(), timeMicros);
        Memory.putLong(to + OrderCreatedEncoder.orderIdHighEncodingOffset(), rows.idHigh(order));
        Memory.putLong(to + OrderCreatedEncoder.orderIdLowEncodingOffset(), rows.idLow(order));
        Memory.putLong(to + OrderCreatedEncoder.amountEncodingOffset(), rows.amount(order));
        Memory.putLong(to + OrderCreatedEncoder.expiresAtMicrosEncodingOffset(), orders.expiresAtMicros(order));
        Memory.putInt(to + OrderCreatedEncoder.currencyEncodingOffset(), rows.currency(order));
        Memory.putByte(to + OrderCreatedEncoder.stateEncodingOffset(), rows.state(order));
        Memory.putByte(to + OrderCreatedEncoder.modeEncodingOffset(), rows.mode(order));
    }

    private long writeLines(int order, int lineCount, long to) {
        Orders rows = orders.rows();
        int blockLength = OrderCreatedEncoder.LinesEncoder.sbeBlockLength();
        long at = Layout.group(to, blockLength, lineCount);
        for (int line = 0; line < lineCount; line++) {
            long price = rows.unitPrice(order, line);
            Memory.putLong(at + OrderCreatedEncoder.LinesEncoder.unitPriceEncodingOffset(), price);
            Memory.putInt(at + OrderCreatedEncoder.LinesEncoder.skuNumberEncodingOffset(), rows.sku(order, line));
            Memory.putInt(at + OrderCreatedEncoder.LinesEncoder.quantityEncodingOffset(), rows.quantity(order, line));
            at += blockLength;
        }
        return at;
    }

    /** Names the order's units, or none if {@code unitCount} is 0. Both events that do have the same group. */
    private long writeUnits(int order, int unitCount, long to) {
        Orders rows = orders.rows();
        int blockLength = OrderCreatedEncoder.UnitsEncoder.sbeBlockLength();
        long at = Layout.group(to, blockLength, unitCount);
        for (int line = 0; unitCount > 0 && line < rows.lineCount(order); line++) {
            for (int unit = rows.firstUnit(order, line); unit != 0; unit = units.next(unit)) {
                Memory.putInt(at + OrderCreatedEncoder.UnitsEncoder.unitIdEncodingOffset(), unit);
                Memory.putByte(at + OrderCreatedEncoder.UnitsEncoder.lineEncodingOffset(), (byte) line);
                at += blockLength;
            }
        }
        return at;
    }

    private int paymentTexts(int at, PaymentText payment) {
        int end = text(at, payment.channelAt(), payment.channelLength());
        return text(end, payment.refAt(), payment.refLength());
    }

    private int text(int at, long address, int length) {
        return Memory.putText8(records.buffer(), at, address, length);
    }
}
