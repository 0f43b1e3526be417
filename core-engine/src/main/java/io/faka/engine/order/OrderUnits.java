package io.faka.engine.order;

import io.faka.engine.inventory.FillPlan;
import io.faka.engine.inventory.OfferBooks;
import io.faka.engine.inventory.Stock;

/** Moves the units of all lines of an order together. */
public final class OrderUnits {
    private final Orders orders;
    private final Allotments allotments;
    private final OfferBooks books;
    private final Stock stock;
    private final FillPlan again = new FillPlan();
    private int lackingSku;

    /** Works on these tables. */
    public OrderUnits(OrderTables tables, OfferBooks books, Stock stock) {
        this.orders = tables.orders();
        this.allotments = tables.allotments();
        this.books = books;
        this.stock = stock;
    }

    /** Takes every line whole from its SKU's own offer; none of the SKUs has a book. */
    void reserve(int order) {
        for (int line = 0; line < orders.lineCount(order); line++) {
            int first = stock.reserve(orders.sku(order, line), orders.quantity(order, line), order);
            orders.firstUnit(order, line, first);
        }
    }

    /** Takes what was planned, and forgets the plan. */
    void reserve(int order, FillPlan plan) {
        int allotment = orders.allotment(order);
        if (allotment == 0 && !isWholeFromOneOffer(order, plan)) {
            allotment = allotments.add(orders.lineCount(order));
            orders.allotment(order, allotment);
        }
        for (int fill = 0; fill < plan.count(); fill++) {
            int line = plan.line(fill);
            int behind = allotment == 0 ? 0 : allotments.lastUnit(allotment, line);
            int first = stock.reserveFrom(plan.offer(fill), plan.quantity(fill), order, behind);
            if (behind == 0) {
                orders.firstUnit(order, line, first);
            }
            if (allotment != 0) {
                allotments.add(
                        allotment, line, plan.offer(fill), plan.quantity(fill), plan.price(fill), stock.lastTaken());
            }
        }
        books.clear(plan);
    }

    private boolean isWholeFromOneOffer(int order, FillPlan plan) {
        if (plan.count() != orders.lineCount(order)) {
            return false;
        }
        for (int fill = 0; fill < plan.count(); fill++) {
            if (plan.line(fill) != fill || plan.quantity(fill) != orders.quantity(order, fill)) {
                return false;
            }
        }
        return true;
    }

    /** Gives all units back. */
    void release(int order) {
        int allotment = orders.allotment(order);
        // Last line first: each chain goes to the head of its queue, so the first line's units end up in front as they
        // were.
        for (int line = orders.lineCount(order) - 1; line >= 0; line--) {
            int held = orders.held(order, line);
            if (held > 0) {
                stock.release(orders.sku(order, line), orders.firstUnit(order, line), held);
                orders.firstUnit(order, line, 0);
                if (allotment != 0) {
                    allotments.released(allotment, line);
                }
            }
        }
    }

    /** Makes all units the buyer's. */
    void deliver(int order) {
        for (int line = 0; line < orders.lineCount(order); line++) {
            int held = orders.held(order, line);
            if (held > 0) {
                stock.deliver(orders.sku(order, line), orders.firstUnit(order, line), held, order);
            }
        }
    }

    /** Whether an order that gave its units back could have as many again, at the prices of then. */
    boolean canReserveAgain(int order) {
        return lacking(order) < 0;
    }

    /** What could be had of the first SKU that stands in the way of that; -1 if none does. */
    long lacking(int order) {
        boolean possible = planAgain(order);
        books.clear(again);
        return possible ? -1 : books.promise(lackingSku);
    }

    /** An order that gave its units back takes as many again; it {@link #canReserveAgain}. */
    void reserveAgain(int order) {
        if (!planAgain(order)) {
            throw new IllegalStateException("order row " + order + " cannot have its units again");
        }
        int allotment = orders.allotment(order);
        for (int line = 0; allotment != 0 && line < orders.lineCount(order); line++) {
            allotments.clear(allotment, line);
        }
        reserve(order, again);
    }

    /** Whether any line's SKU has more than its own offer. */
    boolean hasBook(int order) {
        for (int line = 0; line < orders.lineCount(order); line++) {
            if (books.of(orders.sku(order, line)) != 0) {
                return true;
            }
        }
        return false;
    }

    private boolean planAgain(int order) {
        int allotment = orders.allotment(order);
        lackingSku = 0;
        for (int line = 0; line < orders.lineCount(order); line++) {
            int sku = orders.sku(order, line);
            if (allotment == 0) {
                agree(sku, line, orders.quantity(order, line), orders.unitPrice(order, line));
                continue;
            }
            for (int fill = allotments.first(allotment, line); fill != 0; fill = allotments.next(fill)) {
                agree(sku, line, allotments.quantity(fill), allotments.price(fill));
            }
        }
        return lackingSku == 0;
    }

    private void agree(int sku, int line, int quantity, long price) {
        if (books.planAgreed(sku, line, quantity, price, again) < quantity && lackingSku == 0) {
            lackingSku = sku;
        }
    }
}
