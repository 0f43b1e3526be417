package io.faka.engine.order;

import io.faka.codec.reply.ResultCode;
import io.faka.engine.inventory.FreedStock;
import io.faka.engine.inventory.OfferBooks;
import io.faka.engine.inventory.Skus;
import io.faka.engine.inventory.Stock;
import io.faka.engine.publish.EventPublisher;

/**
 * The life of an order that waits for stock: it begins to wait, is paid meanwhile, waits no longer. What fills it is in {@link
 * Matching}.
 */
public final class Backorders {
    /** How long an order waits that does not say, in milliseconds: 7 days. */
    public static final long DEFAULT_TTL_MILLIS = 604_800_000L;

    private static final long NO_CAP = Long.MAX_VALUE;

    private final Orders orders;
    private final OrderText texts;
    private final Backlog backlog;
    private final Skus skus;
    private final FreedStock freed;
    private final Stock stock;
    private final WaitingPlan waiting;
    private final OrderUnits units;
    private final WaitMoney money;
    private final OrderCoupons coupons;
    private final Undelivered undelivered;
    private final EventPublisher events;

    /** Works on these tables. */
    public Backorders(
            OrderTables tables,
            Skus skus,
            OfferBooks books,
            FreedStock freed,
            Stock stock,
            OrderUnits units,
            WaitMoney money,
            OrderCoupons coupons,
            Undelivered undelivered,
            EventPublisher events) {
        this.orders = tables.orders();
        this.texts = tables.texts();
        this.backlog = tables.backlog();
        this.skus = skus;
        this.freed = freed;
        this.stock = stock;
        this.units = units;
        this.waiting = new WaitingPlan(tables, skus, books, units);
        this.money = money;
        this.coupons = coupons;
        this.undelivered = undelivered;
        this.events = events;
    }

    /** Whether the order, paid too late, could wait: what a buyer chose comes from nowhere else. */
    public boolean mayWait(int order) {
        return !texts.namesUnits(orders.text(order));
    }

    /** Whether the order waits for stock. */
    public boolean isWaiting(int order) {
        return backlog.find(order) != 0;
    }

    /** An order that was placed, or paid too late, waits from now on. */
    public void begin(int order, long seq, long timeMicros) {
        boolean paid = orders.payment(order) != 0;
        int text = orders.text(order);
        long millis = texts.backorderTtlMillis(text);
        long length = (millis == 0 ? DEFAULT_TTL_MILLIS : millis) * 1_000;
        int row = backlog.add(order, texts.priority(text), timeMicros + length, length, seq);
        backlog.partial(row, !paid && texts.isPartial(text));
        orders.state(order, paid ? Orders.PAID : Orders.BACKORDERED);
        orders.lastSeq(order, seq);
        if (!paid && skus.isLottery(orders.sku(order, 0))) {
            backlog.enter(row);
        }
        count(order, 1);
        enqueue(row, firstLacking(row));
        events.orderBackordered(order, row);
        if (paid) {
            coupons.used(order);
        }
    }

    /** A waiting order was paid: what it holds is delivered, and it waits on for the rest. */
    public void paid(int order, long seq) {
        int row = backlog.find(order);
        backlog.dequeue(row);
        boolean holds = orders.totalHeld(order) > 0;
        boolean whole = units.deliver(order);
        byte delivered = whole ? Orders.PARTIALLY_FULFILLED : units.stateOfPaid(order);
        orders.state(order, holds ? delivered : Orders.PAID);
        orders.lastSeq(order, seq);
        enqueue(row, backlog.sku(row));
        // It may have waited for a price below the one that it has agreed to now.
        freed.mark(backlog.sku(row));
        events.orderBackordered(order, row);
        if (!whole) {
            undelivered.tell(order);
        }
        coupons.used(order);
    }

    /** An unpaid order waits no longer, and what it holds is free. */
    void cancel(int order, long seq, long timeMicros) {
        close(order, Orders.CANCELED, seq, timeMicros);
        events.orderCanceled(order);
        coupons.released(order);
    }

    /** The time of a wait is over. */
    void expire(int row, long seq) {
        int order = backlog.order(row);
        long deadline = backlog.deadline(row);
        if (orders.payment(order) != 0) {
            giveUp(order, ResultCode.ORDER_EXPIRED, seq);
        } else {
            close(order, Orders.EXPIRED, seq, deadline);
            events.orderExpired(order, deadline);
            coupons.released(order);
        }
    }

    /** Whether a paid order waits for stock, or for an operator. */
    public boolean isUnfinished(int order) {
        return order != 0 && (isWaiting(order) || undelivered.count(order) > 0);
    }

    /**
     * Money of a paid order that {@link #isUnfinished} goes back: it waits no longer, not for an operator either. It keeps what was
     * delivered, and the rest of the money is due back.
     */
    public void giveUpAll(int order, ResultCode reason, long seq) {
        if (isWaiting(order)) {
            count(order, -1);
            backlog.remove(backlog.find(order));
        }
        undelivered.giveUp(order);
        settle(order, reason, seq);
    }

    /** A paid order waits for stock no longer: it keeps the units it has, and the rest of the money is due back. */
    private void giveUp(int order, ResultCode reason, long seq) {
        count(order, -1);
        backlog.remove(backlog.find(order));
        settle(order, reason, seq);
    }

    private void settle(int order, ResultCode reason, long seq) {
        boolean got = orders.totalHeld(order) + orders.totalReturned(order) > 0;
        int payment = orders.payment(order);
        if (got) {
            orders.amount(order, coupons.amount(order, units.cost(order) + orders.returnedAmount(order), units));
            units.showDearest(order);
        }
        byte kept = undelivered.count(order) > 0 ? units.stateOfPaid(order) : Orders.PARTIALLY_FULFILLED;
        orders.state(order, got ? kept : Orders.REFUND_DUE);
        orders.lastSeq(order, seq);
        events.orderWaitEnded(order);
        if (!got) {
            coupons.released(order);
        }
        long due = money.kept(payment) - (got ? orders.amount(order) : 0);
        if (due > 0) {
            money.giveBack(payment, due, reason, seq);
        }
    }

    /** The order is served whole and waits no longer. */
    void served(int order) {
        backlog.remove(backlog.find(order));
    }

    /** Lets an order wait in the queue of another SKU. */
    void move(int row, int sku) {
        backlog.dequeue(row);
        enqueue(row, sku);
    }

    /** The order needs less than before: it waits for what it lacks now, and is served if there is enough. */
    void requeue(int row) {
        move(row, firstLacking(row));
        freed.mark(backlog.sku(row));
    }

    /** Counts what the order is short of to what its SKUs are waited for, or takes it away. */
    void count(int order, int sign) {
        for (int line = 0; line < orders.lineCount(order); line++) {
            int sku = orders.sku(order, line);
            skus.add(sku, Skus.BACKORDERED, sign * (long) units.missing(order, line));
            stock.changed(sku);
        }
    }

    private void close(int order, byte state, long seq, long closedAtMicros) {
        count(order, -1);
        backlog.remove(backlog.find(order));
        units.release(order);
        orders.state(order, state);
        orders.lastSeq(order, seq);
        orders.deadline(order, closedAtMicros);
    }

    private int firstLacking(int row) {
        int order = backlog.order(row);
        int lacking = backlog.isPartial(row) ? 0 : waiting.whole(order);
        waiting.clear();
        return lacking > 0 ? lacking : orders.sku(order, firstMissing(order));
    }

    private int firstMissing(int order) {
        int line = 0;
        while (units.missing(order, line) == 0) {
            line++;
        }
        return line;
    }

    private void enqueue(int row, int sku) {
        int order = backlog.order(row);
        boolean paid = orders.payment(order) != 0;
        long rank = -1;
        long limit = 0;
        int need = 0;
        boolean keeps = false;
        for (int line = 0; line < orders.lineCount(order); line++) {
            if (orders.sku(order, line) == sku && orders.quantity(order, line) > 0) {
                long cap = texts.maxUnitPrice(orders.text(order), line);
                rank = rank >= 0 ? rank : cap < 0 ? NO_CAP : cap;
                need += units.missing(order, line);
                limit = Math.max(limit, paid || cap < 0 ? orders.unitPrice(order, line) : cap);
                keeps |= paid ? units.keepsPrice(order, line) : cap < 0;
            }
        }
        backlog.enqueue(row, sku, backlog.isPartial(row) ? 1 : need, rank, limit, keeps);
    }
}
