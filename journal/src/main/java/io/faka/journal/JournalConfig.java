package io.faka.journal;

import io.faka.engine.port.AckMode;
import java.nio.file.Path;

/**
 * How a node keeps its journal and event log.
 *
 * @param dataDir        directory of the node; holds {@code journal}, {@code events}, {@code node.lock} and {@code durable.mark}
 * @param ackMode        whether replies wait for {@link io.faka.engine.port.Journal#force}
 * @param epoch          at least 1; the journal's own is taken where it is higher
 * @param rollBytes      size at which a new file is begun, 64 KiB to 1 GiB
 * @param prewriteBytes  room kept written ahead of the appender, 256 KiB to 256 MiB
 * @param lowBytes       usable disk space below which the level is LOW
 * @param exhaustedBytes usable disk space below which the level is EXHAUSTED, at most {@code lowBytes}
 * @param forceMillis    how often the journal is forced in the background in ASYNC, 10 to 60,000
 */
public record JournalConfig(
        Path dataDir,
        AckMode ackMode,
        long epoch,
        long rollBytes,
        long prewriteBytes,
        long lowBytes,
        long exhaustedBytes,
        long forceMillis) {
    static final String JOURNAL_DIR = "journal";
    static final String EVENTS_DIR = "events";

    private static final long KIB = 1024;
    private static final long MIB = 1024 * KIB;

    /** Checks every rule above. */
    public JournalConfig {
        require(dataDir != null, "dataDir must be given");
        require(ackMode != null, "ackMode must be given");
        require(epoch >= 1, "epoch must be at least 1");
        require(rollBytes >= 64 * KIB && rollBytes <= 1024 * MIB, "rollBytes must be 64 KiB to 1 GiB");
        require(prewriteBytes >= 256 * KIB && prewriteBytes <= 256 * MIB, "prewriteBytes must be 256 KiB to 256 MiB");
        require(exhaustedBytes >= 0, "exhaustedBytes must not be negative");
        require(lowBytes >= exhaustedBytes, "lowBytes must be at least exhaustedBytes");
        require(forceMillis >= 10 && forceMillis <= 60_000, "forceMillis must be 10 to 60,000");
    }

    /** The defaults: files of 1 GiB, 64 MiB written ahead, LOW below 512 MiB, EXHAUSTED below 128 MiB, forced each second. */
    public static JournalConfig of(Path dataDir, AckMode ackMode) {
        return new JournalConfig(dataDir, ackMode, 1, 1024 * MIB, 64 * MIB, 512 * MIB, 128 * MIB, 1000);
    }

    /** The same with another size of files. */
    public JournalConfig withRollBytes(long bytes) {
        return new JournalConfig(dataDir, ackMode, epoch, bytes, prewriteBytes, lowBytes, exhaustedBytes, forceMillis);
    }

    /** The same with another room written ahead. */
    public JournalConfig withPrewriteBytes(long bytes) {
        return new JournalConfig(dataDir, ackMode, epoch, rollBytes, bytes, lowBytes, exhaustedBytes, forceMillis);
    }

    /** The same with other disk reserves. */
    public JournalConfig withReserves(long low, long exhausted) {
        return new JournalConfig(dataDir, ackMode, epoch, rollBytes, prewriteBytes, low, exhausted, forceMillis);
    }

    /** The same with another epoch. */
    public JournalConfig withEpoch(long newEpoch) {
        return new JournalConfig(
                dataDir, ackMode, newEpoch, rollBytes, prewriteBytes, lowBytes, exhaustedBytes, forceMillis);
    }

    /** Directory of the journal's runs. */
    public Path journalDir() {
        return dataDir.resolve(JOURNAL_DIR);
    }

    /** Directory of the event log's runs. */
    public Path eventsDir() {
        return dataDir.resolve(EVENTS_DIR);
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
