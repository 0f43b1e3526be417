package io.faka.engine.publish;

import io.faka.codec.reply.MessageHeaderEncoder;
import io.faka.codec.reply.MoneyPageEncoder;
import io.faka.codec.reply.OfferReplyEncoder;
import io.faka.codec.reply.OfferState;
import io.faka.codec.reply.OffersReplyEncoder;
import io.faka.codec.reply.OrderReplyEncoder;
import io.faka.codec.reply.OrderState;
import io.faka.codec.reply.PaymentReplyEncoder;
import io.faka.codec.reply.Pick;
import io.faka.codec.reply.RefundReplyEncoder;
import io.faka.codec.reply.RefusalEncoder;
import io.faka.codec.reply.ResultCode;
import io.faka.codec.reply.SkuReplyEncoder;
import io.faka.codec.reply.SkuState;
import io.faka.codec.reply.StateHashEncoder;
import io.faka.codec.reply.TickedEncoder;
import io.faka.codec.reply.UnitsReplyEncoder;
import io.faka.engine.RecordBuffer;
import io.faka.engine.StateCounts;
import io.faka.engine.inventory.OfferBooks;
import io.faka.engine.inventory.Offers;
import io.faka.engine.inventory.SealingKeys;
import io.faka.engine.inventory.Skus;
import io.faka.engine.inventory.Units;
import io.faka.engine.memory.Memory;
import io.faka.engine.order.Deliveries;
import io.faka.engine.order.OrderCoupons;
import io.faka.engine.order.OrderFills;
import io.faka.engine.order.OrderView;
import io.faka.engine.order.Orders;

/** Writes replies: one per command or query. */
public final class ReplyPublisher {
    /** Most units in one page of an order's reply. */
    public static final int MAX_PAGE_UNITS = 256;
    /** No unit is added to a page whose codes have this many bytes already. */
    public static final int MAX_PAGE_BYTES = 32 * 1024;

    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int TEXTS = 600;
    private static final int MONEY_TEXTS = 2 + 32 + 128;
    private static final int MAX_PAGE_OFFERS = 100;
    private static final int MAX_FILL_BYTES =
            OrderReplyEncoder.FillsEncoder.sbeBlockLength() + 1 + Offers.MAX_SELLER_LENGTH;
    private static final int MAX_TIERS_BYTES = Offers.MAX_TIERS * OfferReplyEncoder.TiersEncoder.sbeBlockLength();
    private static final int MAX_OFFER_BYTES = OffersReplyEncoder.OffersEncoder.sbeBlockLength()
            + OffersReplyEncoder.OffersEncoder.TiersEncoder.HEADER_SIZE
            + MAX_TIERS_BYTES
            + 1
            + Offers.MAX_SELLER_LENGTH;
    private static final long ORDER_HEADER = Layout.header(
            OrderReplyEncoder.BLOCK_LENGTH,
            OrderReplyEncoder.TEMPLATE_ID,
            OrderReplyEncoder.SCHEMA_ID,
            OrderReplyEncoder.SCHEMA_VERSION);

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final SkuReplyEncoder skuReply = new SkuReplyEncoder();
    private final UnitsReplyEncoder unitsReply = new UnitsReplyEncoder();
    private final OfferReplyEncoder offerReply = new OfferReplyEncoder();
    private final OffersReplyEncoder offersReply = new OffersReplyEncoder();
    private final RefusalEncoder refusal = new RefusalEncoder();
    private final PaymentReplyEncoder paymentReply = new PaymentReplyEncoder();
    private final RefundReplyEncoder refundReply = new RefundReplyEncoder();
    private final MoneyPageEncoder moneyPage = new MoneyPageEncoder();
    private final StateHashEncoder stateHash = new StateHashEncoder();
    private final TickedEncoder ticked = new TickedEncoder();
    private final Skus skus;
    private final Offers offers;
    private final OfferBooks books;
    private final Units units;
    private final SealingKeys keys;
    private final OrderView orders;
    private final OrderCoupons coupons;
    private final Deliveries deliveries;

    private RecordBuffer records;
    private MoneyPageEncoder.ItemsEncoder moneyItems;
    private int moneyAt;
    private int refundAt;
    private int start;
    private int lastOrder;
    private int lastSku;
    private int lastOffer;
    private long lastSeq;
    private ResultCode lastCode;
    private int changedUnit;
    private int newUnit;
    private int pageUnits;
    private int pageBytes;
    private int pageLine;
    private int pageUnit;

    /** Reads what it writes from these tables. */
    public ReplyPublisher(
            Skus skus,
            Offers offers,
            OfferBooks books,
            Units units,
            SealingKeys keys,
            OrderView orders,
            OrderCoupons coupons) {
        this.skus = skus;
        this.books = books;
        this.offers = offers;
        this.units = units;
        this.keys = keys;
        this.orders = orders;
        this.coupons = coupons;
        this.deliveries = new Deliveries(orders.rows(), skus, units);
    }

    /** The next reply goes to {@code records}. */
    public void begin(RecordBuffer records) {
        this.records = records;
        start = records.position();
        lastOrder = 0;
        lastSku = 0;
        lastOffer = 0;
    }

    /** Where replies go. */
    RecordBuffer records() {
        return records;
    }

    /** The order that the reply since {@link #begin} shows, 0 if it shows none. */
    public int lastOrder() {
        return lastOrder;
    }

    /** The code of the reply that shows {@link #lastOrder}. */
    public ResultCode lastCode() {
        return lastCode;
    }

    /** Takes the reply since {@link #begin} back; another one is to be written. */
    public void takeBack() {
        records.takeBack(start);
        lastOrder = 0;
    }

    /** Writes the reply since {@link #begin} again if it shows what may have changed since. */
    public void refresh() {
        int order = lastOrder;
        if (order != 0 || lastSku != 0 || lastOffer != 0) {
            takeBack();
        }
        if (order != 0) {
            order(order, lastCode, 0);
        } else if (lastSku != 0) {
            sku(lastSku, lastCode, lastSeq);
        } else if (lastOffer != 0) {
            offer(lastOffer, lastCode, lastSeq);
        }
    }

    /** The order as it is now, after a unit of it was returned or another one came for it; {@code fresh} is 0 if none did. */
    public void orderUnit(int order, ResultCode code, int unit, int fresh) {
        changedUnit = unit;
        newUnit = fresh;
        order(order, code, 0);
        changedUnit = 0;
        newUnit = 0;
    }

    /** The order as it is now, with the page of delivered units that begins with unit {@code firstUnit}. */
    public void order(int order, ResultCode code, long firstUnit) {
        lastOrder = order;
        lastCode = code;
        Orders rows = orders.rows();
        int unitsTotal = deliveries.delivered(order);
        int first = (int) Math.min(firstUnit, unitsTotal);
        measurePage(order, first, unitsTotal);
        int lineCount = rows.lineCount(order);
        int fillCount = orders.fills().count(order);
        int at = records.claim(HEADER
                + OrderReplyEncoder.BLOCK_LENGTH
                + fillCount * MAX_FILL_BYTES
                + lineCount * (OrderReplyEncoder.LinesEncoder.sbeBlockLength() + 1 + Skus.MAX_KEY_LENGTH)
                + pageUnits * (OrderReplyEncoder.UnitsEncoder.sbeBlockLength() + 2)
                + pageBytes
                + TEXTS);
        long message = records.buffer().addressOffset() + at;
        Memory.putLong(message, ORDER_HEADER);
        writeBlock(order, code, unitsTotal, first, message + HEADER);
        long end = writeLines(order, lineCount, message + HEADER + OrderReplyEncoder.BLOCK_LENGTH);
        end = orders.writeTexts(order, writeFills(order, fillCount, writePage(order, end)));
        records.commit((int) (end - message));
    }

    /** The offer as it is now. */
    public void offer(int offer, ResultCode code, long seq) {
        lastOffer = offer;
        lastCode = code;
        lastSeq = seq;
        int sku = offers.sku(offer);
        int tiers = offers.tierCount(offer);
        int at = records.claim(HEADER + OfferReplyEncoder.BLOCK_LENGTH + MAX_TIERS_BYTES + TEXTS);
        OfferReplyEncoder.TiersEncoder group = offerReply
                .wrapAndApplyHeader(records.buffer(), at, header)
                .seq(seq)
                .unitPrice(offers.price(offer))
                .offerId(offer)
                .available(offers.available(offer))
                .currency(skus.getInt(sku, Skus.CURRENCY))
                .code(code)
                .state(OfferState.get(offers.state(offer)))
                .pick(Pick.get(offers.pick(offer)))
                .tiersCount(tiers);
        for (int tier = 0; tier < tiers; tier++) {
            group.next().unitPrice(offers.tierPrice(offer, tier)).minQuantity(offers.tierQuantity(offer, tier));
        }
        int end = text(offerReply.limit(), skus.key(sku), skus.keyLength(sku));
        records.commit(text(end, offers.seller(offer), offers.sellerLength(offer)) - at);
    }

    /** A page of the SKU's offers, from the one behind {@code after} on. */
    public void offers(int sku, int after, long seq) {
        int first = skus.getInt(sku, Skus.OFFER);
        while (first != 0 && first <= after) {
            first = nextShown(first);
        }
        int count = 0;
        int last = 0;
        int next = first;
        for (; next != 0 && count < MAX_PAGE_OFFERS; next = nextShown(next)) {
            last = next;
            count++;
        }
        int at = records.claim(HEADER + OffersReplyEncoder.BLOCK_LENGTH + count * MAX_OFFER_BYTES + TEXTS);
        OffersReplyEncoder.OffersEncoder group = offersReply
                .wrapAndApplyHeader(records.buffer(), at, header)
                .seq(seq)
                .nextAfterOfferId(next == 0 ? 0 : last)
                .currency(skus.getInt(sku, Skus.CURRENCY))
                .code(ResultCode.FOUND)
                .offersCount(count);
        for (int offer = first; offer != next; offer = nextShown(offer)) {
            writeOffer(sku, offer, group.next());
        }
        records.commit(text(offersReply.limit(), skus.key(sku), skus.keyLength(sku)) - at);
    }

    private int nextShown(int offer) {
        int next = offers.nextOfSku(offer);
        return next != 0 && offers.isForChoice(next) ? offers.nextOfSku(next) : next;
    }

    private void writeOffer(int sku, int offer, OffersReplyEncoder.OffersEncoder to) {
        int tiers = offers.tierCount(offer);
        boolean own = offers.isDefault(offer);
        OffersReplyEncoder.OffersEncoder.TiersEncoder group = to.unitPrice(
                        own ? skus.getLong(sku, Skus.PRICE) : offers.price(offer))
                .offerId(offer)
                .available(offers.available(offer))
                .state(OfferState.get(offers.state(offer)))
                .pick(Pick.get(offers.pick(offer)))
                .tiersCount(tiers);
        for (int tier = 0; tier < tiers; tier++) {
            group.next().unitPrice(offers.tierPrice(offer, tier)).minQuantity(offers.tierQuantity(offer, tier));
        }
        offersReply.limit(text(offersReply.limit(), offers.seller(offer), offers.sellerLength(offer)));
    }

    /** The SKU as it is now. */
    public void sku(int sku, ResultCode code, long seq) {
        lastSku = sku;
        lastCode = code;
        lastSeq = seq;
        int at = records.claim(HEADER + SkuReplyEncoder.BLOCK_LENGTH + TEXTS);
        skuReply.wrapAndApplyHeader(records.buffer(), at, header)
                .seq(seq)
                .version(skus.getLong(sku, Skus.VERSION))
                .price(skus.getLong(sku, Skus.PRICE))
                .available(skus.forSale(sku))
                .reserved(skus.getLong(sku, Skus.RESERVED))
                .allocated(skus.getLong(sku, Skus.ALLOCATED))
                .sold(skus.getLong(sku, Skus.SOLD))
                .quarantined(skus.getLong(sku, Skus.QUARANTINED))
                .voided(skus.getLong(sku, Skus.VOIDED))
                .backordered(skus.getLong(sku, Skus.BACKORDERED))
                .currency(skus.getInt(sku, Skus.CURRENCY))
                .code(code)
                .state(SkuState.get(skus.getByte(sku, Skus.STATE)))
                .orderable(books.orderable(sku, false))
                .orderableByVips(books.orderable(sku, true))
                .vipQuota(skus.getUnsignedInt(sku, Skus.VIP_QUOTA))
                .saleCap(skus.getUnsignedInt(sku, Skus.SALE_CAP));
        int end = text(skuReply.limit(), skus.key(sku), skus.keyLength(sku));
        records.commit(text(end, skus.name(sku), skus.nameLength(sku)) - at);
    }

    /** What became of an import's chunk; its lot's name is at {@code lot}, the positions of its duplicates are the first {@code duplicates} of the array. */
    public void units(long seq, long lot, int lotLength, int imported, int duplicates, int[] positions) {
        int at = records.claim(HEADER
                + UnitsReplyEncoder.BLOCK_LENGTH
                + duplicates * UnitsReplyEncoder.DuplicateUnitsEncoder.sbeBlockLength()
                + TEXTS);
        UnitsReplyEncoder.DuplicateUnitsEncoder group = unitsReply
                .wrapAndApplyHeader(records.buffer(), at, header)
                .seq(seq)
                .imported(imported)
                .duplicates(duplicates)
                .code(ResultCode.IMPORTED)
                .duplicateUnitsCount(duplicates);
        for (int i = 0; i < duplicates; i++) {
            group.next().position(positions[i]);
        }
        records.commit(text(unitsReply.limit(), lot, lotLength) - at);
    }

    /** The command changed nothing. */
    public void refusal(ResultCode code, long detail, long seq) {
        int at = records.claim(HEADER + RefusalEncoder.BLOCK_LENGTH + 1);
        refusal.wrapAndApplyHeader(records.buffer(), at, header)
                .seq(seq)
                .detail(detail)
                .retryAfterMillis(0)
                .code(code)
                .message("");
        records.commit(HEADER + refusal.encodedLength());
    }

    /** A payment and where its money is. */
    public void payment(
            PaymentText text, ResultCode code, ResultCode outcome, long suspended, long due, long refunded, long seq) {
        int at = records.claim(HEADER + PaymentReplyEncoder.BLOCK_LENGTH + TEXTS);
        paymentReply
                .wrapAndApplyHeader(records.buffer(), at, header)
                .seq(seq)
                .orderIdHigh(text.orderIdHigh())
                .orderIdLow(text.orderIdLow())
                .amount(text.amount())
                .suspended(suspended)
                .refundDue(due)
                .refunded(refunded)
                .currency(text.currency())
                .code(code)
                .outcome(outcome);
        int end = text(paymentReply.limit(), text.channelAt(), text.channelLength());
        records.commit(text(end, text.refAt(), text.refLength()) - at);
    }

    /** Begins the reply to a refund; {@link #refundOf} completes it. */
    public void refund(ResultCode code, long amount, long refunded, long due, int currency, long seq) {
        refundAt = records.claim(HEADER + RefundReplyEncoder.BLOCK_LENGTH + TEXTS);
        refundReply
                .wrapAndApplyHeader(records.buffer(), refundAt, header)
                .seq(seq)
                .amount(amount)
                .refunded(refunded)
                .refundDue(due)
                .currency(currency)
                .code(code);
    }

    /** Completes the reply begun with {@link #refund}: the order, its state, and the refund's ref. */
    public void refundOf(long orderIdHigh, long orderIdLow, byte state, long ref, int refLength) {
        refundReply.orderIdHigh(orderIdHigh).orderIdLow(orderIdLow).state(OrderState.get(state));
        records.commit(text(refundReply.limit(), ref, refLength) - refundAt);
    }

    /** Begins a page of {@code count} items; {@link #moneyItem} adds each, {@link #endMoneyPage} ends it. */
    public void beginMoneyPage(int count, long next) {
        moneyAt = records.claim(HEADER
                + MoneyPageEncoder.BLOCK_LENGTH
                + count * (MoneyPageEncoder.ItemsEncoder.sbeBlockLength() + MONEY_TEXTS)
                + TEXTS);
        moneyItems = moneyPage
                .wrapAndApplyHeader(records.buffer(), moneyAt, header)
                .next(next)
                .code(ResultCode.FOUND)
                .itemsCount(count);
    }

    /** Adds one item to the page. */
    public void moneyItem(PaymentText payment, long amount, long seq, ResultCode reason) {
        moneyItems
                .next()
                .orderIdHigh(payment.orderIdHigh())
                .orderIdLow(payment.orderIdLow())
                .amount(amount)
                .seq(seq)
                .currency(payment.currency())
                .reason(reason);
        int end = text(moneyPage.limit(), payment.channelAt(), payment.channelLength());
        moneyPage.limit(text(end, payment.refAt(), payment.refLength()));
    }

    /** Ends the page. */
    public void endMoneyPage() {
        records.commit(moneyPage.limit() - moneyAt);
    }

    /** Sequence, time, counts and hash of the state. */
    public void stateHash(long seq, long timeMicros, long hash, StateCounts counts) {
        int at = records.claim(HEADER + StateHashEncoder.BLOCK_LENGTH);
        stateHash
                .wrapAndApplyHeader(records.buffer(), at, header)
                .seq(seq)
                .timeMicros(timeMicros)
                .hash(hash)
                .skus(counts.skus())
                .units(counts.units())
                .orders(counts.orders())
                .payments(counts.payments());
        records.commit(HEADER + StateHashEncoder.BLOCK_LENGTH);
    }

    /** Nothing to say. */
    public void ticked(long seq) {
        int at = records.claim(HEADER + TickedEncoder.BLOCK_LENGTH);
        ticked.wrapAndApplyHeader(records.buffer(), at, header).seq(seq);
        records.commit(HEADER + TickedEncoder.BLOCK_LENGTH);
    }

    private void writeBlock(int order, ResultCode code, int unitsTotal, int first, long to) {
        Orders rows = orders.rows();
        Memory.putLong(to + OrderReplyEncoder.seqEncodingOffset(), rows.lastSeq(order));
        Memory.putLong(to + OrderReplyEncoder.orderIdHighEncodingOffset(), rows.idHigh(order));
        Memory.putLong(to + OrderReplyEncoder.orderIdLowEncodingOffset(), rows.idLow(order));
        Memory.putLong(to + OrderReplyEncoder.amountEncodingOffset(), rows.amount(order));
        Memory.putLong(to + OrderReplyEncoder.expiresAtMicrosEncodingOffset(), orders.expiresAtMicros(order));
        Memory.putInt(to + OrderReplyEncoder.currencyEncodingOffset(), rows.currency(order));
        Memory.putInt(to + OrderReplyEncoder.unitsTotalEncodingOffset(), unitsTotal);
        Memory.putInt(to + OrderReplyEncoder.firstUnitEncodingOffset(), first);
        Memory.putByte(to + OrderReplyEncoder.codeEncodingOffset(), (byte) code.value());
        Memory.putByte(to + OrderReplyEncoder.stateEncodingOffset(), rows.state(order));
        int waiting = orders.waiting(order);
        Memory.putLong(
                to + OrderReplyEncoder.backorderExpiresAtMicrosEncodingOffset(),
                waiting == 0 ? 0 : orders.backlog().deadline(waiting));
        Memory.putInt(
                to + OrderReplyEncoder.queuePositionEncodingOffset(),
                waiting == 0 ? 0 : orders.backlog().position(waiting));
        Memory.putInt(to + OrderReplyEncoder.unitIdEncodingOffset(), changedUnit);
        Memory.putInt(to + OrderReplyEncoder.newUnitIdEncodingOffset(), newUnit);
        Memory.putLong(to + OrderReplyEncoder.discountEncodingOffset(), coupons.discount(order));
    }

    private long writeLines(int order, int lineCount, long to) {
        Orders rows = orders.rows();
        int blockLength = OrderReplyEncoder.LinesEncoder.sbeBlockLength();
        long at = Layout.group(to, blockLength, lineCount);
        for (int line = 0; line < lineCount; line++) {
            int sku = rows.sku(order, line);
            int quantity = rows.quantity(order, line);
            long price = rows.unitPrice(order, line);
            Memory.putLong(at + OrderReplyEncoder.LinesEncoder.unitPriceEncodingOffset(), price);
            Memory.putInt(at + OrderReplyEncoder.LinesEncoder.quantityEncodingOffset(), quantity);
            Memory.putInt(at + OrderReplyEncoder.LinesEncoder.reservedEncodingOffset(), rows.held(order, line));
            Memory.putByte(at + OrderReplyEncoder.LinesEncoder.deliveryEncodingOffset(), (byte)
                    skus.getByte(sku, Skus.DELIVERY));
            at = Memory.putText8(at + blockLength, skus.key(sku), skus.keyLength(sku));
        }
        return at;
    }

    /** Finds the page's first unit and how many follow. */
    private void measurePage(int order, int first, int unitsTotal) {
        pageUnits = 0;
        pageBytes = 0;
        if (first >= unitsTotal) {
            return;
        }
        Orders rows = orders.rows();
        pageLine = 0;
        int skip = first;
        while (skip >= deliveries.delivered(order, pageLine)) {
            skip -= deliveries.delivered(order, pageLine++);
        }
        pageUnit = delivered(rows.firstUnit(order, pageLine));
        for (; skip > 0; skip--) {
            pageUnit = delivered(units.next(pageUnit));
        }
        int line = pageLine;
        int unit = pageUnit;
        while (unit != 0 && pageUnits < MAX_PAGE_UNITS && pageBytes < MAX_PAGE_BYTES) {
            pageUnits++;
            pageBytes += units.codeLength(unit);
            unit = delivered(units.next(unit));
            while (unit == 0 && ++line < rows.lineCount(order)) {
                unit = delivered(rows.firstUnit(order, line));
            }
        }
    }

    /** The unit, or the next one of its line that is the buyer's; 0 if there is none. */
    private int delivered(int unit) {
        int at = unit;
        while (at != 0 && units.state(at) != Units.DELIVERED) {
            at = units.next(at);
        }
        return at;
    }

    private long writePage(int order, long to) {
        Orders rows = orders.rows();
        long at = Layout.group(to, OrderReplyEncoder.UnitsEncoder.sbeBlockLength(), pageUnits);
        int line = pageLine;
        int unit = pageUnit;
        for (int i = 0; i < pageUnits; i++) {
            while (unit == 0) {
                unit = delivered(rows.firstUnit(order, ++line));
            }
            at = writeUnit(unit, line, at);
            unit = delivered(units.next(unit));
        }
        return at;
    }

    private long writeFills(int order, int fillCount, long to) {
        int blockLength = OrderReplyEncoder.FillsEncoder.sbeBlockLength();
        long at = Layout.group(to, blockLength, fillCount);
        OrderFills fills = orders.fills().of(order);
        while (fills.next()) {
            int offer = offers.shown(fills.offer());
            Memory.putLong(at + OrderReplyEncoder.FillsEncoder.unitPriceEncodingOffset(), fills.price());
            Memory.putInt(at + OrderReplyEncoder.FillsEncoder.offerIdEncodingOffset(), offer);
            Memory.putInt(at + OrderReplyEncoder.FillsEncoder.quantityEncodingOffset(), fills.quantity());
            Memory.putByte(at + OrderReplyEncoder.FillsEncoder.lineEncodingOffset(), (byte) fills.line());
            at = Memory.putText8(at + blockLength, offers.seller(offer), offers.sellerLength(offer));
        }
        return at;
    }

    private long writeUnit(int unit, int line, long to) {
        Memory.putLong(
                to + OrderReplyEncoder.UnitsEncoder.fingerprintHighEncodingOffset(), units.fingerprintHigh(unit));
        Memory.putLong(to + OrderReplyEncoder.UnitsEncoder.fingerprintLowEncodingOffset(), units.fingerprintLow(unit));
        Memory.putInt(to + OrderReplyEncoder.UnitsEncoder.unitIdEncodingOffset(), unit);
        Memory.putShort(
                to + OrderReplyEncoder.UnitsEncoder.keyIdEncodingOffset(), (short) keys.id(units.keySlot(unit)));
        Memory.putByte(to + OrderReplyEncoder.UnitsEncoder.lineEncodingOffset(), (byte) line);
        long code = to + OrderReplyEncoder.UnitsEncoder.sbeBlockLength();
        int length = units.codeLength(unit);
        Memory.putShort(code, (short) length);
        Memory.copy(units.code(unit), code + 2, length);
        return code + 2 + length;
    }

    private int text(int at, long address, int length) {
        return Memory.putText8(records.buffer(), at, address, length);
    }
}
