package io.faka.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/**
 * Keeps room written ahead of one appender: in its current file, and from half of it on in the next one. Its thread does the
 * writing; where it is late or there is too little room, the appender's thread does it itself through the same lock. Threads:
 * {@link #published}, {@link #roomFor} and {@link #roll} belong to the appender.
 */
final class SegmentPrewriter implements AutoCloseable {
    /** What Chronicle puts into a file besides our records, at most: its header and index pages, and the mark at the end. */
    static final long OVERHEAD_BYTES = 256 << 10;

    private static final long LEAST_AHEAD_BYTES = 4 << 20;
    private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final IntFunction<Path> names;
    private final long capacity;
    private final long rollBytes;
    private final long aheadBytes;
    private final Thread thread;
    private final Object nextLock = new Object();

    private volatile boolean running = true;
    private volatile RuntimeException failure;
    private volatile boolean awake = true;
    private volatile PrewrittenFile current;
    private volatile long position;
    private int cycle;
    private PrewrittenFile next;
    private PrewrittenFile retired;
    private long retiredEnd;

    /**
     * Starts with the given cycle's file, which must not exist.
     *
     * @throws StorageException if there is no room for it
     */
    SegmentPrewriter(String name, IntFunction<Path> names, int cycle, long capacity, long rollBytes, long aheadBytes) {
        this.names = names;
        this.cycle = cycle;
        this.capacity = capacity;
        this.rollBytes = rollBytes;
        this.aheadBytes = aheadBytes;
        current = make(cycle);
        if (current == null) {
            throw new StorageException("no room for " + names.apply(cycle), new IOException("the disk is full"));
        }
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** The appender has been below this position of the current file only. */
    void published(long newPosition) {
        position = newPosition;
        if (!awake && current.writtenTo() - newPosition < ahead(newPosition) / 2) {
            awake = true;
            LockSupport.unpark(thread);
        }
    }

    /**
     * Whether a record of that many bytes may be appended at the published position. Makes room if there is none yet.
     *
     * @return false if the disk is full
     */
    boolean roomFor(long length) {
        checkFailure();
        long end = position + length + OVERHEAD_BYTES;
        return end <= current.writtenTo() || current.extend(end);
    }

    /**
     * Makes the next cycle's file the current one.
     *
     * @param length of the record that will be its first
     * @return false if there is no room for it; nothing has changed then
     */
    boolean roll(long length) {
        checkFailure();
        synchronized (nextLock) {
            if (next == null) {
                next = make(cycle + 1);
            }
            if (next == null || !next.extend(length + 2 * OVERHEAD_BYTES)) {
                return false;
            }
            current = next;
            next = null;
            cycle++;
        }
        published(0);
        return true;
    }

    /** The file that was current before {@link #roll} has got its end mark, at or shortly after that position. */
    void retire(PrewrittenFile file, long end) {
        synchronized (nextLock) {
            tidy();
            retired = file;
            retiredEnd = end;
        }
    }

    /** The file the appender is in. */
    PrewrittenFile current() {
        return current;
    }

    /** Bytes allocated ahead of the appender. */
    long allocatedAhead() {
        return Math.max(0, current.writtenTo() - position);
    }

    /** Stops writing ahead; the current file keeps its length, a prepared next one is deleted. */
    @Override
    public void close() {
        running = false;
        LockSupport.unpark(thread);
        Threads.joinUninterruptibly(thread);
        synchronized (nextLock) {
            tidy();
            closeFiles();
        }
    }

    private void closeFiles() {
        try {
            current.close();
            if (next != null) {
                next.close();
                Files.delete(next.path());
                next = null;
            }
        } catch (IOException e) {
            throw new StorageException("log file " + current.path() + " cannot be closed", e);
        }
    }

    private void run() {
        try {
            while (running) {
                if (!work()) {
                    awake = false;
                    LockSupport.parkNanos(this, IDLE_NANOS);
                    awake = true;
                }
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** One small step; false if there is nothing to do or no room to do it. */
    private boolean work() {
        PrewrittenFile file = current;
        long at = position;
        long target = Math.min(at + ahead(at), rollBytes + OVERHEAD_BYTES);
        if (file.writtenTo() < target && file.extendByPiece()) {
            return true;
        }
        synchronized (nextLock) {
            tidy();
            if (file != current || at < rollBytes / 2) {
                return false;
            }
            if (next == null) {
                next = make(cycle + 1);
                return next != null;
            }
            return next.writtenTo() < Math.min(aheadBytes, rollBytes) && next.extendByPiece();
        }
    }

    /** A run that has not got far will hardly need much: room ahead grows with what was written. */
    private long ahead(long at) {
        long grown = cycle > LogDirectory.FIRST_CYCLE ? aheadBytes : Math.max(LEAST_AHEAD_BYTES, at);
        return Math.min(aheadBytes, grown);
    }

    private PrewrittenFile make(int number) {
        return PrewrittenFile.create(names.apply(number), capacity, Math.min(PrewrittenFile.PIECE_BYTES, capacity));
    }

    /** Cuts the file before the current one to what is in it. */
    private void tidy() {
        if (retired == null) {
            return;
        }
        try {
            retired.close();
            SealedFile.trim(retired.path(), retiredEnd);
        } catch (IOException e) {
            throw new StorageException("log file " + retired.path() + " cannot be closed", e);
        }
        retired = null;
    }

    private void checkFailure() {
        RuntimeException e = failure;
        if (e != null) {
            throw new StorageException("the disk refused to be written ahead", e);
        }
    }
}
