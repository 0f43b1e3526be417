package io.faka.replicator;

import io.faka.engine.port.EventReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tails the event log into MariaDB. Each transaction holds the rows of some batches and the move of the position from the last
 * one: every event is in the tables exactly once, whichever side is killed when. While the database is away it is tried again for
 * ever; the engine does not notice.
 *
 * <p>{@link #checkAtStart} first, then {@link #start}, or {@link #doWork} from a thread of the caller's own.
 */
public final class Replicator implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Replicator.class);
    private static final long FIRST_RETRY_MILLIS = 50;
    private static final long CLOSE_MILLIS = 5_000;

    private final ReplicatorConfig config;
    private final Supplier<EventReader> readers;
    private final LongSupplier logSeq;
    private final KnownOrders known;
    private final Object progress = new Object();

    private EventReader reader;
    private ReplicationSession session;
    private long retryMillis = FIRST_RETRY_MILLIS;
    private long nextTryNanos = System.nanoTime();
    private Thread thread;

    private volatile Connection connection;
    private volatile boolean closing;
    private volatile ReplicatorStatus last;

    /**
     * @param readers makes the reader of the event log; called once, on the replicator's thread
     * @param logSeq  newest sequence in the event log; called from any thread
     */
    public Replicator(ReplicatorConfig config, Supplier<EventReader> readers, LongSupplier logSeq) {
        this.config = config;
        this.readers = readers;
        this.logSeq = logSeq;
        this.known = new KnownOrders(config.knownOrders());
        this.last = new ReplicatorStatus(ReplicatorState.STARTING, config.epoch(), 0, 0, 0, 0, 0, 0, "");
    }

    /**
     * Checks everything that a person has to put right: address, credentials, TLS, server version, privileges, tables (made or
     * brought up to date), epoch, and that the tables are not ahead of the journal. Called before {@link #start}.
     *
     * @throws DatabaseUnavailableException with one line for that person
     */
    public void checkAtStart() {
        new DatabaseSetup(config.database()).run();
        try (Connection probe = config.database().openForWriting()) {
            Position position = Positions.claim(probe, config.shard(), config.epoch());
            HistoryCheck.requireNotAhead(position, logSeq.getAsLong());
            new ChunkWriter(probe, config.shard()).close();
        } catch (SQLException e) {
            throw DatabaseFaults.explain(config.database(), e);
        } catch (org.jdbi.v3.core.JdbiException e) {
            throw explain(e);
        }
    }

    /** Starts the replicator's own thread. */
    public Replicator start() {
        thread = new Thread(this::run, "faka-replicator");
        thread.setDaemon(true);
        thread.start();
        return this;
    }

    private void run() {
        IdleStrategy idle =
                new BackoffIdleStrategy(0, 1, TimeUnit.MILLISECONDS.toNanos(1), TimeUnit.MILLISECONDS.toNanos(20));
        while (!closing && last.state() != ReplicatorState.FAILED) {
            idle.idle(doWork());
        }
        disconnect();
        closeReader();
    }

    /**
     * One round: connects if it is time to, reads events, applies a chunk if one is due. Never throws; always the same thread.
     *
     * @return how much was done; 0 = the caller may rest
     */
    public int doWork() {
        if (closing || last.state() == ReplicatorState.FAILED) {
            return 0;
        }
        try {
            if (session == null) {
                return System.nanoTime() - nextTryNanos < 0 ? 0 : connect();
            }
            return work();
        } catch (SQLException e) {
            retryLater(DatabaseFaults.explain(config.database(), e));
        } catch (DatabaseUnavailableException e) {
            retryOrFail(e);
        } catch (RuntimeException e) {
            retryOrFail(explain(e));
        }
        return 0;
    }

    private int connect() throws SQLException {
        if (reader == null) {
            reader = readers.get();
        }
        known.clear();
        Connection opened = config.database().openForWriting();
        connection = opened;
        session = new ReplicationSession(config, reader, logSeq, opened, known);
        Position at = session.position();
        LOG.info("replicating to {} from seq {}", config.database().url(), at.appliedSeq());
        publish(ReplicatorState.REPLICATING, at, 0, 0, null);
        return 1;
    }

    private int work() throws SQLException {
        long rows = session.work();
        if (rows == 0) {
            return 0;
        }
        retryMillis = FIRST_RETRY_MILLIS;
        publish(ReplicatorState.REPLICATING, session.position(), rows, 0, null);
        return 1;
    }

    private DatabaseUnavailableException explain(RuntimeException e) {
        SQLException sql = DatabaseFaults.sqlCause(e);
        return sql == null
                ? new DatabaseUnavailableException(DatabaseFault.OTHER_HISTORY, "replication stopped: " + e, e)
                : DatabaseFaults.explain(config.database(), sql);
    }

    private void retryOrFail(DatabaseUnavailableException e) {
        if (!e.isFinal()) {
            retryLater(e);
            return;
        }
        disconnect();
        LOG.error("{}", e.getMessage(), e.getCause());
        publish(ReplicatorState.FAILED, null, 0, 1, e.getMessage());
    }

    private void retryLater(DatabaseUnavailableException e) {
        disconnect();
        if (closing) {
            return;
        }
        if (last.state() != ReplicatorState.RETRYING) {
            LOG.warn("{}; trying again for ever", e.getMessage());
        }
        nextTryNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(retryMillis);
        retryMillis = Math.min(config.retryMillis(), retryMillis * 2);
        publish(ReplicatorState.RETRYING, null, 0, 1, e.getMessage());
    }

    private void publish(ReplicatorState state, Position at, long rows, int failures, String error) {
        ReplicatorStatus was = last;
        last = new ReplicatorStatus(
                state,
                at == null ? was.epoch() : at.epoch(),
                at == null ? was.appliedSeq() : at.appliedSeq(),
                at == null ? was.appliedMicros() : at.appliedMicros(),
                0,
                was.rowsWritten() + rows,
                was.chunksWritten() + (rows > 0 ? 1 : 0),
                was.failures() + failures,
                error == null ? was.lastError() : error);
        synchronized (progress) {
            progress.notifyAll();
        }
    }

    /** How it stands. Any thread. */
    public ReplicatorStatus status() {
        ReplicatorStatus s = last;
        return new ReplicatorStatus(
                s.state(),
                s.epoch(),
                s.appliedSeq(),
                s.appliedMicros(),
                logSeq.getAsLong(),
                s.rowsWritten(),
                s.chunksWritten(),
                s.failures(),
                s.lastError());
    }

    /**
     * Waits until the tables have every event up to {@code seq}. Any thread but the replicator's own.
     *
     * @return false if the time was up first, or the replicator has stopped
     */
    public boolean awaitApplied(long seq, long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        synchronized (progress) {
            while (last.appliedSeq() < seq) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0 || last.state() == ReplicatorState.FAILED || last.state() == ReplicatorState.CLOSED) {
                    return false;
                }
                progress.wait(left);
            }
            return true;
        }
    }

    /**
     * Stops after the transaction at hand; one that does not end in five seconds is cut off. Whatever is not applied yet is caught
     * up with at the next start.
     */
    @Override
    public void close() {
        closing = true;
        if (thread == null) {
            disconnect();
            closeReader();
        } else {
            stopThread();
        }
        publish(ReplicatorState.CLOSED, null, 0, 0, null);
    }

    private void stopThread() {
        try {
            thread.join(CLOSE_MILLIS);
            Connection busy = connection;
            if (thread.isAlive() && busy != null) {
                busy.abort(Runnable::run);
            }
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            LOG.warn("the database connection could not be cut: {}", e.getMessage());
        }
    }

    private void disconnect() {
        session = null;
        Connection open = connection;
        connection = null;
        if (open == null) {
            return;
        }
        try {
            open.close();
        } catch (SQLException e) {
            LOG.debug("closing a failed connection: {}", e.getMessage());
        }
    }

    private void closeReader() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }
}
