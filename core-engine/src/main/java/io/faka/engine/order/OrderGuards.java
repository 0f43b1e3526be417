package io.faka.engine.order;

import static io.faka.codec.reply.ResultCode.ALREADY_ENTERED;
import static io.faka.codec.reply.ResultCode.AMOUNT_OVERFLOW;
import static io.faka.codec.reply.ResultCode.CURRENCY_MISMATCH;
import static io.faka.codec.reply.ResultCode.INSUFFICIENT_STOCK;
import static io.faka.codec.reply.ResultCode.LOTTERY_ENTRIES_ONLY;
import static io.faka.codec.reply.ResultCode.PRICE_CHANGED;
import static io.faka.codec.reply.ResultCode.QUANTITY_BELOW_MINIMUM;
import static io.faka.codec.reply.ResultCode.QUANTITY_GREATER_THAN_LIMIT;
import static io.faka.codec.reply.ResultCode.SALE_ENDED;
import static io.faka.codec.reply.ResultCode.SALE_NOT_STARTED;
import static io.faka.codec.reply.ResultCode.SKU_INACTIVE;
import static io.faka.codec.reply.ResultCode.SKU_NOT_FOUND;

import io.faka.codec.command.OrderMode;
import io.faka.codec.command.SkuState;
import io.faka.codec.reply.ResultCode;
import io.faka.engine.inventory.FillPlan;
import io.faka.engine.inventory.OfferBooks;
import io.faka.engine.inventory.Skus;

/**
 * The rules an order must meet before it is placed, by the number of their code, whichever line they concern, and for one code
 * the first line: SKU_NOT_FOUND, SKU_INACTIVE, SALE_NOT_STARTED (detail: start), SALE_ENDED (detail: end),
 * QUANTITY_BELOW_MINIMUM (detail: minimum), QUANTITY_GREATER_THAN_LIMIT (detail: limit), BUYER_LIMIT_EXCEEDED (detail: what is
 * left), OPEN_HOLDS_EXCEEDED (detail: limit), HOLD_SHARE_EXCEEDED (detail: what is left), UNIT_NOT_AVAILABLE, UNIT_OF_ANOTHER_SKU,
 * COUPON_NOT_FOUND, COUPON_EXHAUSTED (detail: uses), COUPON_PER_BUYER_LIMIT (detail: limit), COUPON_NOT_APPLICABLE, CURRENCY_MISMATCH, AMOUNT_OVERFLOW,
 * PRICE_CHANGED (detail: the price above the cap, or the amount that is not the expected one), INSUFFICIENT_STOCK (detail: what
 * could be had of the SKU), VIP_QUOTA_RESERVED (detail: what could be had of it without a priority; see {@link QuotaGuard}). Before the limits, if a SKU's lottery is open: LOTTERY_ENTRIES_ONLY, unless it is one line that waits for all or
 * nothing; ALREADY_ENTERED, the buyer has an entry.
 *
 * <p>An order they let pass finds here what it costs and, where there is a book of offers or the mode asks for it, the plan that
 * was made of its lines. A refused order leaves no plan behind.
 */
final class OrderGuards {
    /** Most units of one order over all its lines; what one event can name. */
    static final int MAX_UNITS = 65_534;

    /** No detail goes with the refusal. */
    static final int NO_DETAIL = -1;

    private static final byte FOK = (byte) OrderMode.FOK.value();
    private static final byte IOC = (byte) OrderMode.IOC.value();

    private final Skus skus;
    private final OfferBooks books;
    private final OrderLimits limits;
    private final LotteryEntries entries;
    private final UnitChoice choice;
    private final OrderCoupons coupons;
    private final QuotaGuard quotas;
    private final FillPlan plan = new FillPlan();

    private boolean limited;
    private boolean drawn;
    private boolean quota;
    private boolean planned;
    private boolean whole;
    private long detail;
    private long amount;

    OrderGuards(
            Skus skus,
            OfferBooks books,
            OrderLimits limits,
            OrderCoupons coupons,
            LotteryEntries entries,
            UnitChoice choice) {
        this.entries = entries;
        this.choice = choice;
        this.skus = skus;
        this.books = books;
        this.limits = limits;
        this.coupons = coupons;
        this.quotas = new QuotaGuard(books);
    }

    /** Whether the order that passed takes its units by {@link #plan()}. */
    boolean planned() {
        return planned;
    }

    /** Whether the order that passed gets all it asked for. */
    boolean whole() {
        return whole;
    }

    /** The plan of the order that passed. */
    FillPlan plan() {
        return plan;
    }

    /** What the order that passed costs. */
    long amount() {
        return amount;
    }

    /** The number that goes with the refusal; {@link #NO_DETAIL} if none. */
    long detail() {
        return detail;
    }

    /** The first rule that the request, its SKUs resolved, does not meet; null if it meets all. */
    ResultCode guard(OrderRequest request, long timeMicros) {
        ResultCode lowest = null;
        long lowestDetail = NO_DETAIL;
        limited = false;
        drawn = false;
        quota = false;
        for (int line = 0; line < request.lineCount; line++) {
            detail = NO_DETAIL;
            ResultCode code = guardLine(request, line, timeMicros);
            if (code != null && (lowest == null || code.value() < lowest.value())) {
                lowest = code;
                lowestDetail = detail;
            }
        }
        detail = lowestDetail;
        return lowest != null ? lowest : guardOrder(request, timeMicros);
    }

    private ResultCode guardLine(OrderRequest request, int line, long timeMicros) {
        int sku = request.sku[line];
        if (sku == 0) {
            return SKU_NOT_FOUND;
        }
        limited |= skus.isLimited(sku);
        drawn |= skus.isLottery(sku);
        quota |= skus.keepsQuota(sku);
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

    private ResultCode guardOrder(OrderRequest request, long timeMicros) {
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
        detail = NO_DETAIL;
        if (drawn && !isEntry(request)) {
            return LOTTERY_ENTRIES_ONLY;
        }
        if (drawn && entries.find(request.sku[0], request.buyerAt, request.buyerLength) != 0) {
            return ALREADY_ENTERED;
        }
        if (limited) {
            ResultCode exceeded = limits.judge(request, timeMicros);
            if (exceeded != null) {
                detail = limits.detail();
                return exceeded;
            }
        }
        detail = NO_DETAIL;
        ResultCode choiceRefusal = request.namesUnits() ? choice.refusal(request) : null;
        if (choiceRefusal != null) {
            return choiceRefusal;
        }
        if (request.couponLength != 0) {
            ResultCode refusal = coupons.judge(request, timeMicros);
            if (refusal != null) {
                detail = coupons.detail();
                return refusal;
            }
        }
        if (!oneCurrency) {
            return CURRENCY_MISMATCH;
        }
        planned = request.mode != FOK || hasBook(request);
        whole = !drawn;
        if (drawn) {
            amount = 0;
            return judgeWait(request);
        }
        if (planned) {
            return guardPlan(request);
        }
        if (!addUpAmount(request)) {
            return AMOUNT_OVERFLOW;
        }
        if (request.couponLength != 0) {
            amount -= coupons.discountOf(request);
        }
        ResultCode price = guardPrice(request);
        return price != null ? price : guardStock(request);
    }

    private static boolean isEntry(OrderRequest request) {
        return request.mode == Orders.GTC && request.lineCount == 1 && request.fill != OrderRequest.PARTIAL;
    }

    private boolean hasBook(OrderRequest request) {
        for (int line = 0; line < request.lineCount; line++) {
            if (books.of(request.sku[line]) != 0) {
                return true;
            }
        }
        return false;
    }

    /** Plans all lines across the offers; sets the amount. */
    private ResultCode guardPlan(OrderRequest request) {
        long nextPrice = NO_DETAIL;
        long promise = NO_DETAIL;
        plan.of(request.isPrivileged());
        for (int line = 0; line < request.lineCount; line++) {
            int sku = request.sku[line];
            long cap = request.maxUnitPrice[line] < 0 ? OfferBooks.NO_CAP : request.maxUnitPrice[line];
            int wanted = (int) request.quantity[line];
            if (planLine(request, line, sku, wanted, cap) < wanted) {
                whole = false;
                long dearer = request.unitId[line] == 0 ? books.nextPrice() : choice.price(request.unitId[line]);
                if (dearer < 0) {
                    promise = promise < 0 ? books.promise(sku) : promise;
                } else if (nextPrice < 0) {
                    nextPrice = dearer;
                }
            }
        }
        amount = plan.amount();
        boolean waits = waits(request);
        ResultCode refusal = waits ? judgeWait(request) : judgePlan(request, nextPrice, promise);
        if (refusal != null || waits && request.fill != OrderRequest.PARTIAL) {
            books.clear(plan);
        }
        return refusal;
    }

    private int planLine(OrderRequest request, int line, int sku, int wanted, long cap) {
        int unit = request.unitId[line];
        if (unit == 0) {
            return books.plan(sku, line, wanted, cap, plan);
        }
        if (choice.price(unit) > cap) {
            return 0;
        }
        choice.plan(line, unit, choice.price(unit), plan);
        return 1;
    }

    /** Whether the order that passed waits for what it does not get. */
    boolean waits(OrderRequest request) {
        return !whole && request.mode == Orders.GTC;
    }

    /** What one unit of a line costs that waits: the SKU's price, or the buyer's cap if that is lower. */
    long agreedPrice(OrderRequest request, int line) {
        long price = skus.getLong(request.sku[line], Skus.PRICE);
        long cap = request.maxUnitPrice[line];
        return cap < 0 ? price : Math.min(price, cap);
    }

    /** Sets the amount of an order that waits: what it takes now at its price, the rest at the price agreed. */
    private ResultCode judgeWait(OrderRequest request) {
        boolean fits = amount >= 0;
        amount = request.fill == OrderRequest.PARTIAL ? amount : 0;
        // One that takes parts is of one SKU, which the coupon is for.
        long couponed = amount;
        for (int line = 0; line < request.lineCount; line++) {
            long price = agreedPrice(request, line);
            long missing = request.quantity[line] - (request.fill == OrderRequest.PARTIAL ? planned(line) : 0);
            fits &= Math.multiplyHigh(price, missing) == 0 && price * missing >= 0;
            amount += price * missing;
            couponed += request.couponLength != 0 && coupons.isFor(request.sku[line]) ? price * missing : 0;
            fits &= isPayable(amount);
        }
        if (!fits) {
            return AMOUNT_OVERFLOW;
        }
        if (request.couponLength != 0) {
            amount -= coupons.discountOf(couponed);
        }
        return judgeExpected(request);
    }

    private ResultCode judgeExpected(OrderRequest request) {
        if (request.expectedAmount >= 0 && request.expectedAmount != amount) {
            detail = amount;
            return PRICE_CHANGED;
        }
        return null;
    }

    private long planned(int line) {
        long planned = 0;
        for (int fill = 0; fill < plan.count(); fill++) {
            planned += plan.line(fill) == line ? plan.quantity(fill) : 0;
        }
        return planned;
    }

    private ResultCode judgePlan(OrderRequest request, long nextPrice, long promise) {
        if (amount < 0) {
            return AMOUNT_OVERFLOW;
        }
        if (request.couponLength != 0) {
            amount -= coupons.discountOf(request, plan);
        }
        boolean enough = whole || request.mode == IOC && plan.count() > 0;
        if (!enough && nextPrice >= 0) {
            detail = nextPrice;
            return PRICE_CHANGED;
        }
        if (!enough && keepsQuotaFrom(request)) {
            return judgeQuota(request);
        }
        if (!enough) {
            detail = promise;
            return INSUFFICIENT_STOCK;
        }
        return judgeExpected(request);
    }

    /** Sets the amount; false if no payment could say it. */
    private boolean addUpAmount(OrderRequest request) {
        amount = 0;
        for (int line = 0; line < request.lineCount; line++) {
            long price = skus.getLong(request.sku[line], Skus.PRICE);
            long quantity = request.quantity[line];
            long total = amount + price * quantity;
            if (Math.multiplyHigh(price, quantity) != 0 || price * quantity < 0 || !isPayable(total)) {
                return false;
            }
            amount = total;
        }
        return true;
    }

    private static boolean isPayable(long amount) {
        return amount >= 0 && amount <= FillPlan.MAX_AMOUNT;
    }

    private ResultCode guardPrice(OrderRequest request) {
        for (int line = 0; line < request.lineCount; line++) {
            long price = skus.getLong(request.sku[line], Skus.PRICE);
            if (request.maxUnitPrice[line] >= 0 && request.maxUnitPrice[line] < price) {
                detail = price;
                return PRICE_CHANGED;
            }
        }
        return judgeExpected(request);
    }

    private boolean keepsQuotaFrom(OrderRequest request) {
        return quota && !request.isPrivileged();
    }

    private ResultCode judgeQuota(OrderRequest request) {
        ResultCode refusal = quotas.judge(request);
        detail = quotas.detail();
        return refusal;
    }

    private ResultCode guardStock(OrderRequest request) {
        if (keepsQuotaFrom(request)) {
            return judgeQuota(request);
        }
        for (int line = 0; line < request.lineCount; line++) {
            long available = skus.availableToPromise(request.sku[line]);
            if (request.quantityOfSku(line) > available) {
                detail = available;
                return INSUFFICIENT_STOCK;
            }
        }
        return null;
    }
}
