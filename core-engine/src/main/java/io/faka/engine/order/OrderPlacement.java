package io.faka.engine.order;

import static io.faka.codec.reply.ResultCode.BACKORDERED;
import static io.faka.codec.reply.ResultCode.CREATED;
import static io.faka.codec.reply.ResultCode.EXISTS;
import static io.faka.codec.reply.ResultCode.INVALID_FIELD;
import static io.faka.codec.reply.ResultCode.MALFORMED;
import static io.faka.codec.reply.ResultCode.PARTIALLY_RESERVED;

import io.faka.codec.command.CreateOrderDecoder;
import io.faka.codec.reply.ResultCode;
import io.faka.engine.inventory.FillPlan;
import io.faka.engine.inventory.OfferBooks;
import io.faka.engine.inventory.Skus;
import io.faka.engine.publish.EventPublisher;
import io.faka.engine.publish.ReplyPublisher;

/**
 * Decides CreateOrder. First match wins, in this order:
 *
 * <ol>
 *   <li>MALFORMED: lengths that do not fit together. INVALID_FIELD: a value out of its range; detail = the field's schema id.
 *   <li>The key is known. It made an order: EXISTS with the order as it is now. It was refused: the same refusal again. The
 *       request differs: EXISTS_WITH_DIFFERENT_ LINES (their number), SKU, QUANTITY, AMOUNT, BUYER, TTL, MODE, CURRENCY, COUPON,
 *       PRICE_CAP, UNIT, FILL, PRIORITY, BACKORDER_TTL, compared in this order, each as it stood in the request. The client address is not compared: a retry may come
 *       from another network.
 *   <li>INVALID_FIELD: a unit id of a line that asks for more than one, or of an order that is not FOK; fill PARTIAL or backorder ttl of an order
 *       that is not GTC, fill PARTIAL of one with several SKUs; an order id that is taken.
 *   <li>The rules of {@link OrderGuards}, by the number of their code.
 * </ol>
 *
 * <p>A line takes the units of the offer that is cheapest for it, then of the next, up to its cap; of equal prices the earliest
 * offer's. FOK takes all lines whole or nothing (PRICE_CHANGED with the price that the next unit would have had, if the cap is in
 * the way; else INSUFFICIENT_STOCK, or VIP_QUOTA_RESERVED if only a priority is lacking). IOC takes what is there: CREATED if that is all, PARTIALLY_RESERVED if some, refused as FOK
 * if none; the rest is dropped, and the amount is that of the units held. GTC takes all as FOK, or waits as BACKORDERED until its
 * backorder ttl is over: with nothing, or, where it takes parts, with what there is; see {@link Backorders}. Until then a line
 * shows the SKU's price, or the cap if that is lower: this is what an order costs that is paid ahead.
 *
 * <p>Refusals by a guard are remembered under the key for 72 hours; MALFORMED and INVALID_FIELD are not. One SKU on two lines counts together
 * for minimum, limit and stock. The safety stock is not for sale, the VIP quota only to orders of a priority above 0, in every mode. An order that costs nothing is delivered at once.
 */
public final class OrderPlacement {
    private final OrderRequest request = new OrderRequest();
    private final Orders orders;
    private final OrderText texts;
    private final Refusals refusals;
    private final ClientKeys keys;
    private final Skus skus;
    private final OrderGuards guards;
    private final OrderCoupons coupons;
    private final OrderUnits units;
    private final OrderHolds holds;
    private final Backorders backorders;
    private final OrderLifeCycle lifeCycle;
    private final EventPublisher events;
    private final ReplyPublisher replies;

    private long keyHash;
    private long idHash;

    /** Works on these tables. */
    public OrderPlacement(
            OrderTables tables,
            Skus skus,
            OfferBooks books,
            OrderUnits units,
            OrderHolds holds,
            Backorders backorders,
            OrderLimits limits,
            OrderCoupons coupons,
            UnitChoice choice,
            OrderLifeCycle lifeCycle,
            EventPublisher events,
            ReplyPublisher replies) {
        this.orders = tables.orders();
        this.texts = tables.texts();
        this.refusals = tables.refusals();
        this.keys = tables.clientKeys();
        this.skus = skus;
        this.guards = new OrderGuards(skus, books, limits, coupons, tables.entries(), choice);
        this.coupons = coupons;
        this.units = units;
        this.holds = holds;
        this.backorders = backorders;
        this.lifeCycle = lifeCycle;
        this.events = events;
        this.replies = replies;
    }

    /** Decides one command. */
    public void onCreateOrder(long seq, long timeMicros, long command, int length) {
        int field = request.parse(command, length);
        if (field != OrderRequest.VALID) {
            refuse(seq, field);
            return;
        }
        keyHash = keys.hash(request.clientAt, request.clientLength);
        int holder = keys.find(keyHash, request.clientAt, request.clientLength);
        if (holder != 0) {
            answerAgain(holder, seq);
            return;
        }
        int unsupported = request.firstUnsupportedField();
        idHash = orders.hash(request.idHigh, request.idLow);
        if (unsupported == 0 && orders.find(idHash, request.idHigh, request.idLow) != 0) {
            unsupported = CreateOrderDecoder.orderIdHighId();
        }
        if (unsupported != 0) {
            refuse(seq, unsupported);
            return;
        }
        request.resolve(skus);
        ResultCode refusal = guards.guard(request, timeMicros);
        if (refusal != null) {
            remember(refusal, seq, timeMicros);
        } else {
            place(seq, timeMicros);
        }
    }

    /** Notes what the command will read. */
    public void foresee(long command, int length, OrderForesight foresight) {
        if (request.parse(command, length) == OrderRequest.VALID) {
            foresight.loads().add(keys.line(keys.hash(request.clientAt, request.clientLength)));
            foresight.addNew(request);
        }
    }

    /** The request taken apart, until the next is read; null if it is refused whatever the state. */
    public OrderRequest read(long command, int length) {
        return request.parse(command, length) == OrderRequest.VALID ? request : null;
    }

    /** Whether the request's key is in use: for an order or for a refusal. */
    public boolean isKnown(OrderRequest read) {
        return keys.find(read.clientAt, read.clientLength) != 0;
    }

    private void refuse(long seq, int field) {
        boolean malformed = field == OrderRequest.MALFORMED;
        replies.refusal(malformed ? MALFORMED : INVALID_FIELD, malformed ? OrderGuards.NO_DETAIL : field, seq);
    }

    private void answerAgain(int holder, long seq) {
        if (holder > 0 && orders.hasLeft(holder)) {
            replies.refusal(ResultCode.KEY_EXPIRED, OrderGuards.NO_DETAIL, seq);
            return;
        }
        ResultCode difference = holder > 0 ? firstDifference(holder) : refusals.firstDifference(-holder, request);
        if (difference != null) {
            replies.refusal(difference, OrderGuards.NO_DETAIL, seq);
        } else if (holder > 0) {
            replies.order(holder, EXISTS, 0);
        } else {
            replies.refusal(refusals.code(-holder), refusals.detail(-holder), refusals.seq(-holder));
        }
    }

    /** First field in which the request differs from the one that made the order; null if they are the same. */
    private ResultCode firstDifference(int order) {
        int text = orders.text(order);
        if (orders.lineCount(order) != request.lineCount) {
            return ResultCode.EXISTS_WITH_DIFFERENT_LINES;
        }
        ResultCode line = firstLineDifference(order);
        if (line != null) {
            return line;
        }
        if (texts.expectedAmount(text) != request.expectedAmount) {
            return ResultCode.EXISTS_WITH_DIFFERENT_AMOUNT;
        }
        if (!texts.hasBuyer(text, request.buyerAt, request.buyerLength)) {
            return ResultCode.EXISTS_WITH_DIFFERENT_BUYER;
        }
        if (orders.ttlMillis(order) != request.ttlMillis) {
            return ResultCode.EXISTS_WITH_DIFFERENT_TTL;
        }
        if (orders.mode(order) != request.mode) {
            return ResultCode.EXISTS_WITH_DIFFERENT_MODE;
        }
        int currency = texts.hasCurrency(text) ? orders.currency(order) : 0;
        if (currency != request.currency) {
            return ResultCode.EXISTS_WITH_DIFFERENT_CURRENCY;
        }
        if (!coupons.isSame(order, request)) {
            return ResultCode.EXISTS_WITH_DIFFERENT_COUPON;
        }
        if (!hasSamePriceCaps(text)) {
            return ResultCode.EXISTS_WITH_DIFFERENT_PRICE_CAP;
        }
        return hasSameUnits(text) ? firstWaitDifference(text) : ResultCode.EXISTS_WITH_DIFFERENT_UNIT;
    }

    private ResultCode firstWaitDifference(int text) {
        if (texts.isPartial(text) != (request.fill == OrderRequest.PARTIAL)) {
            return ResultCode.EXISTS_WITH_DIFFERENT_FILL;
        }
        if (texts.priority(text) != request.priority) {
            return ResultCode.EXISTS_WITH_DIFFERENT_PRIORITY;
        }
        return texts.backorderTtlMillis(text) != (request.backorderTtlMillis & 0xffffffffL)
                ? ResultCode.EXISTS_WITH_DIFFERENT_BACKORDER_TTL
                : null;
    }

    private ResultCode firstLineDifference(int order) {
        boolean sameQuantities = true;
        for (int line = 0; line < request.lineCount; line++) {
            if (!skus.hasKey(orders.sku(order, line), request.skuAt[line], request.skuLength[line])) {
                return ResultCode.EXISTS_WITH_DIFFERENT_SKU;
            }
            sameQuantities &= units.asked(order, line) == request.quantity[line];
        }
        return sameQuantities ? null : ResultCode.EXISTS_WITH_DIFFERENT_QUANTITY;
    }

    private boolean hasSameUnits(int text) {
        for (int line = 0; line < request.lineCount; line++) {
            if (texts.unitId(text, line, request.lineCount) != request.unitId[line]) {
                return false;
            }
        }
        return true;
    }

    private boolean hasSamePriceCaps(int text) {
        for (int line = 0; line < request.lineCount; line++) {
            if (texts.maxUnitPrice(text, line) != request.maxUnitPrice[line]) {
                return false;
            }
        }
        return true;
    }

    private void remember(ResultCode code, long seq, long timeMicros) {
        long detail = guards.detail();
        int refusal = refusals.add(request, code, detail, seq, timeMicros);
        keys.putRefusal(keyHash, refusal);
        events.orderRefused(
                io.faka.codec.event.ResultCode.get(code.value()),
                detail,
                request.clientAt,
                request.clientLength,
                request.buyerAt,
                request.buyerLength);
        replies.refusal(code, detail, seq);
    }

    private void place(long seq, long timeMicros) {
        int order = orders.add(idHash, request.idHigh, request.idLow, request.lineCount);
        orders.amount(order, guards.amount());
        orders.currency(order, skus.getInt(request.sku[0], Skus.CURRENCY));
        orders.ttlMillis(order, request.ttlMillis);
        orders.mode(order, request.mode);
        orders.lastSeq(order, seq);
        orders.text(order, texts.store(request));
        for (int line = 0; line < request.lineCount; line++) {
            int sku = request.sku[line];
            orders.line(order, line, sku, (int) request.quantity[line], skus.getLong(sku, Skus.PRICE));
        }
        keys.putOrder(keyHash, order);
        if (guards.waits(request)) {
            placeWaiting(order, seq, timeMicros);
            return;
        }
        reserve(order);
        if (guards.amount() == 0) {
            lifeCycle.beginSale(order, seq);
            tellCreated(order);
            takeCoupon(order, false);
            lifeCycle.tellDelivered(order, false);
        } else {
            holds.begin(order, timeMicros);
            tellCreated(order);
            takeCoupon(order, true);
        }
        replies.order(order, guards.whole() ? CREATED : PARTIALLY_RESERVED, 0);
    }

    /** All or nothing waits with nothing; an order that takes parts holds what there is. */
    private void placeWaiting(int order, long seq, long timeMicros) {
        for (int line = 0; line < request.lineCount; line++) {
            orders.unitPrice(order, line, guards.agreedPrice(request, line));
        }
        if (guards.plan().count() > 0) {
            units.reserve(order, guards.plan());
        }
        orders.state(order, Orders.BACKORDERED);
        events.orderCreated(order);
        if (orders.totalHeld(order) > 0) {
            lifeCycle.tellFills(order);
        }
        takeCoupon(order, true);
        backorders.begin(order, seq, timeMicros);
        replies.order(order, BACKORDERED, 0);
    }

    private void reserve(int order) {
        if (!guards.planned()) {
            units.reserve(order);
            return;
        }
        FillPlan plan = guards.plan();
        for (int fill = plan.count() - 1; fill >= 0; fill--) {
            int line = plan.line(fill);
            boolean first = fill == plan.count() - 1 || plan.line(fill + 1) != line;
            long dearest = first ? 0 : orders.unitPrice(order, line);
            orders.unitPrice(order, line, Math.max(dearest, plan.price(fill)));
        }
        units.reserve(order, plan);
    }

    private void takeCoupon(int order, boolean open) {
        if (request.couponLength != 0) {
            coupons.take(order, open);
        }
    }

    private void tellCreated(int order) {
        events.orderCreated(order);
        if (guards.planned()) {
            lifeCycle.tellFills(order);
        }
    }
}
