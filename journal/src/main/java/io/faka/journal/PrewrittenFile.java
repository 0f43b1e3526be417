package io.faka.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * A log file that is filled with zeros by plain writes ahead of its appender. The kernel then has the blocks allocated and the
 * pages in memory before the appender's mapping touches them: a full disk shows here, as an exception, and not there, as a
 * fault; and an append does not wait for either.
 *
 * <p>{@link #writtenTo} divides the file: zeros are written only at and above it, and it is moved up only after they are; the
 * appender goes only below it. So a zero can never land where the appender may have been. The mark never moves down.
 */
final class PrewrittenFile implements AutoCloseable {
    /** Zeros are written in pieces of this size, so an appender that needs room waits for one piece at most. */
    static final int PIECE_BYTES = 1 << 20;

    /**
     * Length of one write. The kernel makes a page-cache folio as large as the write that filled it, and the first store through a
     * mapping after a force dirties the whole folio, so the next force would write it out again: with folios of 1 MiB a force of 50
     * KB takes 1.7 to 2.5 times as long, and an append 4 times (docs/PERFORMANCE.md).
     */
    private static final int WRITE_BYTES = 16 << 10;

    private static final ByteBuffer ZEROS =
            ByteBuffer.allocateDirect(WRITE_BYTES).asReadOnlyBuffer();

    private final Path path;
    private final FileChannel channel;
    private final long capacity;
    private volatile long writtenTo;
    private boolean closed;

    private PrewrittenFile(Path path, FileChannel channel, long capacity) {
        this.path = path;
        this.channel = channel;
        this.capacity = capacity;
    }

    /**
     * Makes a new file.
     *
     * @param capacity its length from the start on, which Chronicle will then not change
     * @return null if there is no room for {@code initial} bytes; no file is left behind then
     */
    static PrewrittenFile create(Path path, long capacity, long initial) {
        try {
            FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            PrewrittenFile file = new PrewrittenFile(path, channel, capacity);
            if (file.extend(initial)) {
                setLength(path, capacity);
                LogDirectory.force(path.toAbsolutePath().getParent());
                return file;
            }
            file.close();
            Files.delete(path);
            return null;
        } catch (IOException e) {
            if (isFull(e)) {
                return null;
            }
            throw new StorageException("log file " + path + " cannot be made", e);
        }
    }

    Path path() {
        return path;
    }

    /** Every byte below is allocated and belongs to the appender. */
    long writtenTo() {
        return writtenTo;
    }

    /**
     * Moves {@link #writtenTo} up to at least the target.
     *
     * @return false if there is no room
     */
    boolean extend(long target) {
        while (writtenTo < target) {
            if (!extendByPiece()) {
                return false;
            }
        }
        return true;
    }

    /**
     * Writes one piece of zeros behind {@link #writtenTo}. The appender and the background both may call it; the lock keeps one
     * from writing zeros at a place that the other has already handed over.
     *
     * @return false if there is no room
     */
    synchronized boolean extendByPiece() {
        long from = writtenTo;
        int length = (int) Math.min(PIECE_BYTES, capacity - from);
        if (length <= 0 || closed) {
            return false;
        }
        try {
            write(from, length);
        } catch (IOException e) {
            if (isFull(e)) {
                return false;
            }
            throw new StorageException("log file " + path + " cannot be written ahead", e);
        }
        writtenTo = from + length;
        return true;
    }

    private void write(long from, int length) throws IOException {
        ByteBuffer zeros = ZEROS.duplicate();
        long at = from;
        long end = from + length;
        while (at < end) {
            zeros.position(0).limit((int) Math.min(WRITE_BYTES, end - at));
            int written = channel.write(zeros, at);
            if (written <= 0) {
                throw new IOException("nothing written at " + at);
            }
            at += written;
        }
    }

    /** Brings the file's contents to disk. */
    void force() throws IOException {
        channel.force(false);
    }

    /** Ends writing ahead; the file stays as it is. */
    @Override
    public synchronized void close() throws IOException {
        closed = true;
        channel.close();
    }

    static boolean isFull(IOException e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("no space left") || message.contains("quota exceeded");
    }

    private static void setLength(Path path, long length) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(length);
        }
    }
}
