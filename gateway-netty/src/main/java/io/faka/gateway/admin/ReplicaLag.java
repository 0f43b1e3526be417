package io.faka.gateway.admin;

/** How far the SQL tables are behind. Any thread may ask. */
public interface ReplicaLag {
    /** Whether the database took the last batch. */
    boolean isConnected();

    /** Commands whose events are not in the tables yet. */
    long commands();

    /** Age in seconds of the oldest event that is not in the tables; 0 = none. */
    double seconds();
}
