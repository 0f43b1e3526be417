package io.faka.journal;

import io.faka.engine.port.CommandHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Proves a stopped node's journal and reports, changing nothing. */
public final class JournalVerifier {
    private JournalVerifier() {}

    /**
     * Scans the whole journal.
     *
     * @param handler is given every command that holds, in order; it may throw to end the scan
     * @throws DataDirInUseException if a node works on the directory
     * @throws StorageException      if the directory cannot be read
     */
    public static JournalVerification verify(Path dataDir, CommandHandler handler) {
        if (!Files.isDirectory(dataDir)) {
            throw new StorageException("no data directory", new IOException(dataDir.toString()));
        }
        LogDirectory directory = new LogDirectory(dataDir.resolve(JournalConfig.JOURNAL_DIR));
        try (NodeLock lock = NodeLock.acquire(dataDir)) {
            assert lock != null;
            if (!DurableMark.exists(dataDir) && directory.files().isEmpty()) {
                return new JournalVerification(0, 0, 0, 0, 0, 0, 0, 0, 0, Optional.empty());
            }
            return scan(dataDir, directory, handler);
        }
    }

    private static JournalVerification scan(Path dataDir, LogDirectory directory, CommandHandler handler) {
        List<LogFile> files = directory.files();
        try (DurableMark mark = DurableMark.open(dataDir)) {
            JournalScan scan = new JournalScan(directory, mark);
            Optional<DamagedJournalException> damage = Optional.empty();
            try {
                scan.run(cursor -> CommandWalk.handOver(cursor, handler));
            } catch (DamagedJournalException e) {
                damage = Optional.of(e);
            }
            return new JournalVerification(
                    scan.records(),
                    scan.lastSeq(),
                    scan.lastSeq(),
                    mark.requiredSeq(),
                    scan.epoch(),
                    scan.lastTimeMicros(),
                    files.size(),
                    bytes(files),
                    scan.tornBytes(),
                    damage);
        } catch (DamagedJournalException e) {
            return new JournalVerification(0, 0, 0, 0, 0, 0, files.size(), bytes(files), 0, Optional.of(e));
        }
    }

    private static long bytes(List<LogFile> files) {
        long bytes = 0;
        try {
            for (LogFile file : files) {
                bytes += Files.size(file.path());
            }
        } catch (IOException e) {
            throw new StorageException("journal files cannot be measured", e);
        }
        return bytes;
    }
}
