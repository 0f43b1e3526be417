package io.faka.engine.order;

import static io.faka.codec.reply.ResultCode.COUPON_EXHAUSTED;
import static io.faka.codec.reply.ResultCode.COUPON_NOT_APPLICABLE;
import static io.faka.codec.reply.ResultCode.COUPON_NOT_FOUND;
import static io.faka.codec.reply.ResultCode.COUPON_PER_BUYER_LIMIT;

import io.faka.codec.reply.ResultCode;
import io.faka.engine.inventory.FillPlan;
import io.faka.engine.inventory.Skus;
import io.faka.engine.limit.CouponTerms;
import io.faka.engine.limit.CouponUses;
import io.faka.engine.limit.Coupons;
import io.faka.engine.memory.StateHash;
import io.faka.engine.publish.CouponEvents;
import io.faka.engine.publish.EventPublisher;

/**
 * A coupon is a second quantity that an order takes together with its units: one use, held with the order, used when it is paid,
 * given back when it expires or is canceled, or when its wait for stock ends with nothing. What is held or used never exceeds the
 * coupon's uses, with one exception: a late payment of the agreed amount takes the use again even if it is gone by then, as it was granted.
 *
 * <p>It takes its amount or share off the lines whose SKUs it is for, at most all of it, rounded down. Neither a change of its
 * definition nor its end concerns orders that have it: one that waits for stock is priced on the terms of its placement.
 */
public final class OrderCoupons {
    private final Skus skus;
    private final Orders orders;
    private final OrderText texts;
    private final Coupons coupons;
    private final CouponTerms terms;
    private final CouponUses uses;
    private final CouponEvents events;
    private int coupon;
    private long detail;
    private long discount;

    /** Works on these tables. */
    public OrderCoupons(OrderTables tables, Skus skus, Coupons coupons, EventPublisher events) {
        this.skus = skus;
        this.orders = tables.orders();
        this.texts = tables.texts();
        this.coupons = coupons;
        this.terms = coupons.terms();
        this.uses = new CouponUses(coupons);
        this.events = new CouponEvents(events, skus, coupons);
    }

    /** Sets the seed of the indices; only while there is no coupon. */
    public void seed(long seed) {
        coupons.seed(seed);
    }

    /** Why the request cannot have the coupon that it names; null if it can. */
    ResultCode judge(OrderRequest request, long timeMicros) {
        discount = 0;
        detail = OrderGuards.NO_DETAIL;
        coupon = coupons.find(request.couponAt, request.couponLength);
        if (coupon == 0) {
            return COUPON_NOT_FOUND;
        }
        long most = coupons.getInt(coupon, Coupons.MAX_USES);
        if (coupons.getInt(coupon, Coupons.HELD) + coupons.getInt(coupon, Coupons.USED) >= most) {
            detail = most;
            return COUPON_EXHAUSTED;
        }
        most = coupons.getInt(coupon, Coupons.MAX_PER_BUYER);
        if (most != 0 && coupons.usesOf(coupon, request.buyerAt, request.buyerLength) >= most) {
            detail = most;
            return COUPON_PER_BUYER_LIMIT;
        }
        return isApplicable(request, timeMicros) ? null : COUPON_NOT_APPLICABLE;
    }

    private boolean isApplicable(OrderRequest request, long timeMicros) {
        long ends = coupons.getLong(coupon, Coupons.ENDS);
        if (timeMicros < coupons.getLong(coupon, Coupons.STARTS) || ends != 0 && timeMicros >= ends) {
            return false;
        }
        boolean applies = false;
        for (int line = 0; line < request.lineCount; line++) {
            int sku = request.sku[line];
            if (skus.getInt(sku, Skus.CURRENCY) != (int) coupons.getInt(coupon, Coupons.CURRENCY)) {
                return false;
            }
            applies |= isFor(sku);
        }
        return applies;
    }

    /** The coupons. */
    Coupons coupons() {
        return coupons;
    }

    /** Who has which. */
    CouponUses uses() {
        return uses;
    }

    /** The number that goes with the refusal. */
    long detail() {
        return detail;
    }

    /** Whether the coupon that {@link #judge} let pass is for this SKU. */
    boolean isFor(int sku) {
        return terms.areFor(coupons.terms(coupon), sku);
    }

    /** What that coupon takes off an order whose lines with SKUs that it is for cost so much. */
    long discountOf(long amount) {
        discount = terms.off(coupons.terms(coupon), amount);
        return discount;
    }

    /** As {@link #discountOf(long)}, of an order at the SKUs' own prices, which add up without overflow. */
    long discountOf(OrderRequest request) {
        long amount = 0;
        for (int line = 0; line < request.lineCount; line++) {
            if (isFor(request.sku[line])) {
                amount += skus.getLong(request.sku[line], Skus.PRICE) * request.quantity[line];
            }
        }
        return discountOf(amount);
    }

    /** As {@link #discountOf(long)}, of an order that takes its units by a plan. */
    long discountOf(OrderRequest request, FillPlan plan) {
        long amount = 0;
        for (int fill = 0; fill < plan.count(); fill++) {
            if (isFor(request.sku[plan.line(fill)])) {
                amount += plan.price(fill) * plan.quantity(fill);
            }
        }
        return discountOf(amount);
    }

    /** The new order has the coupon that {@link #judge} let pass, and holds a use of it; unless {@code open}, it is paid. */
    void take(int order, boolean open) {
        orders.couponed(order);
        become(uses.add(order, coupon, discount), open ? CouponUses.HELD : CouponUses.USED);
    }

    /** What an order costs that takes all it waited for by a plan. */
    long amount(int order, FillPlan plan) {
        if (!orders.isCouponed(order)) {
            return plan.amount();
        }
        int own = uses.terms(uses.of(order));
        long amount = 0;
        for (int fill = 0; fill < plan.count(); fill++) {
            if (terms.areFor(own, orders.sku(order, plan.line(fill)))) {
                amount += plan.price(fill) * plan.quantity(fill);
            }
        }
        return plan.amount() - discount(order, amount);
    }

    /** What an order costs whose units, all of SKUs that its coupon is for if it has one, cost so much. */
    long amount(int order, long cost) {
        return orders.isCouponed(order) ? cost - discount(order, cost) : cost;
    }

    /** What an order costs that gave a part of a line back, and whose lines cost so much now: held units and those it waits for. */
    long amount(int order, long cost, OrderUnits units) {
        if (!orders.isCouponed(order)) {
            return cost;
        }
        int own = uses.terms(uses.of(order));
        boolean waits = orders.state(order) == Orders.BACKORDERED;
        long amount = 0;
        for (int line = 0; line < orders.lineCount(order); line++) {
            if (terms.areFor(own, orders.sku(order, line))) {
                amount += units.cost(order, line);
                amount += waits ? units.missing(order, line) * orders.unitPrice(order, line) : 0;
            }
        }
        return cost - discount(order, amount);
    }

    private long discount(int order, long amount) {
        int use = uses.of(order);
        long off = terms.off(uses.terms(use), amount);
        if (off != uses.discount(use)) {
            uses.discount(use, off);
            events.couponUse(orders.idHigh(order), orders.idLow(order), uses, use);
        }
        return off;
    }

    /** The order is paid, or costs nothing and is delivered: its use, if it has a coupon, is used. */
    void used(int order) {
        if (orders.isCouponed(order)) {
            become(uses.of(order), CouponUses.USED);
        }
    }

    /** The order ended unpaid, or without anything: its use, if it has a coupon, is free. */
    void released(int order) {
        if (orders.isCouponed(order)) {
            become(uses.of(order), CouponUses.RELEASED);
        }
    }

    private void become(int use, byte state) {
        int order = uses.order(use);
        int text = orders.text(order);
        uses.become(use, state, texts.buyer(text), texts.buyerLength(text));
        events.couponUse(orders.idHigh(order), orders.idLow(order), uses, use);
    }

    /** Whether the order has the coupon that the request names, or neither has one. */
    boolean isSame(int order, OrderRequest request) {
        int use = orders.isCouponed(order) ? uses.of(order) : 0;
        return use == 0
                ? request.couponLength == 0
                : coupons.hasCode(uses.coupon(use), request.couponAt, request.couponLength);
    }

    /** What a coupon took off the order's amount. */
    public long discount(int order) {
        return orders.isCouponed(order) ? uses.discount(uses.of(order)) : 0;
    }

    /** Adds coupons and their uses to the hash. */
    public void addTo(StateHash hash) {
        uses.addTo(hash);
    }

    /** Bytes held. */
    public long memoryBytes() {
        return uses.memoryBytes();
    }

    /**
     * Checks the counts, and every use against its order.
     *
     * @throws IllegalStateException if one does not fit
     */
    public void verify() {
        uses.verify();
        long couponed = 0;
        for (int order = 1; order <= orders.count(); order++) {
            couponed += orders.isCouponed(order) ? 1 : 0;
            require(!orders.isCouponed(order) || uses.state(uses.of(order)) == fitting(order), order);
        }
        require(couponed == uses.count(), couponed);
    }

    private byte fitting(int order) {
        byte state = orders.state(order);
        if (state == Orders.PENDING_PAYMENT || state == Orders.BACKORDERED) {
            return CouponUses.HELD;
        }
        return state == Orders.PAID || orders.isDelivered(order) ? CouponUses.USED : CouponUses.RELEASED;
    }

    private static void require(boolean holds, long number) {
        if (!holds) {
            throw new IllegalStateException("coupons: the use does not fit its order, row " + number);
        }
    }
}
