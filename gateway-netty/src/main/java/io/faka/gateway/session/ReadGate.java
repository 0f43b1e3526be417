package io.faka.gateway.session;

import io.netty.channel.Channel;

/** Stops a connection's reading for as long as any reason holds. Loop thread only. */
public final class ReadGate {
    private final Channel channel;
    private int reasons;

    /** Why a connection is not read. */
    public enum Reason {
        /** The pipeline has no room. */
        BACK_PRESSURE,
        /** As many requests as allowed are unanswered. */
        IN_FLIGHT,
        /** The peer does not take its replies. */
        UNWRITABLE,
        /** The connection is about to be closed. */
        CLOSING
    }

    /** @param channel is read unless a reason against it is given */
    public ReadGate(Channel channel) {
        this.channel = channel;
    }

    /** Stops reading. */
    public void close(Reason reason) {
        if (reasons == 0) {
            channel.config().setAutoRead(false);
        }
        reasons |= bit(reason);
    }

    /** Reads again, unless another reason holds. */
    public void open(Reason reason) {
        if (isClosed(reason)) {
            reasons &= ~bit(reason);
            if (reasons == 0) {
                channel.config().setAutoRead(true);
            }
        }
    }

    /** Whether any reason holds. */
    public boolean isClosed() {
        return reasons != 0;
    }

    /** Whether this reason holds. */
    public boolean isClosed(Reason reason) {
        return (reasons & bit(reason)) != 0;
    }

    private static int bit(Reason reason) {
        return 1 << reason.ordinal();
    }
}
