package io.faka.engine.order;

import io.faka.engine.expiry.Holds;
import io.faka.engine.publish.DeliveryEvents;
import io.faka.engine.publish.EventPublisher;
import io.faka.engine.publish.TradeEvents;
import io.faka.engine.publish.UnitEvents;

/** The steps of an order's life after it was placed. Each moves the units of all its lines together. */
public final class OrderLifeCycle {
    private final Orders orders;
    private final OrderUnits units;
    private final Holds holds;
    private final OrderLimits limits;
    private final OrderCoupons coupons;
    private final EventPublisher events;
    private final TradeEvents tradeEvents;
    private final UnitEvents unitEvents;
    private final DeliveryEvents deliveryEvents;
    private long nowMicros;

    /** Works on these tables. */
    public OrderLifeCycle(
            Orders orders,
            OrderUnits units,
            Holds holds,
            OrderLimits limits,
            OrderCoupons coupons,
            EventPublisher events,
            TradeEvents tradeEvents,
            UnitEvents unitEvents,
            DeliveryEvents deliveryEvents) {
        this.orders = orders;
        this.units = units;
        this.holds = holds;
        this.limits = limits;
        this.coupons = coupons;
        this.events = events;
        this.tradeEvents = tradeEvents;
        this.unitEvents = unitEvents;
        this.deliveryEvents = deliveryEvents;
    }

    /** Journal time of the command that the coming steps belong to. */
    public void begin(long timeMicros) {
        nowMicros = timeMicros;
    }

    /** The order has its units from now on, and has to pay nothing for them any more. */
    void beginSale(int order, long seq) {
        limits.begin(order, nowMicros, false);
        deliver(order, seq);
    }

    /** A pending order's hold ends {@code ttlMicros} from now. */
    void extend(int order, long seq, long ttlMicros) {
        holds.remove(order);
        orders.deadline(order, nowMicros + ttlMicros);
        orders.lastSeq(order, seq);
        holds.add(order, ttlMicros);
        tradeEvents.holdExtended(orders.idHigh(order), orders.idLow(order), nowMicros + ttlMicros);
    }

    /** A command changes what a pending order holds. */
    void touchHeld(int order, long seq) {
        holds.resequence(order, seq);
    }

    /** So many units of a SKU left a pending order. */
    void partReleased(int order, int sku, int count) {
        if (orders.isTallied(order)) {
            limits.reduced(order, sku, count);
        }
    }

    /** Tells what follows from it that units left an order. */
    void tellPartReleased(int order) {
        tellFills(order);
        tellWithheld(nowMicros);
    }

    /** The order gives its units back unpaid. */
    private void endHold(int order) {
        holds.remove(order);
        if (orders.isTallied(order)) {
            limits.released(order);
        }
        units.release(order);
    }

    /** The hold of a pending order is over. */
    void expire(int order, long seq) {
        long deadline = orders.deadline(order);
        endHold(order);
        close(order, Orders.EXPIRED, seq, deadline);
        events.orderExpired(order, deadline);
        coupons.released(order);
        tellWithheld(deadline);
    }

    /** Ends a pending order's hold before its time. */
    public void cancel(int order, long seq, long timeMicros) {
        endHold(order);
        close(order, Orders.CANCELED, seq, timeMicros);
        events.orderCanceled(order);
        coupons.released(order);
        tellWithheld(timeMicros);
    }

    private void tellWithheld(long atMicros) {
        if (units.withheld().count() > 0) {
            unitEvents.withheld(units.withheld(), atMicros);
        }
    }

    /** A pending order is paid: its units are the buyer's. */
    public void fulfilPending(int order, long seq) {
        holds.remove(order);
        if (orders.isTallied(order)) {
            limits.paid(order);
        }
        deliver(order, seq);
        tellDelivered(order, false);
        coupons.used(order);
    }

    /** Whether all lines of an order whose hold is over could be reserved again now, at the prices of then. */
    public boolean canReserveAgain(int order) {
        return units.canReserveAgain(order);
    }

    /** What could be had of the first SKU that there is not enough of to reserve the order again; -1 if there is enough of all. */
    public long lacking(int order) {
        return units.lacking(order);
    }

    /** An order whose hold is over was paid late and {@link #canReserveAgain}: it gets fresh units. */
    public void fulfilLate(int order, long seq) {
        units.reserveAgain(order);
        beginSale(order, seq);
        tellDelivered(order, true);
        tellFills(order);
        coupons.used(order);
    }

    /** An order whose hold is over was paid, and the money must go back. */
    public void refundDue(int order, long seq) {
        orders.state(order, Orders.REFUND_DUE);
        orders.lastSeq(order, seq);
    }

    /** Money of the order went back. */
    public void refunded(int order, byte state, long seq) {
        orders.state(order, state);
        orders.lastSeq(order, seq);
    }

    /** Tells from whom the units are where the SKUs have more than their own offer. */
    void tellFills(int order) {
        if (units.hasBook(order)) {
            events.linesFilled(order);
        }
    }

    private void deliver(int order, long seq) {
        boolean whole = units.deliver(order);
        orders.state(order, whole ? Orders.FULFILLED : units.stateOfPaid(order));
        orders.lastSeq(order, seq);
    }

    /** Tells that the units of an order are the buyer's, or which of them an operator has to deliver. */
    void tellDelivered(int order, boolean freshUnits) {
        if (orders.state(order) == Orders.FULFILLED) {
            events.orderFulfilled(order, freshUnits);
        } else {
            deliveryEvents.allocated(order, freshUnits);
        }
    }

    private void close(int order, byte state, long seq, long closedAtMicros) {
        orders.state(order, state);
        orders.lastSeq(order, seq);
        orders.deadline(order, closedAtMicros);
    }
}
