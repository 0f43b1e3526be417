package io.faka.engine.order;

import io.faka.codec.command.SkuState;
import io.faka.engine.inventory.FillPlan;
import io.faka.engine.inventory.FreedStock;
import io.faka.engine.inventory.OfferBooks;
import io.faka.engine.inventory.Skus;
import io.faka.engine.publish.DeliveryEvents;
import io.faka.engine.publish.EventPublisher;

/**
 * Serves the waiting orders from what a command freed, within that command. Per SKU that was {@link FreedStock#mark marked}, the
 * queue is gone through once, in the order of service: whoever can have all he wants gets it, whoever takes parts gets what there is,
 * and an order that does not fit is overtaken. So what is free after a command is what none of those who were asked can use.
 *
 * <p>A search does not touch those who want more than there is for them, or who pay less than the lowest price; each of the others costs one plan
 * over the offers. An order of several SKUs that fails on another one goes on waiting there.
 */
public final class Matching {
    private final Orders orders;
    private final Backlog backlog;
    private final Skus skus;
    private final OfferBooks books;
    private final FreedStock freed;
    private final OrderUnits units;
    private final WaitingPlan waiting;
    private final OrderHolds holds;
    private final Backorders backorders;
    private final OrderLimits limits;
    private final OrderCoupons coupons;
    private final OrderLifeCycle lifeCycle;
    private final EventPublisher events;
    private final DeliveryEvents deliveryEvents;

    /** Works on these tables. */
    public Matching(
            OrderTables tables,
            Skus skus,
            OfferBooks books,
            FreedStock freed,
            OrderUnits units,
            OrderHolds holds,
            Backorders backorders,
            OrderLimits limits,
            OrderCoupons coupons,
            OrderLifeCycle lifeCycle,
            EventPublisher events,
            DeliveryEvents deliveryEvents) {
        this.orders = tables.orders();
        this.backlog = tables.backlog();
        this.skus = skus;
        this.books = books;
        this.freed = freed;
        this.units = units;
        this.waiting = new WaitingPlan(tables, skus, books, units);
        this.holds = holds;
        this.backorders = backorders;
        this.limits = limits;
        this.coupons = coupons;
        this.lifeCycle = lifeCycle;
        this.events = events;
        this.deliveryEvents = deliveryEvents;
    }

    /** Serves those who wait for the marked SKUs and forgets the marks. Holds begin at {@code timeMicros}. */
    public void run(long seq, long timeMicros) {
        for (int place = 0; place < freed.count(); place++) {
            serve(freed.sku(place), seq, timeMicros);
        }
        freed.clear();
    }

    private void serve(int sku, long seq, long timeMicros) {
        WaitQueue queue = backlog.queue();
        queue.fromStart();
        for (int row = next(sku); row != 0; row = next(sku)) {
            queue.from(row);
            if (backlog.isPartial(row)) {
                servePart(row, seq, timeMicros);
            } else {
                serveWhole(row, sku, seq, timeMicros);
            }
        }
    }

    private int next(int sku) {
        long stock = books.promise(sku);
        boolean sells = stock > 0 && skus.getByte(sku, Skus.STATE) == SkuState.ACTIVE.value() && !skus.isLottery(sku);
        return sells
                ? backlog.queue()
                        .next(
                                backlog.root(sku),
                                stock,
                                books.promise(sku, false),
                                books.lowestPrice(sku),
                                books.hasOwnStock(sku))
                : 0;
    }

    private void serveWhole(int row, int sku, long seq, long timeMicros) {
        int order = backlog.order(row);
        int lacking = waiting.whole(order);
        if (lacking != 0) {
            if (lacking != WaitingPlan.OVERFLOW && lacking != sku) {
                backorders.move(row, lacking);
            }
            return;
        }
        backorders.count(order, -1);
        backorders.served(order);
        FillPlan plan = waiting.plan();
        units.forgetFills(order);
        units.take(order, plan);
        orders.amount(order, coupons.amount(order, plan));
        showPrices(order, plan);
        finish(order, plan, seq, timeMicros);
    }

    private void showDearest(int order, FillPlan plan) {
        if (orders.allotment(order) == 0) {
            showPrices(order, plan);
        } else {
            units.showDearest(order);
        }
    }

    private void showPrices(int order, FillPlan plan) {
        int shown = -1;
        for (int fill = 0; fill < plan.count(); fill++) {
            int line = plan.line(fill);
            long dearest = line == shown ? orders.unitPrice(order, line) : 0;
            orders.unitPrice(order, line, Math.max(dearest, plan.price(fill)));
            shown = line;
        }
    }

    private void servePart(int row, long seq, long timeMicros) {
        int order = backlog.order(row);
        if (!waiting.part(order)) {
            return;
        }
        FillPlan plan = waiting.plan();
        long cost = orders.amount(order) + coupons.discount(order) - agreed(order, plan) + plan.amount();
        if (cost < 0 || cost > FillPlan.MAX_AMOUNT) {
            waiting.clear();
            return;
        }
        backorders.count(order, -1);
        units.take(order, plan);
        backorders.count(order, 1);
        orders.amount(order, coupons.amount(order, cost));
        if (isWhole(order)) {
            backorders.served(order);
            showDearest(order, plan);
            finishPart(order, plan, seq, timeMicros);
            return;
        }
        orders.lastSeq(order, seq);
        boolean whole = true;
        if (orders.payment(order) != 0) {
            whole = units.deliverTaken(order, plan);
            orders.state(order, whole ? Orders.PARTIALLY_FULFILLED : units.stateOfPaid(order));
        }
        tell(order, plan, whole);
    }

    private boolean isWhole(int order) {
        for (int line = 0; line < orders.lineCount(order); line++) {
            if (units.missing(order, line) > 0) {
                return false;
            }
        }
        return true;
    }

    /** What the planned units would cost at the prices agreed. */
    private long agreed(int order, FillPlan plan) {
        long agreed = 0;
        for (int fill = 0; fill < plan.count(); fill++) {
            agreed += orders.unitPrice(order, plan.line(fill)) * plan.quantity(fill);
        }
        return agreed;
    }

    private void finishPart(int order, FillPlan plan, long seq, long timeMicros) {
        if (orders.payment(order) == 0) {
            finish(order, plan, seq, timeMicros);
            return;
        }
        fulfilled(order, plan, units.deliverTaken(order, plan), seq, timeMicros);
    }

    private void finish(int order, FillPlan plan, long seq, long timeMicros) {
        if (orders.payment(order) != 0 || orders.amount(order) == 0) {
            fulfilled(order, plan, units.deliver(order), seq, timeMicros);
            return;
        }
        orders.lastSeq(order, seq);
        holds.begin(order, timeMicros);
        tell(order, plan, true);
    }

    /** @param whole whether what just came is the buyer's, all of it */
    private void fulfilled(int order, FillPlan plan, boolean whole, long seq, long timeMicros) {
        limits.begin(order, timeMicros, false);
        orders.state(order, units.stateOfPaid(order));
        orders.lastSeq(order, seq);
        tell(order, plan, whole);
        if (orders.state(order) == Orders.FULFILLED) {
            events.orderFulfilled(order, false);
        }
        if (orders.payment(order) == 0) {
            coupons.used(order);
        }
    }

    private void tell(int order, FillPlan plan, boolean whole) {
        events.orderFilled(order, plan);
        if (!whole) {
            deliveryEvents.allocated(order, plan);
        }
        waiting.clear();
        lifeCycle.tellFills(order);
    }
}
