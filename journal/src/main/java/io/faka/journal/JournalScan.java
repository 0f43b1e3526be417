package io.faka.journal;

import io.faka.codec.journal.RecordType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Finds out what a journal holds, without changing anything: a forward scan that proves every record and must reach the durable
 * mark. What lies above the mark in the newest file and does not hold is a torn tail; everything else that does not hold is a
 * {@link DamagedJournalException}.
 */
final class JournalScan {
    private final LogDirectory directory;
    private final DurableMark mark;
    private final long required;
    private final List<LogFile> files;
    private long records;
    private long tornBytes;
    private String tornReason = "";
    private int endIndex = -1;
    private Path endFile;
    private long endPosition;
    private long lastSeq;
    private long lastTimeMicros;
    private long epoch;
    private long chain = RecordFormat.FIRST_CHAIN;

    JournalScan(LogDirectory directory, DurableMark mark) {
        this.directory = directory;
        this.mark = mark;
        this.required = mark.requiredSeq();
        this.files = begunFiles(directory.files());
    }

    /**
     * Scans everything there is.
     *
     * @param visitor is shown each record once it is proven
     * @throws DamagedJournalException if the journal is not what was written
     */
    void run(Consumer<LogCursor> visitor) {
        try (LogCursor cursor = LogCursor.over(RecordType.COMMANDS, files)) {
            try {
                while (cursor.next()) {
                    take(cursor);
                    visitor.accept(cursor);
                }
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
        checkMark(cursor, mark.durableSeq(), mark.durableChain());
        if (required == mark.appendedSeq()) {
            checkMark(cursor, mark.appendedSeq(), mark.appendedChain());
        }
        records++;
        lastSeq = cursor.lastSeq();
        lastTimeMicros = cursor.timeMicros();
        epoch = cursor.epoch();
        chain = cursor.chain();
        endFile = cursor.file();
        endIndex = cursor.fileIndex();
        endPosition = cursor.position();
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

    /** Only what was never acknowledged may be torn, and only where the node wrote last. */
    private void tear(DamagedJournalException e) {
        boolean inLastFile = e.file().equals(files.get(files.size() - 1).path());
        if (lastSeq < required || !inLastFile) {
            throw e;
        }
        tornReason = e.reason();
        if (e.file().equals(endFile)) {
            endPosition = e.position();
        }
        try {
            tornBytes = tailBytes(e.file(), e.position());
        } catch (IOException io) {
            throw new StorageException("torn tail of " + e.file() + " cannot be read", io);
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
            return channel.read(header, 0) > 0 && header.getInt(0) != 0;
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
                last = Math.max(last, at + lastNonZero(piece) + 1);
            }
        }
        return last - from;
    }

    private static int lastNonZero(ByteBuffer piece) {
        int i = piece.position() - 1;
        while (i >= 0 && piece.get(i) == 0) {
            i--;
        }
        return i;
    }

    /** Files up to the one with the newest record. */
    List<LogFile> files() {
        return files.subList(0, endIndex + 1);
    }

    /** File of the newest record, null if there is none. */
    Path endFile() {
        return endFile;
    }

    /** Where {@link #endFile} is to be cut: behind the newest record, or at the torn one. */
    long endPosition() {
        return endPosition;
    }

    long records() {
        return records;
    }

    long tornBytes() {
        return tornBytes;
    }

    /** Why the tail does not hold, empty if there is none. */
    String tornReason() {
        return tornReason;
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
}
