package io.faka.engine.order;

import static io.faka.codec.reply.ResultCode.ALREADY_CANCELED;
import static io.faka.codec.reply.ResultCode.CANCELED;
import static io.faka.codec.reply.ResultCode.CANCEL_NOT_ALLOWED;
import static io.faka.codec.reply.ResultCode.MALFORMED;
import static io.faka.codec.reply.ResultCode.ORDER_EXPIRED;
import static io.faka.codec.reply.ResultCode.ORDER_NOT_FOUND;

import io.faka.codec.command.CancelOrderDecoder;
import io.faka.codec.reply.ResultCode;
import io.faka.engine.publish.ReplyPublisher;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Decides CancelOrder: a pending order becomes CANCELED and its units are available again. Refused are: MALFORMED;
 * ORDER_NOT_FOUND; ALREADY_CANCELED, which tells a repeated request that the first one worked; ORDER_EXPIRED;
 * CANCEL_NOT_ALLOWED for an order that was paid.
 */
public final class OrderCancellation {
    private static final int HEADER = 8;
    private static final int NO_DETAIL = -1;

    private final Orders orders;
    private final OrderLifeCycle lifeCycle;
    private final ReplyPublisher replies;

    /** Works on these tables. */
    public OrderCancellation(Orders orders, OrderLifeCycle lifeCycle, ReplyPublisher replies) {
        this.orders = orders;
        this.lifeCycle = lifeCycle;
        this.replies = replies;
    }

    /** Decides one command, whose length is the buffer's capacity. */
    public void onCancelOrder(long seq, long timeMicros, UnsafeBuffer command) {
        if (!isWellFormed(command)) {
            replies.refusal(MALFORMED, NO_DETAIL, seq);
            return;
        }
        int order = find(command);
        ResultCode refusal = order == 0 ? ORDER_NOT_FOUND : refusalFor(orders.state(order));
        if (refusal != null) {
            replies.refusal(refusal, NO_DETAIL, seq);
            return;
        }
        lifeCycle.cancel(order, seq, timeMicros);
        replies.order(order, CANCELED, 0);
    }

    /** Brings what the command will read into the cache. */
    public long touch(UnsafeBuffer command) {
        int order = isWellFormed(command) ? find(command) : 0;
        return order == 0 ? 0 : orders.deadline(order);
    }

    private static ResultCode refusalFor(byte state) {
        if (state == Orders.PENDING_PAYMENT) {
            return null;
        }
        if (state == Orders.CANCELED) {
            return ALREADY_CANCELED;
        }
        return state == Orders.EXPIRED ? ORDER_EXPIRED : CANCEL_NOT_ALLOWED;
    }

    private static boolean isWellFormed(UnsafeBuffer command) {
        return command.capacity() >= HEADER + CancelOrderDecoder.BLOCK_LENGTH
                && command.capacity() == HEADER + (command.getShort(0, ByteOrder.LITTLE_ENDIAN) & 0xffff);
    }

    private int find(UnsafeBuffer command) {
        return orders.find(
                command.getLong(HEADER + CancelOrderDecoder.orderIdHighEncodingOffset()),
                command.getLong(HEADER + CancelOrderDecoder.orderIdLowEncodingOffset()));
    }
}
