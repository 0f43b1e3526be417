package io.faka.engine;

import static io.faka.codec.reply.ResultCode.INVALID_FIELD;
import static io.faka.codec.reply.ResultCode.MALFORMED;

import io.faka.codec.command.AddCountedUnitsDecoder;
import io.faka.codec.command.AddLabelledUnitsDecoder;
import io.faka.codec.command.AddUnitsDecoder;
import io.faka.codec.command.CancelLineDecoder;
import io.faka.codec.command.CancelOrderDecoder;
import io.faka.codec.command.ChangeLotteryDecoder;
import io.faka.codec.command.ChangeOfferDecoder;
import io.faka.codec.command.ChangeWalletDecoder;
import io.faka.codec.command.CreateOrderDecoder;
import io.faka.codec.command.CreatePaidOrderDecoder;
import io.faka.codec.command.ExtendHoldDecoder;
import io.faka.codec.command.FulfillOrderDecoder;
import io.faka.codec.command.GetCouponDecoder;
import io.faka.codec.command.GetLotUnitsDecoder;
import io.faka.codec.command.GetLotteryDecoder;
import io.faka.codec.command.GetOffersDecoder;
import io.faka.codec.command.GetOrderByClientIdDecoder;
import io.faka.codec.command.GetOrderDecoder;
import io.faka.codec.command.GetPublicUnitsDecoder;
import io.faka.codec.command.GetRefundsDueDecoder;
import io.faka.codec.command.GetSkuDecoder;
import io.faka.codec.command.GetStateHashDecoder;
import io.faka.codec.command.GetSuspenseDecoder;
import io.faka.codec.command.GetWalletDecoder;
import io.faka.codec.command.GetWalletStatementDecoder;
import io.faka.codec.command.MessageHeaderDecoder;
import io.faka.codec.command.MoveUnitsDecoder;
import io.faka.codec.command.OpenShardDecoder;
import io.faka.codec.command.PayDecoder;
import io.faka.codec.command.PayFromWalletDecoder;
import io.faka.codec.command.PutCouponDecoder;
import io.faka.codec.command.PutOfferDecoder;
import io.faka.codec.command.PutRetentionDecoder;
import io.faka.codec.command.PutSkuDecoder;
import io.faka.codec.command.RefundOrderDecoder;
import io.faka.codec.command.ReplaceUnitDecoder;
import io.faka.codec.command.ResolveSuspenseDecoder;
import io.faka.codec.command.ReturnUnitDecoder;
import io.faka.codec.command.TickDecoder;
import io.faka.codec.command.VoidLotDecoder;
import io.faka.engine.expiry.Holds;
import io.faka.engine.inventory.FreedStock;
import io.faka.engine.inventory.Listings;
import io.faka.engine.inventory.LotExpiry;
import io.faka.engine.inventory.Lots;
import io.faka.engine.inventory.OfferBooks;
import io.faka.engine.inventory.Offers;
import io.faka.engine.inventory.PickQueues;
import io.faka.engine.inventory.ReusableStock;
import io.faka.engine.inventory.SealingKeys;
import io.faka.engine.inventory.SharedTexts;
import io.faka.engine.inventory.Skus;
import io.faka.engine.inventory.Stock;
import io.faka.engine.inventory.TextUses;
import io.faka.engine.inventory.UnitLabels;
import io.faka.engine.inventory.UnitMoves;
import io.faka.engine.inventory.Units;
import io.faka.engine.limit.Coupons;
import io.faka.engine.memory.Arena;
import io.faka.engine.memory.Memory;
import io.faka.engine.memory.StateHash;
import io.faka.engine.order.BacklogAudit;
import io.faka.engine.order.Backorders;
import io.faka.engine.order.Deliveries;
import io.faka.engine.order.Expiries;
import io.faka.engine.order.Fulfillment;
import io.faka.engine.order.HoldExtension;
import io.faka.engine.order.LateWindow;
import io.faka.engine.order.LineCancellation;
import io.faka.engine.order.LotteryDesk;
import io.faka.engine.order.Matching;
import io.faka.engine.order.OrderCancellation;
import io.faka.engine.order.OrderCoupons;
import io.faka.engine.order.OrderForesight;
import io.faka.engine.order.OrderHolds;
import io.faka.engine.order.OrderLifeCycle;
import io.faka.engine.order.OrderLimits;
import io.faka.engine.order.OrderPlacement;
import io.faka.engine.order.OrderRetention;
import io.faka.engine.order.OrderTables;
import io.faka.engine.order.OrderUnits;
import io.faka.engine.order.Orders;
import io.faka.engine.order.Undelivered;
import io.faka.engine.order.UnitChoice;
import io.faka.engine.order.UnitExchange;
import io.faka.engine.order.UnitReturns;
import io.faka.engine.payment.MoneyBook;
import io.faka.engine.payment.MoneyLists;
import io.faka.engine.payment.PaidOrders;
import io.faka.engine.payment.PaymentDesk;
import io.faka.engine.payment.Payments;
import io.faka.engine.payment.RefundDesk;
import io.faka.engine.payment.Refunds;
import io.faka.engine.payment.SuspenseDesk;
import io.faka.engine.payment.WalletDesk;
import io.faka.engine.publish.ChoiceOutput;
import io.faka.engine.publish.DeliveryEvents;
import io.faka.engine.publish.EventPublisher;
import io.faka.engine.publish.LineEvents;
import io.faka.engine.publish.LotteryOutput;
import io.faka.engine.publish.ReplyPublisher;
import io.faka.engine.publish.TextEvents;
import io.faka.engine.publish.TradeEvents;
import io.faka.engine.publish.UnitEvents;
import io.faka.engine.publish.UnitReplies;
import io.faka.engine.supply.CountedImports;
import io.faka.engine.supply.CouponDesk;
import io.faka.engine.supply.ExpiredLots;
import io.faka.engine.supply.LotRecall;
import io.faka.engine.supply.OfferDesk;
import io.faka.engine.supply.PublicUnits;
import io.faka.engine.supply.SaleCaps;
import io.faka.engine.supply.SkuDefinitions;
import io.faka.engine.supply.StockAlerts;
import io.faka.engine.supply.TextImports;
import io.faka.engine.supply.UnitDesk;
import io.faka.engine.supply.UnitImports;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The state machine of one shard: SKUs, units, orders and payments in memory, changed by commands alone.
 *
 * <p>Every command first fires the holds and waits that end at or before its time, each at its exact deadline; then it is decided; then what
 * it freed goes to the orders that wait for it; then it is told of what stock is low, gone or back. The
 * order of checks is written at {@link OrderPlacement}, {@link PaymentDesk}, {@link SuspenseDesk}, {@link RefundDesk}, {@link
 * OrderCancellation}, {@link SkuDefinitions} and {@link UnitImports}. Bad input is answered with a refusal; a broken invariant, a message that is none of the schema or a gap in
 * the sequence throws, and the node must stop. Nothing is allocated per command once tables and buffers have grown.
 */
public final class CardEngine implements StateMachine {
    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int TEMPLATE_AT = MessageHeaderDecoder.templateIdEncodingOffset();
    private static final int SCHEMA_AT = MessageHeaderDecoder.schemaIdEncodingOffset();
    private static final int VERSION_AT = MessageHeaderDecoder.versionEncodingOffset();
    private static final int NO_DETAIL = -1;

    private final UnsafeBuffer message = new UnsafeBuffer(0, 0);
    private final Arena names = new Arena();
    private final Skus skus = new Skus(names);
    private final Offers offers = new Offers(names);
    private final Lots lots = new Lots(names);
    private final Units units = new Units(lots);
    private final SharedTexts texts = new SharedTexts(units);
    private final TextUses textUses = new TextUses();
    private final ReusableStock reusable = new ReusableStock(skus, lots, units, texts, textUses);
    private final UnitLabels labels = new UnitLabels(names);
    private final OfferBooks books = new OfferBooks(skus, offers, lots, units);
    private final UnitChoice choice = new UnitChoice(units, labels, skus, books);
    private final SealingKeys keys = new SealingKeys();
    private final FreedStock freed = new FreedStock();
    private final PickQueues queues = new PickQueues(offers, lots, units);
    private final LotExpiry lotExpiry = new LotExpiry(lots);
    private final Stock stock = new Stock(skus, offers, books, lots, units, freed, queues, lotExpiry);
    private final OrderTables orderTables = new OrderTables(lots, units, freed);
    private final Orders orders = orderTables.orders();
    private final Payments payments = new Payments();
    private final Holds holds = new Holds(orders.rows(), Orders.holdColumns());
    private final EventPublisher events = new EventPublisher(skus, offers, lots, units, orderTables.view());
    private final Coupons coupons = new Coupons();
    private final OrderCoupons orderCoupons = new OrderCoupons(orderTables, skus, coupons, events);
    private final ReplyPublisher replies =
            new ReplyPublisher(skus, offers, books, units, keys, orderTables.view(), orderCoupons);
    private final OrderUnits orderUnits = new OrderUnits(orderTables, books, stock, units, choice, skus, reusable);
    private final Deliveries deliveries = new Deliveries(orders, skus, units);
    private final TradeEvents tradeEvents = new TradeEvents(events, skus);
    private final UnitEvents unitEvents = new UnitEvents(events, orders, units, lots);
    private final DeliveryEvents deliveryEvents = new DeliveryEvents(events, skus, lots, units, orders);
    private final TextEvents textEvents = new TextEvents(events, skus, lots, units, keys, texts, orderTables.view());
    private final UnitReplies unitReplies = new UnitReplies(replies, skus, lots, units, orders);
    private final OrderLimits limits = new OrderLimits(orderTables, skus);
    private final CouponDesk couponDesk = new CouponDesk(skus, coupons, events, replies);
    private final OrderLifeCycle lifeCycle = new OrderLifeCycle(
            orders, orderUnits, holds, limits, orderCoupons, events, tradeEvents, unitEvents, deliveryEvents);
    private final Undelivered undelivered = new Undelivered(orderUnits, deliveries, deliveryEvents, unitEvents);
    private final OrderHolds orderHolds = new OrderHolds(orders, skus, holds, limits);
    private final MoneyBook book = new MoneyBook(payments, events);
    private final Backorders backorders =
            new Backorders(orderTables, skus, books, freed, stock, orderUnits, book, orderCoupons, undelivered, events);
    private final Matching matching = new Matching(
            orderTables,
            skus,
            books,
            freed,
            orderUnits,
            orderHolds,
            backorders,
            limits,
            orderCoupons,
            lifeCycle,
            events,
            deliveryEvents);
    private final Expiries expiries = new Expiries(orderTables, holds, lifeCycle, backorders, matching, events);
    private final UnitMoves unitMoves = new UnitMoves(skus, offers, lots, units, stock, reusable);
    private final SaleCaps saleCaps =
            new SaleCaps(skus, offers, stock, unitMoves, reusable, unitEvents, deliveryEvents);
    private final ExpiredLots expiredLots = new ExpiredLots(lotExpiry, lots, units, unitMoves, expiries, unitEvents);
    private final UnitExchange exchange = new UnitExchange(orderUnits, units, unitMoves, unitEvents);
    private final UnitReturns unitReturns = new UnitReturns(
            orders, orderUnits, units, unitMoves, exchange, deliveries, reusable, unitEvents, deliveryEvents, replies);
    private final Fulfillment fulfillment =
            new Fulfillment(orders, orderUnits, deliveries, units, keys, stock, deliveryEvents, events, replies);
    private final UnitDesk unitDesk =
            new UnitDesk(skus, lots, units, unitMoves, reusable, unitEvents, replies, unitReplies);
    private final LotRecall recall =
            new LotRecall(skus, lots, units, unitMoves, exchange, unitEvents, replies, unitReplies);
    private final Listings listings = new Listings(offers, books);
    private final StockAlerts alerts = new StockAlerts(skus, books, tradeEvents);
    private final SkuDefinitions definitions =
            new SkuDefinitions(skus, offers, listings, stock, events, tradeEvents, alerts, saleCaps, replies);
    private final OfferDesk offerDesk = new OfferDesk(skus, offers, listings, stock, events, replies);
    private final ChoiceOutput choiceOutput = new ChoiceOutput(events, replies, skus, labels);
    private final PublicUnits publicUnits = new PublicUnits(skus, units, labels, choiceOutput, replies);
    private final UnitImports imports = new UnitImports(
            skus,
            offers,
            lots,
            units,
            keys,
            stock,
            listings,
            labels,
            choiceOutput,
            events,
            replies,
            new TextImports(skus, lots, stock, texts, reusable, textEvents, replies));
    private final CountedImports countedImports =
            new CountedImports(skus, offers, lots, stock, deliveryEvents, replies, unitReplies);
    private final OrderPlacement placement = new OrderPlacement(
            orderTables,
            skus,
            books,
            orderUnits,
            orderHolds,
            backorders,
            limits,
            orderCoupons,
            choice,
            lifeCycle,
            events,
            replies);
    private final HoldExtension extension = new HoldExtension(orders, lifeCycle, replies);
    private final OrderCancellation cancellation = new OrderCancellation(orders, lifeCycle, backorders, replies);
    private final LineCancellation lineCancellation = new LineCancellation(
            orderTables,
            stock,
            units,
            orderUnits,
            orderHolds,
            orderCoupons,
            lifeCycle,
            backorders,
            new LineEvents(events, orderTables.view(), units),
            replies);
    private final Refunds refunds = new Refunds();
    private final LotteryDesk lottery = new LotteryDesk(
            orderTables, skus, stock, new LotteryOutput(events, replies, orderTables.lotteries(), skus), replies);
    private final OrderRetention retention =
            new OrderRetention(orderTables, units, skus, new LateWindow(orders, skus), book.cases()::isOpen, replies);
    private final PaymentDesk payment =
            new PaymentDesk(payments, book, orderTables.view(), skus, lifeCycle, backorders, events, replies);
    private final PaidOrders paidOrders = new PaidOrders(placement, payment, replies);
    private final SuspenseDesk suspense =
            new SuspenseDesk(payments, book, orders, skus, lifeCycle, backorders, events, replies);
    private final RefundDesk refund =
            new RefundDesk(refunds, payments, book, orders, lifeCycle, backorders, events, replies);
    private final WalletDesk wallets = new WalletDesk(book, replies);
    private final Lookups lookups = new Lookups(orderTables, skus, replies);
    private final MoneyLists moneyLists = new MoneyLists(payments, book, replies);

    private final OrderForesight foresight =
            new OrderForesight(orders, skus, offers, units, holds, limits, orderCoupons);

    private final UnsafeBuffer heapCopy = new UnsafeBuffer(ByteBuffer.allocateDirect(64));
    private long command;
    private int length;
    private boolean open;
    private long shardId;
    private long hashSeed;
    private long lastSeq;
    private long lastTimeMicros;

    /** An empty shard that waits for OpenShard, its first command. */
    public CardEngine() {}

    @Override
    public void foresee(DirectBuffer buffer, int offset, int length) {
        if (length < HEADER || buffer.byteArray() != null) {
            return;
        }
        buffer.boundsCheck(offset, length);
        long address = buffer.addressOffset() + offset;
        switch (Memory.getUnsignedShort(address + TEMPLATE_AT)) {
            case CreateOrderDecoder.TEMPLATE_ID -> placement.foresee(address, length, foresight);
            case PayDecoder.TEMPLATE_ID, PayFromWalletDecoder.TEMPLATE_ID ->
                payment.foresee(address, length, foresight);
            case CreatePaidOrderDecoder.TEMPLATE_ID -> paidOrders.foresee(address, length, foresight);
            case CancelOrderDecoder.TEMPLATE_ID,
                    CancelLineDecoder.TEMPLATE_ID,
                    ExtendHoldDecoder.TEMPLATE_ID,
                    RefundOrderDecoder.TEMPLATE_ID,
                    ReplaceUnitDecoder.TEMPLATE_ID,
                    ReturnUnitDecoder.TEMPLATE_ID -> foresight.addNamed(address, length);
            default -> {
                return;
            }
        }
    }

    @Override
    public void touch() {
        foresight.load();
    }

    @Override
    public void onCommand(
            long seq,
            long timeMicros,
            DirectBuffer buffer,
            int offset,
            int length,
            RecordBuffer eventsOut,
            RecordBuffer repliesOut) {
        advance(seq, timeMicros);
        wrap(buffer, offset, length);
        events.begin(seq, timeMicros, eventsOut);
        replies.begin(repliesOut);
        stock.begin(seq);
        lifeCycle.begin(timeMicros);
        if (timeMicros >= lotExpiry.nextMicros()) {
            expiredLots.expireDue(seq, timeMicros);
            events.at(timeMicros);
        }
        if (timeMicros >= expiries.nextDeadline()) {
            expiries.fire(seq, timeMicros);
        }
        orderTables.retire(timeMicros);
        retention.run(seq, timeMicros);
        tellUses();
        dispatch(seq, timeMicros, templateId());
        saleCaps.replenish();
        while (freed.count() > 0) {
            matching.run(seq, timeMicros);
            replies.refresh();
            saleCaps.replenish();
        }
        tellUses();
        if (skus.hasWatchedChange()) {
            alerts.tell();
        }
    }

    private void tellUses() {
        if (textUses.count() > 0) {
            textEvents.used(textUses);
        }
    }

    @Override
    public void onQuery(DirectBuffer buffer, int offset, int length, RecordBuffer repliesOut) {
        wrap(buffer, offset, length);
        replies.begin(repliesOut);
        switch (templateId()) {
            case GetOrderDecoder.TEMPLATE_ID -> lookups.onGetOrder(command, length);
            case GetOrderByClientIdDecoder.TEMPLATE_ID -> lookups.onGetOrderByClientId(command, length);
            case GetSkuDecoder.TEMPLATE_ID -> lookups.onGetSku(command, length, lastSeq);
            case GetRefundsDueDecoder.TEMPLATE_ID -> moneyLists.onGetRefundsDue(command, length);
            case GetSuspenseDecoder.TEMPLATE_ID -> moneyLists.onGetSuspense(command, length);
            case GetWalletDecoder.TEMPLATE_ID -> wallets.onGetWallet(command, length, lastSeq);
            case GetWalletStatementDecoder.TEMPLATE_ID -> wallets.onGetStatement(command, length);
            case GetOffersDecoder.TEMPLATE_ID -> lookups.onGetOffers(command, length, lastSeq);
            case GetPublicUnitsDecoder.TEMPLATE_ID -> publicUnits.onGetPublicUnits(lastSeq, command, length);
            case GetLotUnitsDecoder.TEMPLATE_ID -> recall.onGetLotUnits(lastSeq, command, length);
            case GetLotteryDecoder.TEMPLATE_ID -> lottery.onGetLottery(lastSeq, command, length);
            case GetCouponDecoder.TEMPLATE_ID -> couponDesk.onGetCoupon(command, length, lastSeq);
            case GetStateHashDecoder.TEMPLATE_ID -> replies.stateHash(lastSeq, lastTimeMicros, stateHash(), counts());
            default -> throw new IllegalArgumentException("no query of the schema: template " + templateId());
        }
    }

    @Override
    public long lastSeq() {
        return lastSeq;
    }

    @Override
    public long lastTimeMicros() {
        return lastTimeMicros;
    }

    @Override
    public long nextDeadlineMicros() {
        return Math.min(expiries.nextDeadline(), lotExpiry.nextMicros());
    }

    @Override
    public long waitingOrders() {
        return orderTables.backlog().size();
    }

    @Override
    public long archivedOrders() {
        return retention.left();
    }

    @Override
    public long stateHash() {
        StateHash hash = new StateHash();
        hash.add(shardId).add(hashSeed).add(lastSeq).add(lastTimeMicros);
        skus.addTo(hash);
        offers.addTo(hash);
        lots.addTo(hash);
        keys.addTo(hash);
        units.addTo(hash);
        reusable.addTo(hash);
        labels.addTo(hash);
        orderTables.addTo(hash);
        limits.addTo(hash);
        orderCoupons.addTo(hash);
        payments.addTo(hash);
        book.addTo(hash);
        refunds.addTo(hash);
        retention.addTo(hash);
        return hash.value();
    }

    @Override
    public void verifyAll() {
        holds.verify();
        new BacklogAudit(orderTables, orderUnits, orderCoupons, deliveries, skus).verify();
        books.verify();
        queues.verify();
        lotExpiry.verify();
        labels.verify(units, lots, offers);
        new StockAudit(skus, offers, books, lots, units).verify();
        new ReusableAudit(skus, lots, units, texts, reusable).verify();
        for (int sku = 1; sku <= skus.count(); sku++) {
            Invariant.require(alerts.isTold(sku), "what was told of its stock fits SKU", sku);
        }
        orderTables.verifyKeys();
        retention.verify();
        limits.verify();
        orderCoupons.verify();
        new OrderAudit(orderTables.view(), orderCoupons, deliveries, skus, stock, units, payments).verify(holds.size());
        new MoneyAudit(orders, payments, book, refunds).verify();
    }

    @Override
    public long moneyVersion() {
        return book.version();
    }

    @Override
    public MoneyTotals moneyTotals() {
        return book.totals();
    }

    @Override
    public StateCounts counts() {
        return new StateCounts(
                skus.count(),
                units.count(),
                orders.count(),
                holds.size(),
                payments.count(),
                orderTables.refusals().count(),
                orderTables.backlog().size(),
                retention.left());
    }

    @Override
    public int retentionHours() {
        return retention.hours();
    }

    @Override
    public int changedSkuCount() {
        return skus.changedCount();
    }

    @Override
    public int changedSku(int index) {
        return skus.changed(index);
    }

    @Override
    public void clearChangedSkus() {
        skus.clearChanged();
    }

    @Override
    public void readSku(int skuNumber, SkuView into) {
        skus.read(skuNumber, into);
        into.orderableByVips = books.orderable(skuNumber, true);
        into.orderable = books.orderable(skuNumber, false);
    }

    /** Bytes of all tables, arenas and indices, used or not. */
    public long memoryBytes() {
        return names.memoryBytes()
                + skus.memoryBytes()
                + offers.memoryBytes()
                + books.memoryBytes()
                + queues.memoryBytes()
                + lotExpiry.memoryBytes()
                + lots.memoryBytes()
                + units.memoryBytes()
                + reusable.memoryBytes()
                + labels.memoryBytes()
                + orderTables.memoryBytes()
                + limits.memoryBytes()
                + orderCoupons.memoryBytes()
                + payments.memoryBytes()
                + book.memoryBytes()
                + refunds.memoryBytes()
                + retention.memoryBytes()
                + holds.memoryBytes();
    }

    private void advance(long seq, long timeMicros) {
        if (seq != lastSeq + 1) {
            throw new IllegalStateException("command " + seq + " after command " + lastSeq);
        }
        if (timeMicros < lastTimeMicros) {
            throw new IllegalStateException("journal time went back from " + lastTimeMicros + " to " + timeMicros);
        }
        lastSeq = seq;
        lastTimeMicros = timeMicros;
    }

    private void wrap(DirectBuffer buffer, int offset, int length) {
        if (length < HEADER) {
            throw new IllegalArgumentException("a message of " + length + " bytes has no header");
        }
        if (buffer.byteArray() == null) {
            message.wrap(buffer, offset, length);
        } else {
            copyFromHeap(buffer, offset, length);
        }
        command = message.addressOffset();
        this.length = length;
        int schema = message.getShort(SCHEMA_AT, ByteOrder.LITTLE_ENDIAN) & 0xffff;
        int version = message.getShort(VERSION_AT, ByteOrder.LITTLE_ENDIAN) & 0xffff;
        if (schema != CreateOrderDecoder.SCHEMA_ID || version > CreateOrderDecoder.SCHEMA_VERSION) {
            throw new IllegalArgumentException("message of schema " + schema + " version " + version);
        }
    }

    private void copyFromHeap(DirectBuffer buffer, int offset, int length) {
        if (heapCopy.capacity() < length) {
            heapCopy.wrap(ByteBuffer.allocateDirect(length * 2));
        }
        heapCopy.putBytes(0, buffer, offset, length);
        message.wrap(heapCopy, 0, length);
    }

    private int templateId() {
        return message.getShort(TEMPLATE_AT, ByteOrder.LITTLE_ENDIAN) & 0xffff;
    }

    private void dispatch(long seq, long timeMicros, int templateId) {
        if (!open && templateId != OpenShardDecoder.TEMPLATE_ID) {
            throw new IllegalStateException("the first command of a journal is OpenShard, not template " + templateId);
        }
        switch (templateId) {
            case CreateOrderDecoder.TEMPLATE_ID -> createOrder(seq, timeMicros);
            case PayDecoder.TEMPLATE_ID, PayFromWalletDecoder.TEMPLATE_ID ->
                payment.onPay(seq, timeMicros, command, length);
            case CancelOrderDecoder.TEMPLATE_ID -> cancellation.onCancelOrder(seq, timeMicros, command, length);
            case CancelLineDecoder.TEMPLATE_ID -> lineCancellation.onCancelLine(seq, timeMicros, command, length);
            case ExtendHoldDecoder.TEMPLATE_ID -> extension.onExtendHold(seq, command, length);
            case PutCouponDecoder.TEMPLATE_ID -> couponDesk.onPutCoupon(seq, command, length);
            case TickDecoder.TEMPLATE_ID -> replies.ticked(seq);
            case ChangeLotteryDecoder.TEMPLATE_ID -> lottery.onChangeLottery(seq, command, length);
            case PutRetentionDecoder.TEMPLATE_ID -> retention.onPutRetention(seq, timeMicros, command, length);
            case AddUnitsDecoder.TEMPLATE_ID -> imports.onAddUnits(seq, timeMicros, command, length);
            case AddLabelledUnitsDecoder.TEMPLATE_ID -> imports.onAddLabelledUnits(seq, timeMicros, command, length);
            case PutSkuDecoder.TEMPLATE_ID -> definitions.onPutSku(seq, message, command);
            case CreatePaidOrderDecoder.TEMPLATE_ID -> createPaidOrder(seq, timeMicros);
            case ResolveSuspenseDecoder.TEMPLATE_ID -> suspense.onResolveSuspense(seq, command, length);
            case RefundOrderDecoder.TEMPLATE_ID -> refund.onRefundOrder(seq, command, length);
            case ChangeWalletDecoder.TEMPLATE_ID -> wallets.onChangeWallet(seq, command, length);
            case PutOfferDecoder.TEMPLATE_ID -> offerDesk.onPutOffer(seq, command, length);
            case ChangeOfferDecoder.TEMPLATE_ID -> offerDesk.onChangeOffer(seq, command, length);
            case MoveUnitsDecoder.TEMPLATE_ID -> unitDesk.onMoveUnits(seq, command, length);
            case VoidLotDecoder.TEMPLATE_ID -> recall.onVoidLot(seq, command, length);
            case ReplaceUnitDecoder.TEMPLATE_ID -> unitReturns.onReplaceUnit(seq, command, length);
            case ReturnUnitDecoder.TEMPLATE_ID -> unitReturns.onReturnUnit(seq, command, length);
            case AddCountedUnitsDecoder.TEMPLATE_ID ->
                countedImports.onAddCountedUnits(seq, timeMicros, command, length);
            case FulfillOrderDecoder.TEMPLATE_ID -> fulfillment.onFulfillOrder(seq, command, length);
            case OpenShardDecoder.TEMPLATE_ID -> openShard(seq);
            default -> throw new IllegalArgumentException("no command of the schema: template " + templateId);
        }
    }

    private void createOrder(long seq, long timeMicros) {
        placement.onCreateOrder(seq, timeMicros, command, length);
        settleWaiting(seq, timeMicros);
    }

    private void createPaidOrder(long seq, long timeMicros) {
        paidOrders.place(seq, timeMicros, command, length);
        settleWaiting(seq, timeMicros);
        if (replies.lastOrder() != 0) {
            paidOrders.pay(seq, timeMicros);
        }
    }

    private void settleWaiting(long seq, long timeMicros) {
        if (book.cases().inSuspense() > 0 && replies.lastOrder() != 0) {
            suspense.onOrderCreated(replies.lastOrder(), seq, timeMicros);
        }
    }

    private void openShard(long seq) {
        if (message.capacity() != HEADER + OpenShardDecoder.BLOCK_LENGTH) {
            replies.refusal(MALFORMED, NO_DETAIL, seq);
            return;
        }
        if (open) {
            replies.refusal(INVALID_FIELD, OpenShardDecoder.shardIdId(), seq);
            return;
        }
        shardId = message.getInt(HEADER + OpenShardDecoder.shardIdEncodingOffset()) & 0xffffffffL;
        hashSeed = message.getLong(HEADER + OpenShardDecoder.hashSeedEncodingOffset());
        skus.seed(hashSeed);
        lots.seed(hashSeed);
        units.seed(hashSeed);
        texts.seed(hashSeed);
        queues.seed(hashSeed);
        orderTables.seed(hashSeed);
        lottery.seed(hashSeed);
        limits.seed(hashSeed);
        orderCoupons.seed(hashSeed);
        payments.seed(hashSeed);
        book.seed(hashSeed);
        refunds.seed(hashSeed);
        open = true;
        replies.ticked(seq);
    }
}
