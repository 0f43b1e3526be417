package io.faka.engine.order;

import static io.faka.codec.reply.ResultCode.CANCELED;
import static io.faka.codec.reply.ResultCode.EXISTS;
import static io.faka.codec.reply.ResultCode.EXISTS_WITH_DIFFERENT_LINES;
import static io.faka.codec.reply.ResultCode.EXISTS_WITH_DIFFERENT_QUANTITY;
import static io.faka.codec.reply.ResultCode.INVALID_FIELD;
import static io.faka.codec.reply.ResultCode.LINE_CANCELED;
import static io.faka.codec.reply.ResultCode.LINE_NOT_FOUND;
import static io.faka.codec.reply.ResultCode.MALFORMED;
import static io.faka.codec.reply.ResultCode.ORDER_NOT_FOUND;
import static io.faka.codec.reply.ResultCode.QUANTITY_BELOW_MINIMUM;
import static io.faka.codec.reply.ResultCode.QUANTITY_GREATER_THAN_LIMIT;

import io.faka.codec.command.CancelLineDecoder;
import io.faka.codec.reply.ResultCode;
import io.faka.engine.inventory.Stock;
import io.faka.engine.inventory.Units;
import io.faka.engine.memory.CommandTexts;
import io.faka.engine.memory.Memory;
import io.faka.engine.publish.LineEvents;
import io.faka.engine.publish.ReplyPublisher;

/**
 * Decides CancelLine: an unpaid order gives a part of a line back. First match wins, in this order:
 *
 * <ol>
 *   <li>MALFORMED; INVALID_FIELD for a ref of more than 128 bytes; QUANTITY_BELOW_MINIMUM for none; ORDER_NOT_FOUND.
 *   <li>The order had a cancel of this ref. The same line and quantity: EXISTS, the order as it is now; else
 *       EXISTS_WITH_DIFFERENT_LINES or _QUANTITY. Without a ref every request counts.
 *   <li>LINE_NOT_FOUND; what {@link OrderCancellation} refuses an order for.
 *   <li>QUANTITY_GREATER_THAN_LIMIT (detail: what is left): more than the line still holds or waits for.
 *   <li>All that is left of the order: CANCELED, as by a CancelOrder. Else LINE_CANCELED.
 * </ol>
 *
 * <p>What the line waits for goes first, then the units that it took last, which are its dearest. Every other unit keeps the price at
 * which it was taken, be it that of a tier. A coupon takes its part off what is left. An order that waited and lacks nothing any more is pending with a fresh hold; one that
 * needs less than before is served at once if there is so much. One that costs nothing any more is delivered.
 */
public final class LineCancellation {
    private static final int HEADER = 8;
    private static final int NO_DETAIL = -1;
    private static final int REF = 0;
    private static final int MAX_REF_LENGTH = 128;

    private final CommandTexts texts = new CommandTexts(1);
    private final Orders orders;
    private final Backlog backlog;
    private final LineCancels cancels;
    private final OrderCoupons coupons;
    private final OrderUnits orderUnits;
    private final LineUnits lineUnits;
    private final OrderHolds holds;
    private final OrderLifeCycle lifeCycle;
    private final Backorders backorders;
    private final LineEvents events;
    private final ReplyPublisher replies;

    private int order;
    private int line;
    private long quantity;

    /** Works on these tables. */
    public LineCancellation(
            OrderTables tables,
            Stock stock,
            Units units,
            OrderUnits orderUnits,
            OrderHolds holds,
            OrderCoupons coupons,
            OrderLifeCycle lifeCycle,
            Backorders backorders,
            LineEvents events,
            ReplyPublisher replies) {
        this.orders = tables.orders();
        this.backlog = tables.backlog();
        this.cancels = tables.cancels();
        this.orderUnits = orderUnits;
        this.lineUnits = new LineUnits(tables, orderUnits, stock, units);
        this.holds = holds;
        this.coupons = coupons;
        this.lifeCycle = lifeCycle;
        this.backorders = backorders;
        this.events = events;
        this.replies = replies;
    }

    /** Decides one command. */
    public void onCancelLine(long seq, long timeMicros, long command, int length) {
        ResultCode refusal = read(command, length);
        if (refusal != null) {
            replies.refusal(refusal, detail(refusal), seq);
            return;
        }
        int known = refLength() == 0 ? 0 : cancels.find(orders.allotment(order), texts.address(REF), refLength());
        refusal = known == 0 ? refusal() : difference(known);
        if (refusal != null) {
            replies.refusal(refusal, detail(refusal), seq);
        } else if (known != 0) {
            replies.order(order, EXISTS, 0);
        } else {
            take(seq, timeMicros);
        }
    }

    private ResultCode read(long command, int length) {
        if (!texts.parse(command, length, CancelLineDecoder.BLOCK_LENGTH)) {
            return MALFORMED;
        }
        long block = command + HEADER;
        quantity = Memory.getInt(block + CancelLineDecoder.quantityEncodingOffset()) & 0xffffffffL;
        line = Memory.getUnsignedByte(block + CancelLineDecoder.lineEncodingOffset());
        if (!texts.isBetween(REF, 0, MAX_REF_LENGTH)) {
            return INVALID_FIELD;
        }
        if (quantity == 0) {
            return QUANTITY_BELOW_MINIMUM;
        }
        order = orders.find(
                Memory.getLong(block + CancelLineDecoder.orderIdHighEncodingOffset()),
                Memory.getLong(block + CancelLineDecoder.orderIdLowEncodingOffset()));
        return order == 0 ? ORDER_NOT_FOUND : null;
    }

    private int refLength() {
        return texts.length(REF);
    }

    private ResultCode difference(int known) {
        if (cancels.line(known) != line) {
            return EXISTS_WITH_DIFFERENT_LINES;
        }
        return cancels.quantity(known) == quantity ? null : EXISTS_WITH_DIFFERENT_QUANTITY;
    }

    private ResultCode refusal() {
        if (line >= orders.lineCount(order) && !orders.hasLeft(order)) {
            return LINE_NOT_FOUND;
        }
        ResultCode state = OrderCancellation.refusalFor(orders.state(order));
        return state == null && quantity > left(line) ? QUANTITY_GREATER_THAN_LIMIT : state;
    }

    private long detail(ResultCode refusal) {
        return switch (refusal) {
            case INVALID_FIELD -> CancelLineDecoder.cancelRefId();
            case QUANTITY_BELOW_MINIMUM -> 1;
            case QUANTITY_GREATER_THAN_LIMIT -> left(line);
            default -> NO_DETAIL;
        };
    }

    /** What the line holds or waits for. An order that took what there was waits for no more. */
    private int left(int of) {
        return orders.state(order) == Orders.BACKORDERED ? orders.quantity(order, of) : orders.held(order, of);
    }

    private void take(long seq, long timeMicros) {
        int allLines = 0;
        for (int of = 0; of < orders.lineCount(order); of++) {
            allLines += left(of);
        }
        if (refLength() > 0) {
            cancels.add(orderUnits.allot(order), line, (int) quantity, texts.address(REF), refLength());
        }
        boolean waits = orders.state(order) == Orders.BACKORDERED;
        if (allLines > quantity) {
            takePart(waits, seq, timeMicros);
            replies.order(order, LINE_CANCELED, 0);
            return;
        }
        if (waits) {
            backorders.cancel(order, seq, timeMicros);
        } else {
            lifeCycle.cancel(order, seq, timeMicros);
        }
        replies.order(order, CANCELED, 0);
    }

    private void takePart(boolean waits, long seq, long timeMicros) {
        if (waits) {
            backorders.count(order, -1);
        } else {
            lifeCycle.touchHeld(order, seq);
        }
        int waited = waits ? (int) Math.min(quantity, orderUnits.missing(order, line)) : 0;
        int held = (int) quantity - waited;
        long cost = orders.amount(order) + coupons.discount(order) - waited * orders.unitPrice(order, line);
        lineUnits.shrink(order, line, (int) quantity);
        cost -= held > 0 ? lineUnits.cut(order, line, held) : 0;
        long amount = coupons.amount(order, cost, orderUnits);
        orders.amount(order, amount);
        if (!waits) {
            lifeCycle.partReleased(order, orders.sku(order, line), held);
        }
        if (waits) {
            goOn(seq, timeMicros);
        }
        if (orders.state(order) == Orders.PENDING_PAYMENT) {
            orderUnits.showDearest(order);
        }
        events.lineCanceled(order, line, quantity, lineUnits.first(), held, texts.address(REF), refLength());
        if (held > 0) {
            lineUnits.release(order, line, held);
            lifeCycle.tellPartReleased(order);
        }
        if (orders.state(order) == Orders.PENDING_PAYMENT && amount == 0) {
            lifeCycle.fulfilPending(order, seq);
        }
    }

    /** An order that waits still waits, unless it has now all that it still wants. */
    private void goOn(long seq, long timeMicros) {
        int row = backlog.find(order);
        orders.lastSeq(order, seq);
        backorders.count(order, 1);
        if (lacks()) {
            backorders.requeue(row);
        } else {
            backorders.served(order);
            holds.begin(order, timeMicros);
        }
    }

    private boolean lacks() {
        for (int of = 0; of < orders.lineCount(order); of++) {
            if (orderUnits.missing(order, of) > 0) {
                return true;
            }
        }
        return false;
    }
}
