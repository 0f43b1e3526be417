package io.faka.engine.order;

import static io.faka.codec.reply.ResultCode.AMOUNT_OVERFLOW;
import static io.faka.codec.reply.ResultCode.CREATED;
import static io.faka.codec.reply.ResultCode.CURRENCY_MISMATCH;
import static io.faka.codec.reply.ResultCode.EXISTS;
import static io.faka.codec.reply.ResultCode.INSUFFICIENT_STOCK;
import static io.faka.codec.reply.ResultCode.INVALID_FIELD;
import static io.faka.codec.reply.ResultCode.MALFORMED;
import static io.faka.codec.reply.ResultCode.PARTIALLY_RESERVED;
import static io.faka.codec.reply.ResultCode.PRICE_CHANGED;
import static io.faka.codec.reply.ResultCode.QUANTITY_BELOW_MINIMUM;
import static io.faka.codec.reply.ResultCode.QUANTITY_GREATER_THAN_LIMIT;
import static io.faka.codec.reply.ResultCode.SALE_ENDED;
import static io.faka.codec.reply.ResultCode.SALE_NOT_STARTED;
import static io.faka.codec.reply.ResultCode.SKU_INACTIVE;
import static io.faka.codec.reply.ResultCode.SKU_NOT_FOUND;

import io.faka.codec.command.CreateOrderDecoder;
import io.faka.codec.command.OrderMode;
import io.faka.codec.command.SkuState;
import io.faka.codec.reply.ResultCode;
import io.faka.engine.expiry.Holds;
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
 *       PRICE_CAP, compared in this order, each as it stood in the request. The client address is not compared: a retry may come
 *       from another network.
 *   <li>INVALID_FIELD: a feature this version does not have (mode, fill, priority, unit_id, coupon, backorder ttl), or an
 *       order id that is taken.
 *   <li>The guards by the number of their code, whichever line they concern, and for one code the first line: SKU_NOT_FOUND,
 *       SKU_INACTIVE, SALE_NOT_STARTED (detail: start), SALE_ENDED (detail: end), QUANTITY_BELOW_MINIMUM (detail: minimum),
 *       QUANTITY_GREATER_THAN_LIMIT (detail: limit), CURRENCY_MISMATCH, AMOUNT_OVERFLOW, PRICE_CHANGED (detail: the price above
 *       the cap, or the amount that is not the expected one), INSUFFICIENT_STOCK (detail: what could be had of the SKU).
 * </ol>
 *
 * <p>A line takes the units of the offer that is cheapest for it, then of the next, up to its cap; of equal prices the earliest
 * offer's. FOK takes all lines whole or nothing (PRICE_CHANGED with the price that the next unit would have had, if the cap is in
 * the way; else INSUFFICIENT_STOCK). IOC takes what is there: CREATED if that is all, PARTIALLY_RESERVED if some, refused as FOK
 * if none; the rest is dropped, and the amount is that of the units held.
 *
 * <p>Refusals by a guard are remembered under the key; MALFORMED and INVALID_FIELD are not. One SKU on two lines counts together
 * for minimum, limit and stock. The safety stock is not for sale. An order that costs nothing is delivered at once.
 */
public final class OrderPlacement {
    /** Most units of one order over all its lines; what one event can name. */
    public static final int MAX_UNITS = 65_534;

    private static final int NO_DETAIL = -1;
    private static final byte FOK = (byte) OrderMode.FOK.value();
    private static final byte IOC = (byte) OrderMode.IOC.value();

    private final OrderRequest request = new OrderRequest();
    private final Orders orders;
    private final OrderText texts;
    private final Refusals refusals;
    private final ClientKeys keys;
    private final Skus skus;
    private final OfferBooks books;
    private final OrderUnits units;
    private final Holds holds;
    private final OrderLifeCycle lifeCycle;
    private final EventPublisher events;
    private final ReplyPublisher replies;
    private final FillPlan plan = new FillPlan();

    private boolean planned;
    private boolean whole;
    private long keyHash;
    private long idHash;
    private long detail;
    private long amount;

    /** Works on these tables. */
    public OrderPlacement(
            OrderTables tables,
            Skus skus,
            OfferBooks books,
            OrderUnits units,
            Holds holds,
            OrderLifeCycle lifeCycle,
            EventPublisher events,
            ReplyPublisher replies) {
        this.orders = tables.orders();
        this.texts = tables.texts();
        this.refusals = tables.refusals();
        this.keys = tables.clientKeys();
        this.skus = skus;
        this.books = books;
        this.units = units;
        this.holds = holds;
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
        ResultCode refusal = guard(timeMicros);
        if (refusal != null) {
            remember(refusal, seq);
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

    /** Whether the request's key is in use: for an order or for a refusal. */
    public boolean isKnown(long command, int length) {
        return request.parse(command, length) == OrderRequest.VALID
                && keys.find(request.clientAt, request.clientLength) != 0;
    }

    private void refuse(long seq, int field) {
        boolean malformed = field == OrderRequest.MALFORMED;
        replies.refusal(malformed ? MALFORMED : INVALID_FIELD, malformed ? NO_DETAIL : field, seq);
    }

    private void answerAgain(int holder, long seq) {
        ResultCode difference = holder > 0 ? firstDifference(holder) : refusals.firstDifference(-holder, request);
        if (difference != null) {
            replies.refusal(difference, NO_DETAIL, seq);
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
        if (request.couponLength != 0) {
            return ResultCode.EXISTS_WITH_DIFFERENT_COUPON;
        }
        return hasSamePriceCaps(text) ? null : ResultCode.EXISTS_WITH_DIFFERENT_PRICE_CAP;
    }

    private ResultCode firstLineDifference(int order) {
        boolean sameQuantities = true;
        for (int line = 0; line < request.lineCount; line++) {
            if (!skus.hasKey(orders.sku(order, line), request.skuAt[line], request.skuLength[line])) {
                return ResultCode.EXISTS_WITH_DIFFERENT_SKU;
            }
            sameQuantities &= orders.quantity(order, line) == request.quantity[line];
        }
        return sameQuantities ? null : ResultCode.EXISTS_WITH_DIFFERENT_QUANTITY;
    }

    private boolean hasSamePriceCaps(int text) {
        for (int line = 0; line < request.lineCount; line++) {
            if (texts.maxUnitPrice(text, line) != request.maxUnitPrice[line]) {
                return false;
            }
        }
        return true;
    }

    private void remember(ResultCode code, long seq) {
        int refusal = refusals.add(request, code, detail, seq);
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

    private ResultCode guard(long timeMicros) {
        ResultCode lowest = null;
        long lowestDetail = NO_DETAIL;
        for (int line = 0; line < request.lineCount; line++) {
            detail = NO_DETAIL;
            ResultCode code = guardLine(line, timeMicros);
            if (code != null && (lowest == null || code.value() < lowest.value())) {
                lowest = code;
                lowestDetail = detail;
            }
        }
        detail = lowestDetail;
        return lowest != null ? lowest : guardOrder();
    }

    private ResultCode guardLine(int line, long timeMicros) {
        int sku = request.sku[line];
        if (sku == 0) {
            return SKU_NOT_FOUND;
        }
        if (skus.getByte(sku, Skus.STATE) != SkuState.ACTIVE.value()) {
            return SKU_INACTIVE;
        }
        detail = skus.getLong(sku, Skus.SALE_STARTS);
        if (timeMicros < detail) {
            return SALE_NOT_STARTED;
        }
        detail = skus.getLong(sku, Skus.SALE_ENDS);
        if (detail != 0 && timeMicros >= detail) {
            return SALE_ENDED;
        }
        long quantity = request.quantityOfSku(line);
        detail = skus.getUnsignedInt(sku, Skus.MIN_PER_ORDER);
        if (quantity < detail || request.quantity[line] == 0) {
            return QUANTITY_BELOW_MINIMUM;
        }
        detail = skus.getUnsignedInt(sku, Skus.MAX_PER_ORDER);
        return detail != 0 && quantity > detail ? QUANTITY_GREATER_THAN_LIMIT : null;
    }

    private ResultCode guardOrder() {
        long units = 0;
        int currency = skus.getInt(request.sku[0], Skus.CURRENCY);
        boolean oneCurrency = request.currency == 0 || request.currency == currency;
        for (int line = 0; line < request.lineCount; line++) {
            units += request.quantity[line];
            oneCurrency &= skus.getInt(request.sku[line], Skus.CURRENCY) == currency;
        }
        if (units > MAX_UNITS) {
            detail = MAX_UNITS;
            return QUANTITY_GREATER_THAN_LIMIT;
        }
        if (!oneCurrency) {
            return CURRENCY_MISMATCH;
        }
        planned = request.mode != FOK || hasBook();
        whole = true;
        if (planned) {
            return guardPlan();
        }
        if (!addUpAmount()) {
            return AMOUNT_OVERFLOW;
        }
        ResultCode price = guardPrice();
        return price != null ? price : guardStock();
    }

    private boolean hasBook() {
        for (int line = 0; line < request.lineCount; line++) {
            if (books.of(request.sku[line]) != 0) {
                return true;
            }
        }
        return false;
    }

    /** Plans all lines across the offers; sets the amount. */
    private ResultCode guardPlan() {
        long nextPrice = NO_DETAIL;
        long promise = NO_DETAIL;
        for (int line = 0; line < request.lineCount; line++) {
            int sku = request.sku[line];
            long cap = request.maxUnitPrice[line] < 0 ? OfferBooks.NO_CAP : request.maxUnitPrice[line];
            int wanted = (int) request.quantity[line];
            if (books.plan(sku, line, wanted, cap, plan) < wanted) {
                whole = false;
                if (books.nextPrice() < 0) {
                    promise = promise < 0 ? books.promise(sku) : promise;
                } else if (nextPrice < 0) {
                    nextPrice = books.nextPrice();
                }
            }
        }
        amount = plan.amount();
        ResultCode refusal = judgePlan(nextPrice, promise);
        if (refusal != null) {
            books.clear(plan);
        }
        return refusal;
    }

    private ResultCode judgePlan(long nextPrice, long promise) {
        if (amount < 0) {
            return AMOUNT_OVERFLOW;
        }
        boolean enough = whole || request.mode == IOC && plan.count() > 0;
        if (!enough && nextPrice >= 0) {
            detail = nextPrice;
            return PRICE_CHANGED;
        }
        if (!enough) {
            detail = promise;
            return INSUFFICIENT_STOCK;
        }
        if (request.expectedAmount >= 0 && request.expectedAmount != amount) {
            detail = amount;
            return PRICE_CHANGED;
        }
        return null;
    }

    /** Sets the amount; false if it does not fit. */
    private boolean addUpAmount() {
        amount = 0;
        for (int line = 0; line < request.lineCount; line++) {
            long price = skus.getLong(request.sku[line], Skus.PRICE);
            long quantity = request.quantity[line];
            long total = amount + price * quantity;
            if (Math.multiplyHigh(price, quantity) != 0 || price * quantity < 0 || total < 0) {
                return false;
            }
            amount = total;
        }
        return true;
    }

    private ResultCode guardPrice() {
        for (int line = 0; line < request.lineCount; line++) {
            long price = skus.getLong(request.sku[line], Skus.PRICE);
            if (request.maxUnitPrice[line] >= 0 && request.maxUnitPrice[line] < price) {
                detail = price;
                return PRICE_CHANGED;
            }
        }
        if (request.expectedAmount >= 0 && request.expectedAmount != amount) {
            detail = amount;
            return PRICE_CHANGED;
        }
        return null;
    }

    private ResultCode guardStock() {
        for (int line = 0; line < request.lineCount; line++) {
            long available = skus.availableToPromise(request.sku[line]);
            if (request.quantityOfSku(line) > available) {
                detail = available;
                return INSUFFICIENT_STOCK;
            }
        }
        return null;
    }

    private void place(long seq, long timeMicros) {
        int order = orders.add(idHash, request.idHigh, request.idLow, request.lineCount);
        orders.amount(order, amount);
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
        reserve(order);
        if (amount == 0) {
            lifeCycle.deliver(order, seq);
            tellCreated(order);
            events.orderFulfilled(order, false);
        } else {
            hold(order, timeMicros);
            tellCreated(order);
        }
        replies.order(order, whole ? CREATED : PARTIALLY_RESERVED, 0);
    }

    private void reserve(int order) {
        if (!planned) {
            units.reserve(order);
            return;
        }
        for (int fill = plan.count() - 1; fill >= 0; fill--) {
            int line = plan.line(fill);
            boolean first = fill == plan.count() - 1 || plan.line(fill + 1) != line;
            long dearest = first ? 0 : orders.unitPrice(order, line);
            orders.unitPrice(order, line, Math.max(dearest, plan.price(fill)));
        }
        units.reserve(order, plan);
    }

    private void tellCreated(int order) {
        events.orderCreated(order);
        if (planned) {
            lifeCycle.tellFills(order);
        }
    }

    private void hold(int order, long timeMicros) {
        long ttlMicros = ttlMillis() * 1_000;
        orders.state(order, Orders.PENDING_PAYMENT);
        orders.deadline(order, timeMicros + ttlMicros);
        holds.add(order, ttlMicros);
    }

    private long ttlMillis() {
        if (request.ttlMillis != 0) {
            return request.ttlMillis & 0xffffffffL;
        }
        long shortest = Long.MAX_VALUE;
        for (int line = 0; line < request.lineCount; line++) {
            shortest = Math.min(shortest, skus.getUnsignedInt(request.sku[line], Skus.HOLD_TTL));
        }
        return shortest;
    }
}
