package io.faka.gateway;

import io.faka.engine.port.EventBatchHandler;
import io.faka.engine.port.EventLog;
import io.faka.engine.port.EventReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** An event log in memory. */
final class MemoryEventLog implements EventLog {
    private final List<Batch> batches = Collections.synchronizedList(new ArrayList<>());
    private volatile long lastSeq;

    private record Batch(long firstSeq, long lastSeq, int count, long timeMicros, byte[] payload) {}

    /** What was appended, a batch each. */
    List<byte[]> payloads() {
        return List.copyOf(batches).stream().map(Batch::payload).toList();
    }

    @Override
    public long lastSeq() {
        return lastSeq;
    }

    @Override
    public boolean append(
            long firstSeq, long newestSeq, int count, long timeMicros, DirectBuffer payload, int offset, int length) {
        byte[] bytes = new byte[length];
        payload.getBytes(offset, bytes);
        batches.add(new Batch(firstSeq, newestSeq, count, timeMicros, bytes));
        lastSeq = newestSeq;
        return true;
    }

    EventReader reader() {
        return new EventReader() {
            private int next;

            @Override
            public void seekAfter(long seq) {
                next = 0;
                while (next < batches.size() && batches.get(next).lastSeq() <= seq) {
                    next++;
                }
            }

            @Override
            public int poll(EventBatchHandler handler, int maxBatches) {
                int read = 0;
                while (read < maxBatches && next < batches.size()) {
                    Batch batch = batches.get(next++);
                    read++;
                    UnsafeBuffer payload = new UnsafeBuffer(batch.payload());
                    handler.onBatch(
                            1,
                            batch.firstSeq(),
                            batch.lastSeq(),
                            batch.timeMicros(),
                            batch.count(),
                            payload,
                            0,
                            payload.capacity());
                }
                return read;
            }

            @Override
            public void close() {
                next = Integer.MAX_VALUE;
            }
        };
    }

    @Override
    public void close() {}
}
