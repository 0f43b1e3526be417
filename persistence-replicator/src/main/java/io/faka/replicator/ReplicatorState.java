package io.faka.replicator;

/** What the replicator is doing. */
public enum ReplicatorState {
    /** Not started, or connecting for the first time. */
    STARTING,
    /** Connected, and applying whatever comes. */
    REPLICATING,
    /** The database is away or refuses; it is tried again for ever. */
    RETRYING,
    /** Stopped for good, see the error: fenced, another journal's tables, or a damaged event log. */
    FAILED,
    /** Closed by the node. */
    CLOSED
}
