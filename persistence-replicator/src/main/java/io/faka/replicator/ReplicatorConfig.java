package io.faka.replicator;

/**
 * What the replicator is told.
 *
 * @param database     where to write
 * @param shard        number of the shard whose events these are, from 0; one database holds one shard
 * @param epoch        whose turn it is, from 1; a writer with a lower epoch than the tables have seen is fenced
 * @param chunkRows    rows after which a transaction is closed, 1 to 1,000,000; a batch of the event log is never split
 * @param lingerMillis how long a transaction that is not full waits for more events, 0 to 10,000
 * @param retryMillis  longest pause between two tries while the database is away, 10 to 3,600,000
 * @param knownOrders  orders remembered to spare the look-up of their units, 0 to 10,000,000; about 150 bytes each
 */
public record ReplicatorConfig(
        DatabaseAddress database,
        int shard,
        long epoch,
        int chunkRows,
        int lingerMillis,
        int retryMillis,
        int knownOrders) {
    /** @throws IllegalArgumentException naming the first value out of its range */
    public ReplicatorConfig {
        if (database == null) {
            throw new IllegalArgumentException("database must be given");
        }
        require("shard", shard, 0, Integer.MAX_VALUE);
        require("epoch", epoch, 1, Long.MAX_VALUE);
        require("chunkRows", chunkRows, 1, 1_000_000);
        require("lingerMillis", lingerMillis, 0, 10_000);
        require("retryMillis", retryMillis, 10, 3_600_000);
        require("knownOrders", knownOrders, 0, 10_000_000);
    }

    /** Shard 0 at epoch 1: transactions of 20,000 rows or 20 ms, tries at most 10 s apart, 200,000 orders remembered. */
    public static ReplicatorConfig of(DatabaseAddress database) {
        return new ReplicatorConfig(database, 0, 1, 20_000, 20, 10_000, 200_000);
    }

    /** The same for another shard. */
    public ReplicatorConfig withShard(int value) {
        return new ReplicatorConfig(database, value, epoch, chunkRows, lingerMillis, retryMillis, knownOrders);
    }

    /** The same at another epoch. */
    public ReplicatorConfig withEpoch(long value) {
        return new ReplicatorConfig(database, shard, value, chunkRows, lingerMillis, retryMillis, knownOrders);
    }

    /** The same with another size of transactions. */
    public ReplicatorConfig withChunk(int rows, int millis) {
        return new ReplicatorConfig(database, shard, epoch, rows, millis, retryMillis, knownOrders);
    }

    /** The same with another longest pause between tries. */
    public ReplicatorConfig withRetryMillis(int value) {
        return new ReplicatorConfig(database, shard, epoch, chunkRows, lingerMillis, value, knownOrders);
    }

    /** The same with another number of remembered orders. */
    public ReplicatorConfig withKnownOrders(int value) {
        return new ReplicatorConfig(database, shard, epoch, chunkRows, lingerMillis, retryMillis, value);
    }

    private static void require(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " must be " + min + " to " + max + ": " + value);
        }
    }
}
