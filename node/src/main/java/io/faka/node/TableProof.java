package io.faka.node;

import io.faka.engine.port.AckMode;
import io.faka.engine.port.EventReader;
import io.faka.replicator.DatabaseAddress;
import io.faka.replicator.DatabaseUnavailableException;
import io.faka.replicator.Replicator;
import io.faka.replicator.ReplicatorConfig;
import io.faka.replicator.TableVerifier;
import io.faka.replicator.VerifyReport;
import java.nio.file.Path;
import java.util.List;

/**
 * Whether MariaDB's tables are the fold of a stopped node's events.
 *
 * @param appliedSeq  how far the tables say they are
 * @param logSeq      newest sequence with an event
 * @param rows        rows compared
 * @param differences the first few, in words
 */
public record TableProof(long appliedSeq, long logSeq, long rows, List<String> differences) {
    private static final long CATCH_UP_MILLIS = 120_000;

    /** Copies the differences. */
    public TableProof {
        differences = List.copyOf(differences);
    }

    /**
     * Compares every row, up to where the tables are.
     *
     * @param catchUp first bring the tables to the end of the events, as the node would after a start
     * @throws NodeFailure if the directory or the database cannot be had
     */
    public static TableProof run(Path data, String dbUrl, boolean catchUp, Progress progress) {
        NodeConfig config = new NodeConfig(data, "127.0.0.1", 0, 0, 0, AckMode.GROUP_FSYNC, dbUrl, false);
        DatabaseAddress database = DatabaseAddress.of(dbUrl);
        try (DurableState state = DurableState.open(config, (done, total) -> {}, progress)) {
            long logSeq = state.eventLog().lastSeq();
            if (catchUp) {
                catchUp(state, database, logSeq);
            }
            progress.show(0, 0, "comparing the tables");
            try (EventReader reader = state.eventLog().reader()) {
                VerifyReport report = new TableVerifier(database, PrimaryNode.SHARD).verify(reader);
                return new TableProof(report.appliedSeq(), logSeq, report.rows(), report.differences());
            }
        } catch (DatabaseUnavailableException e) {
            throw new NodeFailure(ExitCode.DATABASE, e.getMessage(), e);
        }
    }

    /** Whether every row is as it should be. */
    public boolean isEqual() {
        return differences.isEmpty();
    }

    private static void catchUp(DurableState state, DatabaseAddress database, long logSeq) {
        ReplicatorConfig config = ReplicatorConfig.of(database)
                .withShard(PrimaryNode.SHARD)
                .withEpoch(state.journal().epoch());
        try (Replicator replicator = new Replicator(config, state.eventLog()::reader, state.eventLog()::lastSeq)) {
            replicator.checkAtStart();
            if (!replicator.start().awaitApplied(logSeq, CATCH_UP_MILLIS)) {
                throw new NodeFailure(
                        ExitCode.DATABASE,
                        "the tables did not reach seq " + logSeq + " in " + CATCH_UP_MILLIS / 1_000 + " s: "
                                + replicator.status().lastError());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NodeFailure(ExitCode.INTERNAL, "interrupted while the tables were catching up", e);
        }
    }
}
