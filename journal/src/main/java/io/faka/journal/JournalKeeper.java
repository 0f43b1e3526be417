package io.faka.journal;

import io.faka.engine.port.AckMode;
import io.faka.engine.port.StorageLevel;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The journal's background: every 100 ms it looks at the disk and forces the durable mark; in ASYNC it also forces the journal,
 * less often, so that a power cut costs little. An error it meets stops the next append or force.
 */
final class JournalKeeper implements AutoCloseable {
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final JournalConfig config;
    private final RunWriter run;
    private final DurableMark mark;
    private final FileStore store;
    private final Thread thread;
    private volatile boolean running = true;
    private volatile RuntimeException failure;
    private volatile StorageLevel level;
    private volatile long durableSeq;
    private long forcedNanos = System.nanoTime();

    JournalKeeper(JournalConfig config, RunWriter run, DurableMark mark, long durableSeq) {
        this.config = config;
        this.run = run;
        this.mark = mark;
        this.durableSeq = durableSeq;
        try {
            store = Files.getFileStore(config.journalDir());
        } catch (IOException e) {
            throw new StorageException("file system of " + config.journalDir() + " cannot be asked", e);
        }
        level = measure();
        thread = new Thread(this::loop, "journal-keeper");
        thread.setDaemon(true);
        thread.start();
    }

    StorageLevel storageLevel() {
        return level;
    }

    long durableSeq() {
        return durableSeq;
    }

    /** The appender found no room: nothing is taken until the next look at the disk says otherwise. */
    void full() {
        level = StorageLevel.EXHAUSTED;
    }

    /** The appender has forced everything up to {@code seq}. */
    void durable(long seq, long chain) {
        mark.durable(seq, chain);
        durableSeq = seq;
    }

    /**
     * Tells the appender about the background's troubles.
     *
     * @throws StorageException if the background met an error: the node must stop
     */
    void check() {
        RuntimeException e = failure;
        if (e != null) {
            throw new StorageException("the journal's background failed", e);
        }
    }

    @Override
    public void close() {
        running = false;
        LockSupport.unpark(thread);
        Threads.joinUninterruptibly(thread);
    }

    private void loop() {
        try {
            while (running) {
                LockSupport.parkNanos(this, TICK_NANOS);
                tick();
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private void tick() {
        level = measure();
        long now = System.nanoTime();
        boolean due = now - forcedNanos >= TimeUnit.MILLISECONDS.toNanos(config.forceMillis());
        if (config.ackMode() == AckMode.ASYNC && due) {
            forcedNanos = now;
            forceJournal();
        }
        mark.force();
    }

    /** Forces through a channel of its own, so the appender may roll meanwhile: it forces the file it leaves by itself. */
    private void forceJournal() {
        mark.beginForce();
        List<LogFile> files = run.files();
        Path file = files.get(files.size() - 1).path();
        if (mark.appendedSeq() == durableSeq) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(false);
        } catch (IOException e) {
            throw new StorageException("the disk did not take " + file, e);
        }
        durableSeq = mark.endForce();
    }

    private StorageLevel measure() {
        long left;
        try {
            left = store.getUsableSpace() + run.allocatedAhead();
        } catch (IOException e) {
            throw new StorageException("file system of " + config.journalDir() + " cannot be asked", e);
        }
        if (left < config.exhaustedBytes()) {
            return StorageLevel.EXHAUSTED;
        }
        return left < config.lowBytes() ? StorageLevel.LOW : StorageLevel.AMPLE;
    }
}
