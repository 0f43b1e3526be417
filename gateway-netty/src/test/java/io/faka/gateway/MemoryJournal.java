package io.faka.gateway;

import io.faka.engine.port.CommandHandler;
import io.faka.engine.port.Journal;
import io.faka.engine.port.StorageLevel;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A journal in memory. */
final class MemoryJournal implements Journal {
    volatile StorageLevel level = StorageLevel.AMPLE;
    /** While it is locked by somebody, nothing is appended. */
    final ReentrantLock writing = new ReentrantLock();

    private final List<Batch> batches = Collections.synchronizedList(new ArrayList<>());
    private volatile long lastSeq;
    private volatile long lastTimeMicros;

    private record Batch(long firstSeq, int count, long timeMicros, byte[] payload) {}

    /** What was appended, a batch each. */
    List<byte[]> payloads() {
        return List.copyOf(batches).stream().map(Batch::payload).toList();
    }

    /** Hands over every command. */
    void replay(CommandHandler handler) {
        for (Batch batch : List.copyOf(batches)) {
            UnsafeBuffer buffer = new UnsafeBuffer(batch.payload());
            int at = 0;
            for (int i = 0; i < batch.count(); i++) {
                int length = buffer.getInt(at, ByteOrder.LITTLE_ENDIAN);
                handler.onCommand(batch.firstSeq() + i, batch.timeMicros(), 1, buffer, at + Integer.BYTES, length);
                at += Integer.BYTES + length;
            }
        }
    }

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
            byte[] bytes = new byte[length];
            payload.getBytes(offset, bytes);
            batches.add(new Batch(firstSeq, count, timeMicros, bytes));
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
