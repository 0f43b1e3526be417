package io.faka.gateway.admin;

/** What a node says of its own condition. Any thread may tell and ask. */
public final class NodeHealth {
    private volatile Phase phase = Phase.STARTING;
    private volatile String reason = "";
    private volatile long replayed;
    private volatile long toReplay;

    /** Where a node is in its life. */
    public enum Phase {
        /** Replaying its journal; ports are not open yet. */
        STARTING,
        /** Serving. */
        READY,
        /** Answers what is in flight and ends. */
        STOPPING,
        /** Stopped by itself. */
        FAILED
    }

    /** Tells how far the replay is. */
    public void replayed(long commands, long of) {
        replayed = commands;
        toReplay = of;
    }

    /** Tells that the node serves. */
    public void ready() {
        phase = Phase.READY;
    }

    /** Tells that the node is stopping. */
    public void stopping() {
        phase = Phase.STOPPING;
    }

    /** Tells that the node has stopped by itself. */
    public void failed(String why) {
        reason = why;
        phase = Phase.FAILED;
    }

    /** Where the node is in its life. */
    public Phase phase() {
        return phase;
    }

    /** Why it failed; empty if it did not. */
    public String reason() {
        return reason;
    }

    /** Commands replayed so far. */
    public long replayed() {
        return replayed;
    }

    /** Commands there are to replay; 0 = not known. */
    public long toReplay() {
        return toReplay;
    }
}
