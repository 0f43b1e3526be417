package io.faka.replicator;

import io.faka.engine.port.EventBatchHandler;
import io.faka.engine.port.EventLog;
import io.faka.engine.port.EventReader;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** An event log on the heap. */
final class MemoryEventLog implements EventLog {
    record Batch(long firstSeq, long lastSeq, int count, long timeMicros, byte[] payload) {}

    private final ConcurrentNavigableMap<Long, Batch> batches = new ConcurrentSkipListMap<>();
    private final long epoch;
    private volatile long lastSeq;

    MemoryEventLog() {
        this(1);
    }

    MemoryEventLog(long epoch) {
        this.epoch = epoch;
    }

    @Override
    public long lastSeq() {
        return lastSeq;
    }

    @Override
    public boolean append(
            long firstSeq, long newLastSeq, int count, long timeMicros, DirectBuffer payload, int offset, int length) {
        byte[] copy = new byte[length];
        payload.getBytes(offset, copy);
        batches.put(newLastSeq, new Batch(firstSeq, newLastSeq, count, timeMicros, copy));
        lastSeq = newLastSeq;
        return true;
    }

    /** The same log cut behind {@code seq}. */
    MemoryEventLog upTo(long seq) {
        MemoryEventLog shorter = new MemoryEventLog(epoch);
        shorter.batches.putAll(batches.headMap(seq, true));
        shorter.lastSeq = shorter.batches.isEmpty() ? 0 : shorter.batches.lastKey();
        return shorter;
    }

    EventReader reader() {
        return new Reader();
    }

    @Override
    public void close() {}

    private final class Reader implements EventReader {
        private long after;

        @Override
        public void seekAfter(long seq) {
            after = seq;
        }

        @Override
        public int poll(EventBatchHandler handler, int maxBatches) {
            int polled = 0;
            while (polled < maxBatches) {
                var entry = batches.higherEntry(after);
                if (entry == null || entry.getKey() > lastSeq) {
                    break;
                }
                Batch b = entry.getValue();
                after = b.lastSeq;
                handler.onBatch(
                        epoch,
                        b.firstSeq,
                        b.lastSeq,
                        b.timeMicros,
                        b.count,
                        new UnsafeBuffer(b.payload),
                        0,
                        b.payload.length);
                polled++;
            }
            return polled;
        }

        @Override
        public void close() {}
    }
}
