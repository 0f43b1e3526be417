package io.faka.engine.order;

import io.faka.engine.inventory.FillPlan;
import io.faka.engine.inventory.OfferBooks;
import io.faka.engine.inventory.ReusableStock;
import io.faka.engine.inventory.Skus;
import io.faka.engine.inventory.Stock;
import io.faka.engine.inventory.Units;
import io.faka.engine.inventory.Withheld;

/** Moves the units of all lines of an order together. */
public final class OrderUnits {
    private final Orders orders;
    private final OrderText texts;
    private final Allotments allotments;
    private final OfferBooks books;
    private final Stock stock;
    private final UnitChoice choice;
    private final Units units;
    private final Skus skus;
    private final Deliveries deliveries;
    private final ReusableStock reusable;
    private final FillPlan again = new FillPlan();
    private int lackingSku;

    /** Works on these tables. */
    public OrderUnits(
            OrderTables tables,
            OfferBooks books,
            Stock stock,
            Units units,
            UnitChoice choice,
            Skus skus,
            ReusableStock reusable) {
        this.reusable = reusable;
        this.choice = choice;
        this.orders = tables.orders();
        this.texts = tables.texts();
        this.allotments = tables.allotments();
        this.books = books;
        this.stock = stock;
        this.units = units;
        this.skus = skus;
        this.deliveries = new Deliveries(orders, skus, units);
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
        take(order, plan);
        books.clear(plan);
    }

    /** Takes what was planned; the plan, which names the units then, is to be cleared. */
    void take(int order, FillPlan plan) {
        int allotment = orders.allotment(order);
        if (allotment == 0 && !isWholeFromOneOffer(order, plan)) {
            allotment = allotments.add(orders.lineCount(order));
            orders.allotment(order, allotment);
        }
        for (int fill = 0; fill < plan.count(); fill++) {
            int line = plan.line(fill);
            int behind = allotment == 0 ? 0 : allotments.lastUnit(allotment, line);
            int first = plan.firstUnit(fill);
            if (first == 0) {
                first = stock.reserveFrom(plan.offer(fill), plan.quantity(fill), order, behind);
                plan.firstUnit(fill, first);
            } else {
                stock.reserveUnit(first, order, behind);
            }
            if (behind == 0) {
                orders.firstUnit(order, line, first);
            }
            if (allotment != 0) {
                allotments.add(
                        allotment, line, plan.offer(fill), plan.quantity(fill), plan.price(fill), stock.lastTaken());
            }
        }
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

    /** Forgets what a line was filled with before. */
    void forgetFills(int order) {
        int allotment = orders.allotment(order);
        for (int line = 0; allotment != 0 && line < orders.lineCount(order); line++) {
            allotments.clear(allotment, line);
        }
    }

    /** What the units cost that the order has. */
    long cost(int order) {
        long cost = 0;
        for (int line = 0; line < orders.lineCount(order); line++) {
            cost += cost(order, line);
        }
        return cost;
    }

    /** What the units of a line cost. */
    long cost(int order, int line) {
        int allotment = orders.allotment(order);
        if (allotment == 0) {
            return orders.held(order, line) * orders.unitPrice(order, line);
        }
        long cost = 0;
        for (int fill = allotments.first(allotment, line); fill != 0; fill = allotments.next(fill)) {
            cost += allotments.quantity(fill) * allotments.price(fill);
        }
        return cost;
    }

    /** Lets each line that was filled show the highest price that it was filled at. */
    void showDearest(int order) {
        int allotment = orders.allotment(order);
        for (int line = 0; allotment != 0 && line < orders.lineCount(order); line++) {
            long dearest = 0;
            for (int fill = allotments.first(allotment, line); fill != 0; fill = allotments.next(fill)) {
                dearest = Math.max(dearest, allotments.price(fill));
            }
            if (allotments.first(allotment, line) != 0) {
                orders.unitPrice(order, line, dearest);
            }
        }
    }

    /** As {@link #deliver}, for the units that were just taken. */
    boolean deliverTaken(int order, FillPlan plan) {
        boolean whole = true;
        int fill = 0;
        while (fill < plan.count()) {
            int line = plan.line(fill);
            int first = plan.firstUnit(fill);
            int quantity = 0;
            for (; fill < plan.count() && plan.line(fill) == line; fill++) {
                quantity += plan.quantity(fill);
            }
            whole &= deliver(order, line, first, quantity);
        }
        return whole;
    }

    private boolean deliver(int order, int line, int first, int quantity) {
        int sku = orders.sku(order, line);
        if (skus.isManual(sku)) {
            stock.allocate(sku, first, quantity, order);
            return false;
        }
        if (skus.isReusable(sku)) {
            reusable.use(order, line, first, quantity);
        }
        stock.deliver(sku, first, quantity, order);
        return true;
    }

    /** Units that came back and did not go on sale again. */
    Withheld withheld() {
        return stock.withheld();
    }

    /** The line whose chain a unit of the order is in. */
    int lineOf(int order, int unit) {
        int sku = units.sku(unit);
        int found = -1;
        for (int line = 0; line < orders.lineCount(order); line++) {
            if (orders.sku(order, line) == sku) {
                if (found >= 0) {
                    return lineOfChain(order, unit);
                }
                found = line;
            }
        }
        return found;
    }

    private int lineOfChain(int order, int unit) {
        int first = unit;
        for (int before = units.previous(unit); before != 0; before = units.previous(before)) {
            first = before;
        }
        int line = 0;
        while (orders.firstUnit(order, line) != first) {
            line++;
        }
        return line;
    }

    /** Another unit has the place of one in the chain of a line. */
    void exchanged(int order, int line, int unit, int fresh) {
        if (orders.firstUnit(order, line) == unit) {
            orders.firstUnit(order, line, fresh);
        }
        int allotment = orders.allotment(order);
        if (allotment != 0 && allotments.lastUnit(allotment, line) == unit) {
            allotments.lastUnit(allotment, line, fresh);
        }
    }

    /** Before a delivered unit leaves the chain of a line: the order has it no more. */
    void takeBack(int order, int line, int unit) {
        int allotment = allot(order);
        int fill = allotments.first(allotment, line);
        int left = allotments.quantity(fill);
        for (int at = orders.firstUnit(order, line); at != unit || left == 0; ) {
            if (left == 0) {
                fill = allotments.next(fill);
                left = allotments.quantity(fill);
            } else {
                left--;
                at = units.next(at);
            }
        }
        int last = allotments.lastUnit(allotment, line);
        allotments.takeBack(allotment, line, fill, last == unit ? units.previous(unit) : last);
        if (orders.firstUnit(order, line) == unit) {
            orders.firstUnit(order, line, units.next(unit));
        }
    }

    /** The order's block in the allotments, which is made if its lines were each taken whole from one offer, or hold nothing. */
    int allot(int order) {
        int allotment = orders.allotment(order);
        if (allotment != 0) {
            return allotment;
        }
        allotment = allotments.add(orders.lineCount(order));
        for (int line = 0; line < orders.lineCount(order); line++) {
            int last = orders.firstUnit(order, line);
            if (last == 0) {
                continue;
            }
            for (int next = units.next(last); next != 0; next = units.next(next)) {
                last = next;
            }
            long price = orders.unitPrice(order, line);
            allotments.add(allotment, line, stock.offer(last), orders.quantity(order, line), price, last);
        }
        orders.allotment(order, allotment);
        return allotment;
    }

    /** Makes all units the buyer's but those that an operator delivers; whether there is none of them. */
    boolean deliver(int order) {
        boolean whole = true;
        for (int line = 0; line < orders.lineCount(order); line++) {
            int held = orders.held(order, line);
            if (held > 0) {
                whole &= deliver(order, line, orders.firstUnit(order, line), held);
            }
        }
        return whole;
    }

    /** The state of a paid order, some units of which an operator delivers. */
    byte stateOfPaid(int order) {
        int missing = 0;
        for (int line = 0; line < orders.lineCount(order); line++) {
            missing += missing(order, line);
        }
        return deliveries.stateOfPaid(order, missing);
    }

    /** Gives back what an operator would have had to deliver; whoever wants to know which units that were asks before. */
    void giveUpAllocated(int order) {
        for (int line = orders.lineCount(order) - 1; line >= 0; line--) {
            if (deliveries.allocated(order, line) > 0) {
                giveUpAllocated(order, line, allot(order));
            }
        }
    }

    private void giveUpAllocated(int order, int line, int allotment) {
        int kept = 0;
        int lastKept = 0;
        int last = 0;
        int fill = allotments.first(allotment, line);
        int left = allotments.quantity(fill);
        int givenUp = 0;
        for (int unit = orders.firstUnit(order, line); unit != 0; unit = units.next(unit)) {
            while (left == 0) {
                allotments.shrink(fill, givenUp);
                givenUp = 0;
                fill = allotments.next(fill);
                left = allotments.quantity(fill);
            }
            left--;
            last = unit;
            boolean stays = units.state(unit) != Units.ALLOCATED;
            givenUp += stays ? 0 : 1;
            kept += stays ? 1 : 0;
            lastKept = stays ? unit : lastKept;
            if (stays && kept == 1) {
                orders.firstUnit(order, line, unit);
            }
        }
        allotments.shrink(fill, givenUp);
        allotments.keep(allotment, line, kept, lastKept);
        if (kept == 0) {
            orders.firstUnit(order, line, 0);
        }
        // From the last to the first: each goes to the head of its queue, so they end up there as they were.
        for (int unit = last; unit != 0; ) {
            int previous = units.previous(unit);
            if (units.state(unit) == Units.ALLOCATED) {
                stock.giveUp(unit);
            }
            unit = previous;
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
        return possible ? -1 : books.promise(lackingSku, texts.isPrivileged(orders.text(order)));
    }

    /** An order that gave its units back takes as many again; it {@link #canReserveAgain}. */
    void reserveAgain(int order) {
        if (!planAgain(order)) {
            throw new IllegalStateException("order row " + order + " cannot have its units again");
        }
        forgetFills(order);
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

    /** Units of a line that the order wants in all: what it asked for, or what it was content with. */
    int wanted(int order, int line) {
        boolean waitsForAll = orders.mode(order) == Orders.GTC || orders.allotment(order) == 0;
        return waitsForAll ? orders.quantity(order, line) : allotments.filled(orders.allotment(order), line);
    }

    /** Units of a line that the order wants and does not have. */
    int missing(int order, int line) {
        return wanted(order, line) - orders.held(order, line);
    }

    /** Whether the shop's own offer keeps to the price of a line that was agreed with it; not if the buyer's cap was below it. */
    boolean keepsPrice(int order, int line) {
        long cap = texts.maxUnitPrice(orders.text(order), line);
        return orders.mode(order) != Orders.GTC || cap < 0 || cap > orders.unitPrice(order, line);
    }

    /** Whether it is known what the order's units cost, be they its own still or not. */
    boolean hasFills(int order) {
        int allotment = orders.allotment(order);
        for (int line = 0; allotment != 0 && line < orders.lineCount(order); line++) {
            if (allotments.first(allotment, line) != 0) {
                return true;
            }
        }
        return false;
    }

    /** Units of a line that the order asked for when it was placed. */
    int asked(int order, int line) {
        int allotment = orders.allotment(order);
        return orders.quantity(order, line) + (allotment == 0 ? 0 : allotments.canceled(allotment, line));
    }

    private boolean planAgain(int order) {
        again.of(texts.isPrivileged(orders.text(order)));
        lackingSku = planAgain(order, again);
        return lackingSku == 0;
    }

    /** Plans an order that holds nothing at the prices agreed; the first SKU that there is not enough of, 0 if there is. */
    int planAgain(int order, FillPlan into) {
        int allotment = orders.allotment(order);
        int lacking = 0;
        for (int line = 0; line < orders.lineCount(order); line++) {
            int left = wanted(order, line);
            int fill = allotment == 0 ? 0 : allotments.first(allotment, line);
            boolean enough = true;
            for (; fill != 0; fill = allotments.next(fill)) {
                enough &= agree(order, line, allotments.quantity(fill), allotments.price(fill), into);
                left -= allotments.quantity(fill);
            }
            enough &= left == 0 || agree(order, line, left, orders.unitPrice(order, line), into);
            lacking = lacking == 0 && !enough ? orders.sku(order, line) : lacking;
        }
        return lacking;
    }

    private boolean agree(int order, int line, int quantity, long price, FillPlan into) {
        int unit = texts.unitId(orders.text(order), line, orders.lineCount(order));
        if (unit != 0) {
            if (choice.isAvailable(unit)) {
                choice.plan(line, unit, price, into);
            }
            return choice.isAvailable(unit);
        }
        int sku = orders.sku(order, line);
        int planned = keepsPrice(order, line)
                ? books.planAgreed(sku, line, quantity, price, into)
                : books.planAt(sku, line, quantity, price, into);
        return planned == quantity;
    }
}
