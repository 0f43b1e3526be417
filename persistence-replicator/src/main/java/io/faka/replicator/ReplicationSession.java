package io.faka.replicator;

import io.faka.engine.port.EventReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.LongSupplier;

/**
 * One connection's life: from the claim of the position to the first failure. Whatever goes wrong, the session is thrown away and
 * the next one asks the tables how far they are; so a commit whose answer was lost is neither repeated nor missed.
 */
final class ReplicationSession implements AutoCloseable {
    private static final int BATCHES_PER_POLL = 16;

    private final ReplicatorConfig config;
    private final EventReader reader;
    private final Connection connection;
    private final MonthPartitions partitions;
    private final ChunkWriter writer;
    private final KnownOrders known;
    private final Chunk chunk = new Chunk();
    private final ChunkFold fold = new ChunkFold(chunk);
    private Position position;
    private long chunkStartNanos;

    /**
     * Claims the position of {@code connection} and moves the reader there.
     *
     * @throws DatabaseUnavailableException if fenced, or the tables hold another history than the event log
     */
    ReplicationSession(
            ReplicatorConfig config, EventReader reader, LongSupplier logSeq, Connection connection, KnownOrders known)
            throws SQLException {
        this.config = config;
        this.reader = reader;
        this.connection = connection;
        this.known = known;
        this.position = Positions.claim(connection, config.shard(), config.epoch());
        new HistoryCheck(reader, logSeq).requireSame(position);
        this.partitions = new MonthPartitions(connection);
        this.writer = new ChunkWriter(connection, config.shard());
        reader.seekAfter(position.appliedSeq());
        chunk.begin(position);
    }

    Position position() {
        return position;
    }

    /**
     * Reads on, and applies the chunk once it is full or has waited long enough.
     *
     * @return rows written; 0 = none this time
     */
    long work() throws SQLException {
        boolean wasEmpty = chunk.isEmpty();
        int polled = 0;
        do {
            polled = reader.poll(fold, BATCHES_PER_POLL);
        } while (polled > 0 && chunk.rows() < config.chunkRows());
        if (chunk.isEmpty()) {
            return 0;
        }
        if (wasEmpty) {
            chunkStartNanos = System.nanoTime();
        }
        boolean full = chunk.rows() >= config.chunkRows();
        boolean due = System.nanoTime() - chunkStartNanos >= config.lingerMillis() * 1_000_000L;
        return full || due ? apply() : 0;
    }

    /** Whether events were read that are not applied yet. */
    boolean isFilling() {
        return !chunk.isEmpty();
    }

    private long apply() throws SQLException {
        if (!partitions.isReady(chunk.toMicros)) {
            preparePartitions();
        }
        long rows = writer.write(chunk, known);
        if (rows < 0) {
            throw moved();
        }
        position = chunk.position(config.shard());
        chunk.begin(position);
        return rows;
    }

    private void preparePartitions() throws SQLException {
        connection.setAutoCommit(true);
        partitions.prepare(chunk.fromMicros, chunk.toMicros);
        connection.setAutoCommit(false);
    }

    private RuntimeException moved() throws SQLException {
        connection.setAutoCommit(true);
        Position now = Positions.claim(connection, config.shard(), chunk.epoch);
        return new DatabaseUnavailableException(
                DatabaseFault.OTHER,
                "another writer moved the position from " + chunk.fromSeq + " to " + now.appliedSeq()
                        + "; is the same node running twice?",
                null);
    }

    @Override
    public void close() throws SQLException {
        writer.close();
    }
}
