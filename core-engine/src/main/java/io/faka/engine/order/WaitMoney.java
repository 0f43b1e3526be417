package io.faka.engine.order;

import io.faka.codec.reply.ResultCode;

/** What becomes of the money of a paid order that waits no longer. */
public interface WaitMoney {
    /** Minor units of a payment that pay its order. */
    long kept(int payment);

    /** So much of what pays an order is due back. */
    void giveBack(int payment, long amount, ResultCode reason, long seq);
}
