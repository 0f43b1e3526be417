package io.faka.engine.order;

import static io.faka.codec.reply.ResultCode.ALREADY_CANCELED;
import static io.faka.codec.reply.ResultCode.ALREADY_PAID;
import static io.faka.codec.reply.ResultCode.EXTENDED;
import static io.faka.codec.reply.ResultCode.INVALID_FIELD;
import static io.faka.codec.reply.ResultCode.MALFORMED;
import static io.faka.codec.reply.ResultCode.NOT_HELD;
import static io.faka.codec.reply.ResultCode.ORDER_EXPIRED;
import static io.faka.codec.reply.ResultCode.ORDER_NOT_FOUND;

import io.faka.codec.command.ExtendHoldDecoder;
import io.faka.codec.reply.ResultCode;
import io.faka.engine.memory.Memory;
import io.faka.engine.publish.ReplyPublisher;

/**
 * Decides ExtendHold: the hold of a pending order ends the given time after this command, later or sooner than before; EXTENDED.
 * The same request again counts from its own time, so that a repetition moves the end by no more than it came later. Refused are:
 * MALFORMED; INVALID_FIELD for a time out of range; ORDER_NOT_FOUND; ALREADY_CANCELED; ORDER_EXPIRED, for a hold that is over is
 * not begun again; NOT_HELD for an order that waits for stock, whose hold begins when it has all of it; ALREADY_PAID for an order that was
 * paid, whatever became of it then.
 */
public final class HoldExtension {
    private static final int HEADER = 8;
    private static final int NO_DETAIL = -1;

    private final Orders orders;
    private final OrderLifeCycle lifeCycle;
    private final ReplyPublisher replies;

    /** Works on these tables. */
    public HoldExtension(Orders orders, OrderLifeCycle lifeCycle, ReplyPublisher replies) {
        this.orders = orders;
        this.lifeCycle = lifeCycle;
        this.replies = replies;
    }

    /** Decides one command. */
    public void onExtendHold(long seq, long command, int length) {
        if (length < HEADER + ExtendHoldDecoder.BLOCK_LENGTH || length != HEADER + Memory.getUnsignedShort(command)) {
            replies.refusal(MALFORMED, NO_DETAIL, seq);
            return;
        }
        long block = command + HEADER;
        long ttlMillis = Memory.getInt(block + ExtendHoldDecoder.ttlMillisEncodingOffset()) & 0xffffffffL;
        if (ttlMillis < OrderRequest.MIN_TTL_MILLIS || ttlMillis > OrderRequest.MAX_TTL_MILLIS) {
            replies.refusal(INVALID_FIELD, ExtendHoldDecoder.ttlMillisId(), seq);
            return;
        }
        int order = orders.find(
                Memory.getLong(block + ExtendHoldDecoder.orderIdHighEncodingOffset()),
                Memory.getLong(block + ExtendHoldDecoder.orderIdLowEncodingOffset()));
        ResultCode refusal = order == 0 ? ORDER_NOT_FOUND : refusalFor(orders.state(order));
        if (refusal != null) {
            replies.refusal(refusal, NO_DETAIL, seq);
            return;
        }
        lifeCycle.extend(order, seq, ttlMillis * 1_000);
        replies.order(order, EXTENDED, 0);
    }

    private static ResultCode refusalFor(byte state) {
        if (state == Orders.PENDING_PAYMENT) {
            return null;
        }
        if (state == Orders.BACKORDERED) {
            return NOT_HELD;
        }
        if (state == Orders.CANCELED) {
            return ALREADY_CANCELED;
        }
        return state == Orders.EXPIRED ? ORDER_EXPIRED : ALREADY_PAID;
    }
}
