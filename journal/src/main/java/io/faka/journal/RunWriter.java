package io.faka.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;

/**
 * Appends whole records to a run of its own, made at the first append, and rolls to a new file by size. Appends, forces and
 * closes on one thread; {@link #files} may be read by any.
 */
final class RunWriter implements AutoCloseable {
    /** Files are mapped in one piece with a quarter more behind it, where the longest record must fit. */
    static final long LEAST_BLOCK_BYTES = 4L * RecordFormat.MAX_RECORD_BYTES;

    private static final int END_OF_FILE = 0xC000_0000;

    private final LogDirectory directory;
    private final long rollBytes;
    private final long blockBytes;
    private volatile List<LogFile> files;
    private Path run;
    private SingleChronicleQueue queue;
    private ExcerptAppender appender;
    private FileChannel channel;
    private int cycle = LogDirectory.FIRST_CYCLE;
    private long position;

    RunWriter(LogDirectory directory, List<LogFile> existing, long rollBytes) {
        this.directory = directory;
        this.files = List.copyOf(existing);
        this.rollBytes = rollBytes;
        this.blockBytes = Math.max(LEAST_BLOCK_BYTES, Long.highestOneBit(rollBytes - 1) << 1);
    }

    /** Every file of the log, oldest first, the one being written last. */
    List<LogFile> files() {
        return files;
    }

    /**
     * Appends one record as one excerpt.
     *
     * @param record its readable bytes; their number is a multiple of four
     * @throws RuntimeException if it is unknown what was written
     */
    void append(Bytes<ByteBuffer> record) {
        if (appender == null) {
            open();
        }
        boolean roll = channel != null && position + record.readRemaining() > rollBytes;
        if (roll) {
            forceCurrent();
            cycle++;
        }
        appender.writeBytes(record);
        position = appender.wire().bytes().writePosition();
        if (roll || channel == null) {
            startFile();
        }
    }

    /** Returns once everything appended is on disk. */
    void force() {
        if (channel != null) {
            forceCurrent();
        }
    }

    /** Ends the run: everything is forced and the last file cut to what is in it. */
    @Override
    public void close() {
        if (queue == null) {
            return;
        }
        force();
        appender.close();
        queue.close();
        if (channel != null) {
            Path file = LogDirectory.cycleFile(run, cycle);
            try {
                channel.close();
                seal(file, position);
            } catch (IOException e) {
                throw new StorageException("log file " + file + " cannot be closed", e);
            }
        }
    }

    /** Cuts a file that nobody writes any more behind its last record and marks the end as Chronicle does. */
    static void seal(Path file, long end) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer mark = ByteBuffer.allocate(4).order(java.nio.ByteOrder.LITTLE_ENDIAN);
            mark.putInt(END_OF_FILE).flip();
            channel.truncate(end);
            channel.write(mark, end);
            channel.force(true);
        }
    }

    private void open() {
        run = directory.createRun();
        queue = ChronicleRuntime.open(run, () -> cycle, blockBytes);
        appender = queue.createAppender();
    }

    private void startFile() {
        Path file = appender.currentFile().toPath();
        try {
            if (channel != null) {
                channel.close();
            }
            channel = FileChannel.open(file, StandardOpenOption.WRITE);
            LogDirectory.force(run);
        } catch (IOException e) {
            throw new StorageException("log file " + file + " cannot be opened for forcing", e);
        }
        List<LogFile> all = new ArrayList<>(files);
        all.add(new LogFile(file, LogDirectory.runNumber(run), cycle));
        files = List.copyOf(all);
    }

    private void forceCurrent() {
        try {
            channel.force(false);
        } catch (IOException e) {
            throw new StorageException("the disk did not take the journal", e);
        }
    }
}
