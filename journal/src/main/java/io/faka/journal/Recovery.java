package io.faka.journal;

import io.faka.codec.journal.RecordType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds out what a journal holds before anything is appended: a forward scan that proves every record and must reach the
 * durable mark. What lies above the mark and does not hold is a torn tail, never acknowledged, and is cut off; everything else
 * that does not hold stops the node with a {@link DamagedJournalException}. Changes nothing unless the journal is sound.
 */
final class Recovery {
    private final LogDirectory directory;
    private final DurableMark mark;
    private final long required;
    private List<LogFile> files;
    private long records;
    private long bytes;
    private long tornBytes;
    private String tornReason = "";

    private Path endFile;
    private long endPosition;
    private long lastSeq;
    private long lastTimeMicros;
    private long epoch;
    private long chain = RecordFormat.FIRST_CHAIN;

    private Recovery(LogDirectory directory, DurableMark mark) {
        this.directory = directory;
        this.mark = mark;
        this.required = mark.requiredSeq();
    }

    /** Scans, cuts a torn tail and tidies up. Call it with the node lock held. */
    static Recovery run(LogDirectory directory, DurableMark mark) {
        Recovery recovery = new Recovery(directory, mark);
        recovery.scan();
        recovery.cut();
        mark.reset(recovery.lastSeq, recovery.chain);
        mark.force();
        return recovery;
    }

    List<LogFile> files() {
        return files;
    }

    long lastSeq() {
        return lastSeq;
    }

    long lastTimeMicros() {
        return lastTimeMicros;
    }

    long epoch() {
        return epoch;
    }

    long chain() {
        return chain;
    }

    RecoveryReport report(long nanos) {
        return new RecoveryReport(
                records, lastSeq, lastTimeMicros, epoch, bytes, files.size(), tornBytes, tornReason, nanos);
    }

    private void scan() {
        files = begunFiles(directory.files());
        try (LogCursor cursor = LogCursor.over(RecordType.COMMANDS, files)) {
            try {
                while (cursor.next()) {
                    take(cursor);
                }
                endFile = cursor.file();
                endPosition = cursor.position();
            } catch (DamagedJournalException e) {
                tear(e);
            }
        }
        if (lastSeq < required) {
            throw new DamagedJournalException(
                    endFile == null ? directory.path() : endFile,
                    endPosition,
                    lastSeq,
                    "the journal ends here, but it is known to reach seq " + required);
        }
    }

    private void take(LogCursor cursor) {
        records++;
        lastSeq = cursor.lastSeq();
        lastTimeMicros = cursor.timeMicros();
        epoch = cursor.epoch();
        chain = cursor.chain();
        checkMark(cursor, mark.durableSeq(), mark.durableChain());
        if (required == mark.appendedSeq()) {
            checkMark(cursor, mark.appendedSeq(), mark.appendedChain());
        }
    }

    private static void checkMark(LogCursor cursor, long seq, long markChain) {
        boolean inside = cursor.firstSeq() <= seq && seq <= cursor.lastSeq();
        if (inside && (seq != cursor.lastSeq() || markChain != cursor.chain())) {
            throw new DamagedJournalException(
                    cursor.file(),
                    cursor.recordPosition(),
                    cursor.firstSeq() - 1,
                    "the record that ends at seq " + cursor.lastSeq() + " is not the one the durable mark knows");
        }
    }

    private void tear(DamagedJournalException e) {
        boolean inLastFile = e.file().equals(files.get(files.size() - 1).path());
        if (lastSeq < required || !inLastFile || e.seq() != lastSeq) {
            throw e;
        }
        endFile = e.file();
        endPosition = e.position();
        tornReason = e.reason();
    }

    private void cut() {
        try {
            if (endFile != null) {
                cutLastFile();
            }
            directory.deleteFilesFrom(files.size());
            for (LogFile file : files) {
                bytes += Files.size(file.path());
            }
        } catch (IOException e) {
            throw new StorageException("journal in " + directory.path() + " cannot be tidied up", e);
        }
    }

    private void cutLastFile() throws IOException {
        if (endPosition == 0) {
            tornBytes = tailBytes(endFile, 0);
            files = files.subList(0, files.size() - 1);
            Files.delete(endFile);
        } else if (Files.size(endFile) != endPosition + RecordFormat.EXCERPT_HEADER_BYTES) {
            tornBytes = tornReason.isEmpty() ? 0 : tailBytes(endFile, endPosition);
            RunWriter.seal(endFile, endPosition);
        }
    }

    /** A file is made ahead of its use and stays zero until Chronicle begins it. */
    private static List<LogFile> begunFiles(List<LogFile> files) {
        int end = files.size();
        while (end > 0 && !begun(files.get(end - 1).path())) {
            end--;
        }
        return new ArrayList<>(files.subList(0, end));
    }

    private static boolean begun(Path file) {
        ByteBuffer header = ByteBuffer.allocate(RecordFormat.EXCERPT_HEADER_BYTES);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.read(header, 0);
            return header.getInt(0) != 0;
        } catch (IOException e) {
            throw new StorageException("journal file " + file + " cannot be read", e);
        }
    }

    /** Bytes from the position to the last one that is not zero. */
    private static long tailBytes(Path file, long from) throws IOException {
        long last = from;
        ByteBuffer piece = ByteBuffer.allocate(1 << 20);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long end = Math.min(channel.size(), from + 2L * RecordFormat.MAX_RECORD_BYTES);
            for (long at = from; at < end; at += piece.position()) {
                piece.clear();
                if (channel.read(piece, at) <= 0) {
                    break;
                }
                for (int i = piece.position() - 1; i >= 0; i--) {
                    if (piece.get(i) != 0) {
                        last = at + i + 1;
                        break;
                    }
                }
            }
        }
        return last - from;
    }
}
