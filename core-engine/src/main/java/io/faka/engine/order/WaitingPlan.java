package io.faka.engine.order;

import io.faka.codec.command.SkuState;
import io.faka.engine.inventory.FillPlan;
import io.faka.engine.inventory.OfferBooks;
import io.faka.engine.inventory.Skus;

/**
 * What a waiting order could take now, and at what price. Unpaid, a line with a price cap pays what its units cost, at most the cap;
 * a line without one pays what was agreed when the order was placed, which the SKU's own offer keeps to and others only if they ask
 * for no more. A paid order pays what was agreed on every line.
 */
final class WaitingPlan {
    /** Result of {@link #whole}: the sum does not fit. */
    static final int OVERFLOW = -1;

    private final FillPlan plan = new FillPlan();
    private final Orders orders;
    private final OrderText texts;
    private final Skus skus;
    private final OfferBooks books;
    private final OrderUnits units;

    WaitingPlan(OrderTables tables, Skus skus, OfferBooks books, OrderUnits units) {
        this.orders = tables.orders();
        this.texts = tables.texts();
        this.skus = skus;
        this.books = books;
        this.units = units;
    }

    /** The plan made last. */
    FillPlan plan() {
        return plan;
    }

    /**
     * Plans all that an order wants that has nothing yet.
     *
     * @return 0 if all can be had; else a SKU that stands in the way, or {@link #OVERFLOW}, and there is no plan
     */
    int whole(int order) {
        int lacking = paused(order);
        if (lacking == 0) {
            plan.of(texts.isPrivileged(orders.text(order)));
            lacking = orders.payment(order) != 0 ? units.planAgain(order, plan) : planUnpaid(order);
        }
        lacking = lacking == 0 && plan.amount() < 0 ? OVERFLOW : lacking;
        if (lacking != 0) {
            clear();
        }
        return lacking;
    }

    /** Plans whatever there is of what an order still wants; false if that is nothing. */
    boolean part(int order) {
        if (paused(order) != 0) {
            return false;
        }
        plan.of(texts.isPrivileged(orders.text(order)));
        for (int line = 0; line < orders.lineCount(order); line++) {
            int ignored = planLine(order, line, units.missing(order, line));
        }
        if (plan.count() > 0 && plan.amount() >= 0) {
            return true;
        }
        clear();
        return false;
    }

    /** Forgets the plan. */
    void clear() {
        books.clear(plan);
    }

    private int planUnpaid(int order) {
        int lacking = 0;
        for (int line = 0; line < orders.lineCount(order); line++) {
            int quantity = orders.quantity(order, line);
            if (planLine(order, line, quantity) < quantity && lacking == 0) {
                lacking = orders.sku(order, line);
            }
        }
        return lacking;
    }

    private int planLine(int order, int line, int quantity) {
        int sku = orders.sku(order, line);
        long cap = texts.maxUnitPrice(orders.text(order), line);
        long agreed = orders.unitPrice(order, line);
        if (orders.payment(order) == 0 && cap >= 0) {
            return books.plan(sku, line, quantity, cap, plan);
        }
        return units.keepsPrice(order, line)
                ? books.planAgreed(sku, line, quantity, agreed, plan)
                : books.planAt(sku, line, quantity, agreed, plan);
    }

    private int paused(int order) {
        for (int line = 0; line < orders.lineCount(order); line++) {
            int sku = orders.sku(order, line);
            boolean isPaused = skus.getByte(sku, Skus.STATE) != SkuState.ACTIVE.value() || skus.isLottery(sku);
            if (isPaused && orders.quantity(order, line) > 0) {
                return orders.sku(order, line);
            }
        }
        return 0;
    }
}
