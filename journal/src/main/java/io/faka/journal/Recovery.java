package io.faka.journal;

import java.io.IOException;
import java.nio.file.Files;

/**
 * Makes a journal ready for appending: scans it, cuts off what was never acknowledged, and brings the durable mark to what is
 * there. Changes nothing unless the journal is sound. Needs the node lock.
 */
final class Recovery {
    private Recovery() {}

    /**
     * @param progress told of the newest command proven, and of the least that the journal must reach
     * @throws DamagedJournalException if the journal is not what was written; nothing was changed then
     */
    static JournalScan run(LogDirectory directory, DurableMark mark, Replay.Progress progress) {
        JournalScan scan = new JournalScan(directory, mark);
        long required = mark.requiredSeq();
        Replay.Pace pace = new Replay.Pace(progress);
        scan.run(cursor -> pace.at(cursor.lastSeq(), Math.max(cursor.lastSeq(), required)));
        progress.onProgress(scan.lastSeq(), scan.lastSeq());
        try {
            tidy(directory, scan);
        } catch (IOException e) {
            throw new StorageException("journal in " + directory.path() + " cannot be tidied up", e);
        }
        mark.reset(scan.lastSeq(), scan.chain());
        mark.force();
        return scan;
    }

    private static void tidy(LogDirectory directory, JournalScan scan) throws IOException {
        directory.deleteFilesFrom(scan.files().size());
        if (scan.endFile() == null) {
            return;
        }
        if (!scan.tornReason().isEmpty()) {
            SealedFile.seal(scan.endFile(), scan.endPosition());
        } else if (Files.size(scan.endFile()) != scan.endPosition() + RecordFormat.EXCERPT_HEADER_BYTES) {
            SealedFile.sealBehindIndex(scan.endFile(), scan.endPosition());
        }
    }

    static RecoveryReport report(JournalScan scan, long nanos) {
        long bytes = 0;
        try {
            for (LogFile file : scan.files()) {
                bytes += Files.size(file.path());
            }
        } catch (IOException e) {
            throw new StorageException("journal files cannot be measured", e);
        }
        return new RecoveryReport(
                scan.records(),
                scan.lastSeq(),
                scan.lastTimeMicros(),
                scan.epoch(),
                bytes,
                scan.files().size(),
                scan.tornBytes(),
                scan.tornReason(),
                nanos);
    }
}
