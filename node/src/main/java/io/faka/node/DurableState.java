package io.faka.node;

import io.faka.engine.CardEngine;
import io.faka.engine.pipeline.ReplayHandler;
import io.faka.journal.ChronicleEventLog;
import io.faka.journal.ChronicleJournal;
import io.faka.journal.DamagedJournalException;
import io.faka.journal.DataDirInUseException;
import io.faka.journal.JournalConfig;
import io.faka.journal.JournalReader;
import io.faka.journal.NodeLock;
import io.faka.journal.Replay;
import io.faka.journal.StorageException;
import java.nio.file.Path;

/**
 * What a data directory holds, open and proven: the journal, the event log, and the state machine at the journal's end. Opened and
 * closed by one thread.
 */
final class DurableState implements AutoCloseable {
    private final ChronicleJournal journal;
    private final ChronicleEventLog eventLog;
    private final CardEngine engine = new CardEngine();
    private final long replayMillis;
    private final long replayed;

    private DurableState(
            ChronicleJournal journal, ChronicleEventLog eventLog, Replay.Progress health, Progress progress) {
        this.journal = journal;
        this.eventLog = eventLog;
        long start = System.nanoTime();
        replay(health, progress);
        replayed = journal.lastSeq();
        replayMillis = (System.nanoTime() - start) / 1_000_000;
    }

    /**
     * Takes the directory's lock, proves the journal, replays it, and gives the event log what it lacks.
     *
     * @param health   told how far the replay is
     * @param progress shows it to people
     * @throws NodeFailure if the directory is in use, cannot be written, or is damaged
     */
    static DurableState open(NodeConfig config, Replay.Progress health, Progress progress) {
        JournalConfig journalConfig = JournalConfig.of(config.data(), config.ack());
        ChronicleJournal journal = null;
        ChronicleEventLog eventLog = null;
        boolean opened = false;
        try {
            journal = ChronicleJournal.open(
                    journalConfig,
                    (done, total) -> progress.show(done, total, "checking the journal, seq " + done + " of " + total));
            eventLog = ChronicleEventLog.open(journalConfig, journal);
            DurableState state = new DurableState(journal, eventLog, health, progress);
            opened = true;
            return state;
        } catch (RuntimeException e) {
            throw explain(e);
        } finally {
            if (!opened) {
                closeAll(eventLog, journal);
            }
        }
    }

    /**
     * Looks whether the directory can be had, so that this is said before anything else.
     *
     * @throws NodeFailure if it is in use or cannot be written
     */
    static void requireFree(Path data) {
        try (NodeLock lock = NodeLock.acquire(data)) {
            assert lock != null;
        } catch (RuntimeException e) {
            throw explain(e);
        }
    }

    /** The failure with its exit code, where the exception is one that a data directory can bring about. */
    static RuntimeException explain(RuntimeException e) {
        if (e instanceof DamagedJournalException) {
            return new NodeFailure(ExitCode.DAMAGED_DATA, e.getMessage(), e);
        }
        if (e instanceof DataDirInUseException) {
            return new NodeFailure(ExitCode.DATA_IN_USE, e.getMessage(), e);
        }
        if (e instanceof StorageException) {
            return new NodeFailure(ExitCode.DISK, e.getMessage(), e);
        }
        return e;
    }

    ChronicleJournal journal() {
        return journal;
    }

    ChronicleEventLog eventLog() {
        return eventLog;
    }

    CardEngine engine() {
        return engine;
    }

    /** Commands replayed. */
    long replayed() {
        return replayed;
    }

    /** How long the replay took. */
    long replayMillis() {
        return replayMillis;
    }

    @Override
    public void close() {
        closeAll(eventLog, journal);
    }

    private void replay(Replay.Progress health, Progress progress) {
        ReplayHandler handler = new ReplayHandler(engine, eventLog);
        try (JournalReader reader = journal.reader()) {
            Replay.run(reader, handler, (done, total) -> {
                health.onProgress(done, total);
                show(progress, done, total);
            });
        }
    }

    private static void show(Progress progress, long done, long total) {
        if (total > 0) {
            progress.show(done, total, done + " of " + total + " commands");
        }
    }

    private static void closeAll(ChronicleEventLog eventLog, ChronicleJournal journal) {
        try {
            if (eventLog != null) {
                eventLog.close();
            }
        } finally {
            if (journal != null) {
                journal.close();
            }
        }
    }
}
