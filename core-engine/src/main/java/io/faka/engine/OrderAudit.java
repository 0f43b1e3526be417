package io.faka.engine;

import io.faka.codec.reply.ResultCode;
import io.faka.engine.inventory.Skus;
import io.faka.engine.inventory.Stock;
import io.faka.engine.inventory.Units;
import io.faka.engine.order.Deliveries;
import io.faka.engine.order.OrderCoupons;
import io.faka.engine.order.OrderFills;
import io.faka.engine.order.OrderView;
import io.faka.engine.order.Orders;
import io.faka.engine.payment.Payments;

/** Checks every order against its units, its hold and its payment, and every payment against its order. */
final class OrderAudit {
    private final OrderView view;
    private final Orders orders;
    private final OrderCoupons coupons;
    private final DeliveryAudit deliveries;
    private final Skus skus;
    private final Stock stock;
    private final Units units;
    private final Payments payments;
    private long owned;
    private long pending;

    OrderAudit(
            OrderView view,
            OrderCoupons coupons,
            Deliveries deliveries,
            Skus skus,
            Stock stock,
            Units units,
            Payments payments) {
        this.view = view;
        this.deliveries = new DeliveryAudit(view.rows(), deliveries);
        this.orders = view.rows();
        this.coupons = coupons;
        this.skus = skus;
        this.stock = stock;
        this.units = units;
        this.payments = payments;
    }

    void verify(long holds) {
        for (int order = 1; order <= orders.count(); order++) {
            if (orders.hasLeft(order)) {
                verifyLeft(order);
            } else {
                verifyOrder(order);
            }
        }
        countUnitsOfLeft();
        Invariant.require(pending == holds, "as many pending orders as holds:", holds);
        for (int payment = 1; payment <= payments.count(); payment++) {
            verifyPayment(payment);
        }
        long apart = 0;
        for (int sku = 1; sku <= skus.count(); sku++) {
            apart += skus.getLong(sku, Skus.AVAILABLE)
                    + skus.getLong(sku, Skus.QUARANTINED)
                    + skus.getLong(sku, Skus.VOIDED);
        }
        Invariant.require(
                owned + apart == units.count(), "every unit is in a queue, an order or out, of", units.count());
    }

    private void verifyLeft(int order) {
        byte state = orders.state(order);
        boolean isOver = state == Orders.EXPIRED
                || state == Orders.CANCELED
                || state == Orders.FULFILLED
                || state == Orders.REFUND_DUE
                || state == Orders.PARTIALLY_REFUNDED
                || state == Orders.REFUNDED;
        Invariant.require(isOver && !orders.isHeld(order), "over is order row, that has left,", order);
        Invariant.require(orders.isIndexed(order), "the index finds order row", order);
        int payment = orders.payment(order);
        Invariant.require(
                payment == 0 || payments.order(payment) == order && pays(payments.code(payment)),
                "the payment fits order row",
                order);
    }

    private void countUnitsOfLeft() {
        for (int unit = 1; unit <= units.count(); unit++) {
            int owner = units.owner(unit);
            if (owner != 0 && units.state(unit) == Units.DELIVERED) {
                boolean hasLeft = orders.hasLeft(owner);
                Invariant.require(hasLeft != units.hasCode(unit), "its code is there as long as its order: unit", unit);
                owned += hasLeft ? 1 : 0;
            } else {
                boolean mayLack = skus.isCounted(units.sku(unit)) && units.state(unit) != Units.REPLACED;
                Invariant.require(units.hasCode(unit) != mayLack, "its code has unit", unit);
            }
        }
    }

    private void verifyOrder(int order) {
        byte state = orders.state(order);
        boolean isPending = state == Orders.PENDING_PAYMENT;
        boolean isWaiting = view.waiting(order) != 0;
        boolean isDelivered = orders.isDelivered(order);
        boolean isRefunded = state == Orders.PARTIALLY_REFUNDED || state == Orders.REFUNDED;
        boolean isOver = state == Orders.EXPIRED
                || state == Orders.CANCELED
                || state == Orders.REFUND_DUE
                || isRefunded && !isDelivered;
        boolean isAllocated = deliveries.verify(order, state, isWaiting);
        Invariant.require(
                isPending || isDelivered || isOver || isWaiting || isAllocated,
                "a state of this version has order row",
                order);
        Invariant.require(orders.isHeld(order) == isPending, "pending and held is order row", order);
        Invariant.require(orders.isIndexed(order), "the index finds order row", order);
        pending += isPending ? 1 : 0;
        for (int line = 0; line < orders.lineCount(order); line++) {
            verifyUnits(order, line, isPending || state == Orders.BACKORDERED ? Units.RESERVED : Units.DELIVERED);
        }
        boolean hasUnits = orders.totalHeld(order) + orders.totalReturned(order) > 0;
        Invariant.require(isWaiting || isOver != hasUnits, "units has, unless it waits or is over, order row", order);
        if (!isOver && !isWaiting) {
            verifyFills(order);
        }
        verifyPaid(order, state, isDelivered);
    }

    /** The fills name the offers of the units in their order, and cost what the order costs. */
    private void verifyFills(int order) {
        OrderFills fills = view.fills().of(order);
        long amount = orders.returnedAmount(order);
        int line = -1;
        int unit = 0;
        while (fills.next()) {
            Invariant.require(line == fills.line() || unit == 0, "fills for all units has order row", order);
            unit = line == fills.line() ? unit : orders.firstUnit(order, fills.line());
            line = fills.line();
            amount += fills.price() * fills.quantity();
            Invariant.require(
                    fills.price() <= orders.unitPrice(order, line), "no fill is dearer than the line of row", order);
            for (int i = 0; i < fills.quantity(); i++) {
                Invariant.require(
                        unit != 0 && stock.offer(unit) == fills.offer(), "its offer is that of the fill: unit", unit);
                unit = units.next(unit);
            }
        }
        Invariant.require(unit == 0, "as many fills as units has order row", order);
        Invariant.require(
                orders.amount(order) == amount - coupons.discount(order),
                "the fills add up to the amount of order row",
                order);
    }

    private void verifyUnits(int order, int line, byte state) {
        int left = orders.held(order, line);
        Invariant.require(left <= orders.quantity(order, line), "no more than it asked for has order row", order);
        int previous = 0;
        for (int unit = orders.firstUnit(order, line); unit != 0; unit = units.next(unit)) {
            boolean allocated = units.state(unit) == Units.ALLOCATED && state == Units.DELIVERED;
            boolean fits = units.owner(unit) == order
                    && (units.state(unit) == state || allocated)
                    && units.sku(unit) == orders.sku(order, line)
                    && units.previous(unit) == previous;
            Invariant.require(fits && left-- > 0, "owner, state, SKU and count fit for the units of order row", order);
            previous = unit;
            owned++;
        }
        Invariant.require(left == 0, "all units are there for order row", order);
    }

    private void verifyPaid(int order, byte state, boolean isDelivered) {
        int payment = orders.payment(order);
        boolean mustBePaid = (isDelivered || state == Orders.PAID) && orders.amount(order) > 0;
        boolean mayNotBePaid = state == Orders.PENDING_PAYMENT
                || state == Orders.BACKORDERED
                || state == Orders.EXPIRED
                || state == Orders.CANCELED;
        Invariant.require(payment != 0 || !mustBePaid, "delivered or waiting so, it is paid: order row", order);
        Invariant.require(payment == 0 || !mayNotBePaid, "unpaid is order row", order);
        if (payment != 0) {
            boolean fits = payments.order(payment) == order
                    && payments.currency(payment) == orders.currency(order)
                    && pays(payments.code(payment));
            Invariant.require(fits, "the payment fits order row", order);
        }
    }

    private static boolean pays(ResultCode code) {
        return code == ResultCode.PAID
                || code == ResultCode.PAID_WAITING
                || code == ResultCode.LATE_PAYMENT_FULFILLED
                || code == ResultCode.LATE_PAYMENT_BACKORDERED;
    }

    private void verifyPayment(int payment) {
        Invariant.require(payments.isIndexed(payment), "the index finds payment", payment);
        int order = payments.order(payment);
        boolean suspense = payments.code(payment) == ResultCode.PAYMENT_IN_SUSPENSE;
        Invariant.require(order != 0 || suspense, "in suspense without an order is payment", payment);
        if (order != 0) {
            boolean sameId = orders.idHigh(order) == payments.orderIdHigh(payment)
                    && orders.idLow(order) == payments.orderIdLow(payment);
            Invariant.require(sameId, "the order's id is that of payment", payment);
            boolean paid = pays(payments.code(payment));
            Invariant.require(paid == (orders.payment(order) == payment), "its order knows payment", payment);
        }
    }
}
