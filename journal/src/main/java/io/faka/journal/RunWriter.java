package io.faka.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;

/**
 * Appends whole records to a run of its own and rolls to a new file by size. Appends, forces and closes on one thread at a time;
 * {@link #files} may be read by any.
 */
final class RunWriter implements AutoCloseable {
    /** Files are mapped in one piece with a quarter more behind it, where the longest record must fit. */
    private static final long LEAST_BLOCK_BYTES = 4L * RecordFormat.MAX_RECORD_BYTES;

    private final long rollBytes;
    private final Path run;
    private final SingleChronicleQueue queue;
    private final ExcerptAppender appender;
    private final SegmentPrewriter ahead;
    private volatile List<LogFile> files;
    private int cycle = LogDirectory.FIRST_CYCLE;
    private long position;

    /**
     * Makes the run and its first file.
     *
     * @param existing files of the earlier runs
     * @throws StorageException if there is no room for it
     */
    RunWriter(LogDirectory directory, List<LogFile> existing, JournalConfig config) {
        rollBytes = config.rollBytes();
        long blockBytes = Math.max(LEAST_BLOCK_BYTES, Long.highestOneBit(rollBytes - 1) << 1);
        run = directory.createRun();
        SingleChronicleQueue opened = null;
        try {
            opened = ChronicleRuntime.open(run, () -> cycle, blockBytes);
            queue = opened;
            ahead = new SegmentPrewriter(
                    run.getParent().getFileName() + "-ahead",
                    number -> LogDirectory.cycleFile(run, number),
                    cycle,
                    blockBytes + blockBytes / 4,
                    rollBytes,
                    config.prewriteBytes());
        } catch (RuntimeException e) {
            if (opened != null) {
                opened.close();
            }
            discard();
            throw e;
        }
        appender = ChronicleRuntime.appender(queue, cycle);
        files = plus(List.copyOf(existing));
    }

    /** Every file of the log, oldest first, the one being written last. */
    List<LogFile> files() {
        return files;
    }

    /** Bytes allocated ahead of the newest record. Any thread. */
    long allocatedAhead() {
        return ahead.allocatedAhead();
    }

    /**
     * Appends one record as one excerpt.
     *
     * @param record its readable bytes; their number is a multiple of four
     * @return false if the disk is full; nothing was written
     * @throws RuntimeException if it is unknown what was written
     */
    boolean append(Bytes<ByteBuffer> record) {
        long length = record.readRemaining();
        if (position > 0 && position + length > rollBytes) {
            return roll(record, length);
        }
        if (!ahead.roomFor(length)) {
            return false;
        }
        write(record);
        return true;
    }

    /** Returns once everything appended is on disk. */
    void force() {
        force(ahead.current());
    }

    /** Ends the run: everything is forced and the last file cut to what is in it. A run without a record leaves nothing. */
    @Override
    public void close() {
        appender.close();
        queue.close();
        ahead.close();
        if (position == 0) {
            discard();
            return;
        }
        Path file = LogDirectory.cycleFile(run, cycle);
        try {
            SealedFile.sealBehindIndex(file, position);
        } catch (IOException e) {
            throw new StorageException("log file " + file + " cannot be closed", e);
        }
    }

    private void discard() {
        try {
            LogDirectory.deleteRun(run);
        } catch (IOException e) {
            throw new StorageException("empty run " + run + " cannot be deleted", e);
        }
    }

    private boolean roll(Bytes<ByteBuffer> record, long length) {
        PrewrittenFile old = ahead.current();
        long end = position;
        if (!ahead.roll(length)) {
            return false;
        }
        force(old);
        cycle++;
        write(record);
        files = plus(files);
        ahead.retire(old, end);
        return true;
    }

    private void write(Bytes<ByteBuffer> record) {
        appender.writeBytes(record);
        position = appender.wire().bytes().writePosition();
        ahead.published(position);
    }

    private List<LogFile> plus(List<LogFile> before) {
        List<LogFile> all = new ArrayList<>(before);
        Path file = LogDirectory.cycleFile(run, cycle);
        if (!Files.exists(file)) {
            throw new IllegalStateException("Chronicle does not write to " + file);
        }
        all.add(new LogFile(file, LogDirectory.runNumber(run), cycle));
        return List.copyOf(all);
    }

    private static void force(PrewrittenFile file) {
        try {
            file.force();
        } catch (IOException e) {
            throw new StorageException("the disk did not take " + file.path(), e);
        }
    }
}
