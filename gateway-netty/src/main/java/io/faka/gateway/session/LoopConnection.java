package io.faka.gateway.session;

/** A connection as its event loop sees it. Every call comes on that loop's thread. */
public interface LoopConnection {
    /**
     * Look at the deadlines; comes a few times a second.
     *
     * @param nowNanos the monotonic clock
     */
    void onTime(long nowNanos);

    /** The node is stopping: take no more requests, answer what is in flight, say why, and close. */
    void stop();
}
