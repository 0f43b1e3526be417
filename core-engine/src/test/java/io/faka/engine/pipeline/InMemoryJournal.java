package io.faka.engine.pipeline;

import io.faka.engine.port.Journal;
import io.faka.engine.port.StorageLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.agrona.DirectBuffer;

/** A journal that forgets at the end of the test, and that can be told to be full, to fail, or to stall in its force. */
final class InMemoryJournal implements Journal {
    final List<Record> records = new ArrayList<>();
    volatile StorageLevel level = StorageLevel.AMPLE;
    volatile boolean full;
    volatile RuntimeException appendFailure;
    volatile Semaphore forcePermits;
    private volatile long lastSeq;
    private volatile long durableSeq;
    private volatile long lastTimeMicros;

    record Record(long firstSeq, int count, long timeMicros, byte[] payload) {}

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
        return durableSeq;
    }

    @Override
    public StorageLevel storageLevel() {
        return level;
    }

    @Override
    public boolean append(long firstSeq, int count, long timeMicros, DirectBuffer payload, int offset, int length) {
        if (appendFailure != null) {
            throw appendFailure;
        }
        if (full) {
            return false;
        }
        if (firstSeq != lastSeq + 1 || timeMicros < lastTimeMicros) {
            throw new IllegalStateException("record out of order at " + firstSeq);
        }
        byte[] copy = new byte[length];
        payload.getBytes(offset, copy);
        synchronized (records) {
            records.add(new Record(firstSeq, count, timeMicros, copy));
        }
        lastSeq = firstSeq + count - 1;
        lastTimeMicros = timeMicros;
        return true;
    }

    @Override
    public void force() {
        Semaphore permits = forcePermits;
        if (permits != null) {
            permits.acquireUninterruptibly();
        }
        durableSeq = lastSeq;
    }

    @Override
    public void close() {}
}
