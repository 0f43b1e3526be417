package io.faka.engine.pipeline;

import io.faka.engine.port.EventLog;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.agrona.DirectBuffer;

/** An event log that keeps the borders of its batches. */
final class InMemoryEventLog implements EventLog {
    final List<String> batches = Collections.synchronizedList(new ArrayList<>());
    private volatile long lastSeq;

    InMemoryEventLog(long lastSeq) {
        this.lastSeq = lastSeq;
    }

    @Override
    public long lastSeq() {
        return lastSeq;
    }

    @Override
    public boolean append(
            long firstSeq, long lastSeq, int count, long timeMicros, DirectBuffer payload, int offset, int length) {
        batches.add(firstSeq + "-" + lastSeq + ":" + count);
        this.lastSeq = lastSeq;
        return true;
    }

    @Override
    public void close() {}
}
