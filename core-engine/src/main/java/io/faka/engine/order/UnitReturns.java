package io.faka.engine.order;

import static io.faka.codec.reply.ResultCode.EXISTS;
import static io.faka.codec.reply.ResultCode.INSUFFICIENT_STOCK;
import static io.faka.codec.reply.ResultCode.INVALID_FIELD;
import static io.faka.codec.reply.ResultCode.MALFORMED;
import static io.faka.codec.reply.ResultCode.ORDER_ARCHIVED;
import static io.faka.codec.reply.ResultCode.ORDER_NOT_FOUND;
import static io.faka.codec.reply.ResultCode.ORDER_REFUNDED;
import static io.faka.codec.reply.ResultCode.REPLACED;
import static io.faka.codec.reply.ResultCode.RETURNED;
import static io.faka.codec.reply.ResultCode.UNIT_NOT_DELIVERED;
import static io.faka.codec.reply.ResultCode.UNIT_NOT_FOUND;
import static io.faka.codec.reply.ResultCode.UNIT_OF_ANOTHER_ORDER;

import io.faka.codec.command.ReplaceUnitDecoder;
import io.faka.codec.reply.ResultCode;
import io.faka.engine.inventory.ReusableStock;
import io.faka.engine.inventory.UnitMoves;
import io.faka.engine.inventory.Units;
import io.faka.engine.memory.CommandTexts;
import io.faka.engine.memory.Memory;
import io.faka.engine.publish.DeliveryEvents;
import io.faka.engine.publish.ReplyPublisher;
import io.faka.engine.publish.UnitEvents;

/**
 * Decides ReplaceUnit and ReturnUnit, which have the same fields. First match wins, in this order:
 *
 * <ol>
 *   <li>MALFORMED; INVALID_FIELD for a reason of no or more than 200 bytes; ORDER_NOT_FOUND;
 *       ORDER_ARCHIVED: the order has left; UNIT_NOT_FOUND.
 *   <li>UNIT_OF_ANOTHER_ORDER: the order neither has it nor had it.
 *   <li>It was replaced, or returned, before: EXISTS, with the unit that came for it then. Whatever the reason was.
 *   <li>UNIT_NOT_DELIVERED: it is held only, or it left the order in the other way.
 *   <li>Replace: ORDER_REFUNDED if an operator would have to deliver the new one and money of the order went back; INSUFFICIENT_STOCK if its offer has no unit; who sold the bad one owes the other. The safety stock may be used. Else
 *       REPLACED: the new unit is delivered in its place, or waits for an operator there, and the old one is out for good.
 *   <li>Return: RETURNED. The unit is in quarantine; an operator releases or voids it. Money is refunded apart from it.
 * </ol>
 */
public final class UnitReturns {
    private static final int HEADER = 8;
    private static final int NO_DETAIL = -1;
    private static final int REASON = 0;
    private static final int MAX_REASON_LENGTH = 200;

    private final CommandTexts texts = new CommandTexts(1);
    private final Orders orders;
    private final OrderUnits orderUnits;
    private final Units units;
    private final UnitMoves moves;
    private final UnitExchange exchange;
    private final Deliveries deliveries;
    private final ReusableStock reusable;
    private final UnitEvents events;
    private final DeliveryEvents deliveryEvents;
    private final ReplyPublisher replies;

    private int order;
    private int unit;

    /** Works on these tables. */
    public UnitReturns(
            Orders orders,
            OrderUnits orderUnits,
            Units units,
            UnitMoves moves,
            UnitExchange exchange,
            Deliveries deliveries,
            ReusableStock reusable,
            UnitEvents events,
            DeliveryEvents deliveryEvents,
            ReplyPublisher replies) {
        this.orders = orders;
        this.orderUnits = orderUnits;
        this.units = units;
        this.moves = moves;
        this.exchange = exchange;
        this.deliveries = deliveries;
        this.reusable = reusable;
        this.events = events;
        this.deliveryEvents = deliveryEvents;
        this.replies = replies;
    }

    /** Decides one ReplaceUnit. */
    public void onReplaceUnit(long seq, long command, int length) {
        ResultCode refusal = find(command, length);
        if (refusal != null) {
            refuse(refusal, seq);
        } else if (units.state(unit) == Units.REPLACED) {
            replies.orderUnit(order, EXISTS, unit, units.next(unit));
        } else if (units.state(unit) != Units.DELIVERED) {
            refuse(UNIT_NOT_DELIVERED, seq);
        } else if (isRefusedForRefund()) {
            refuse(ORDER_REFUNDED, seq);
        } else {
            replace(seq);
        }
    }

    /** Decides one ReturnUnit. */
    public void onReturnUnit(long seq, long command, int length) {
        ResultCode refusal = find(command, length);
        if (refusal != null) {
            refuse(refusal, seq);
        } else if (units.state(unit) == Units.QUARANTINED) {
            replies.orderUnit(order, EXISTS, unit, 0);
        } else if (units.state(unit) != Units.DELIVERED || isUnfinished(orders.state(order))) {
            refuse(UNIT_NOT_DELIVERED, seq);
        } else {
            takeBack(seq);
        }
    }

    private static boolean isUnfinished(byte state) {
        return state == Orders.PARTIALLY_FULFILLED || state == Orders.FULFILLING;
    }

    /** Whether the new unit would wait for an operator, and for an order whose money went back nobody would deliver it. */
    private boolean isRefusedForRefund() {
        byte state = orders.state(order);
        return (state == Orders.PARTIALLY_REFUNDED || state == Orders.REFUNDED)
                && deliveries.isManual(order, orderUnits.lineOf(order, unit));
    }

    private void replace(long seq) {
        int fresh = exchange.exchange(unit, texts.address(REASON), texts.length(REASON));
        if (fresh == 0) {
            replies.refusal(INSUFFICIENT_STOCK, 0, seq);
            return;
        }
        orders.lastSeq(order, seq);
        if (deliveries.isReusable(unit)) {
            reusable.replaced(order, orderUnits.lineOf(order, fresh), unit, fresh);
        }
        if (units.state(fresh) == Units.ALLOCATED) {
            orders.state(order, orderUnits.stateOfPaid(order));
            deliveryEvents.allocated(order, orderUnits.lineOf(order, fresh), fresh);
        }
        replies.orderUnit(order, REPLACED, unit, fresh);
    }

    private void takeBack(long seq) {
        int line = orderUnits.lineOf(order, unit);
        orderUnits.takeBack(order, line, unit);
        moves.takeBack(unit);
        orders.lastSeq(order, seq);
        events.returned(order, line, unit, texts.address(REASON), texts.length(REASON));
        replies.orderUnit(order, RETURNED, unit, 0);
    }

    private ResultCode find(long command, int length) {
        if (!texts.parse(command, length, ReplaceUnitDecoder.BLOCK_LENGTH)) {
            return MALFORMED;
        }
        if (!texts.isBetween(REASON, 1, MAX_REASON_LENGTH)) {
            return INVALID_FIELD;
        }
        long block = command + HEADER;
        order = orders.find(
                Memory.getLong(block + ReplaceUnitDecoder.orderIdHighEncodingOffset()),
                Memory.getLong(block + ReplaceUnitDecoder.orderIdLowEncodingOffset()));
        unit = Memory.getInt(block + ReplaceUnitDecoder.unitIdEncodingOffset());
        if (order == 0) {
            return ORDER_NOT_FOUND;
        }
        if (orders.hasLeft(order)) {
            return ORDER_ARCHIVED;
        }
        if (unit < 1 || unit > units.count()) {
            return UNIT_NOT_FOUND;
        }
        return units.owner(unit) == order ? null : UNIT_OF_ANOTHER_ORDER;
    }

    private void refuse(ResultCode code, long seq) {
        replies.refusal(code, code == INVALID_FIELD ? ReplaceUnitDecoder.reasonId() : NO_DETAIL, seq);
    }
}
