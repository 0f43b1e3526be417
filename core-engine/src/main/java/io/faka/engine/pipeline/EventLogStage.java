package io.faka.engine.pipeline;

import io.faka.engine.port.EventLog;

/** Third stage: appends the batch's events to the event log as one record. */
final class EventLogStage {
    private final EventLog eventLog;

    EventLogStage(EventLog eventLog) {
        this.eventLog = eventLog;
    }

    void run(CommandBatch batch) {
        int count = batch.events.count();
        if (count == 0) {
            return;
        }
        boolean appended = eventLog.append(
                batch.firstSeq,
                batch.lastSeq(),
                count,
                batch.timeMicros,
                batch.events.buffer(),
                0,
                batch.events.position());
        if (!appended) {
            // The journal has the batch, so a restart regenerates these events; going on would leave a hole.
            throw new IllegalStateException("no disk space for the event log: free space and start again");
        }
    }
}
