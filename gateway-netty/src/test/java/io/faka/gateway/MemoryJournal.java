package io.faka.gateway;

import io.faka.engine.port.Journal;
import io.faka.engine.port.StorageLevel;
import java.util.concurrent.locks.ReentrantLock;
import org.agrona.DirectBuffer;

/** A journal that keeps nothing but its position. */
final class MemoryJournal implements Journal {
    volatile StorageLevel level = StorageLevel.AMPLE;
    /** While it is locked by somebody, nothing is appended. */
    final ReentrantLock writing = new ReentrantLock();

    private volatile long lastSeq;
    private volatile long lastTimeMicros;

    @Override
    public long epoch() {
        return 1;
    }

    @Override
    public long lastSeq() {
        return lastSeq;
    }

    @Override
    public long lastTimeMicros() {
        return lastTimeMicros;
    }

    @Override
    public long durableSeq() {
        return lastSeq;
    }

    @Override
    public StorageLevel storageLevel() {
        return level;
    }

    @Override
    public boolean append(long firstSeq, int count, long timeMicros, DirectBuffer payload, int offset, int length) {
        writing.lock();
        try {
            lastSeq = firstSeq + count - 1;
            lastTimeMicros = timeMicros;
            return true;
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void force() {}

    @Override
    public void close() {}
}
