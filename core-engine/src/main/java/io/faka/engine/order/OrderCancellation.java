package io.faka.engine.order;

import static io.faka.codec.reply.ResultCode.ALREADY_CANCELED;
import static io.faka.codec.reply.ResultCode.CANCELED;
import static io.faka.codec.reply.ResultCode.CANCEL_NOT_ALLOWED;
import static io.faka.codec.reply.ResultCode.MALFORMED;
import static io.faka.codec.reply.ResultCode.ORDER_EXPIRED;
import static io.faka.codec.reply.ResultCode.ORDER_NOT_FOUND;

import io.faka.codec.command.CancelOrderDecoder;
import io.faka.codec.reply.ResultCode;
import io.faka.engine.memory.Memory;
import io.faka.engine.publish.ReplyPublisher;

/**
 * Decides CancelOrder: a pending order, or one that waits for stock unpaid, becomes CANCELED and its units are available again. Refused are: MALFORMED;
 * ORDER_NOT_FOUND; ALREADY_CANCELED, which tells a repeated request that the first one worked; ORDER_EXPIRED;
 * CANCEL_NOT_ALLOWED for an order that was paid.
 */
public final class OrderCancellation {
    private static final int HEADER = 8;
    private static final int NO_DETAIL = -1;

    private final Orders orders;
    private final OrderLifeCycle lifeCycle;
    private final Backorders backorders;
    private final ReplyPublisher replies;

    /** Works on these tables. */
    public OrderCancellation(Orders orders, OrderLifeCycle lifeCycle, Backorders backorders, ReplyPublisher replies) {
        this.orders = orders;
        this.lifeCycle = lifeCycle;
        this.backorders = backorders;
        this.replies = replies;
    }

    /** Decides one command. */
    public void onCancelOrder(long seq, long timeMicros, long command, int length) {
        if (!isWellFormed(command, length)) {
            replies.refusal(MALFORMED, NO_DETAIL, seq);
            return;
        }
        int order = find(command);
        ResultCode refusal = order == 0 ? ORDER_NOT_FOUND : refusalFor(orders.state(order));
        if (refusal != null) {
            replies.refusal(refusal, NO_DETAIL, seq);
            return;
        }
        if (orders.state(order) == Orders.BACKORDERED) {
            backorders.cancel(order, seq, timeMicros);
        } else {
            lifeCycle.cancel(order, seq, timeMicros);
        }
        replies.order(order, CANCELED, 0);
    }

    /** What an order in this state is not canceled for, whole or in part; null if it may be. */
    static ResultCode refusalFor(byte state) {
        if (state == Orders.PENDING_PAYMENT || state == Orders.BACKORDERED) {
            return null;
        }
        if (state == Orders.CANCELED) {
            return ALREADY_CANCELED;
        }
        return state == Orders.EXPIRED ? ORDER_EXPIRED : CANCEL_NOT_ALLOWED;
    }

    private static boolean isWellFormed(long command, int length) {
        return length >= HEADER + CancelOrderDecoder.BLOCK_LENGTH
                && length == HEADER + Memory.getUnsignedShort(command);
    }

    private int find(long command) {
        return orders.find(
                Memory.getLong(command + HEADER + CancelOrderDecoder.orderIdHighEncodingOffset()),
                Memory.getLong(command + HEADER + CancelOrderDecoder.orderIdLowEncodingOffset()));
    }
}
