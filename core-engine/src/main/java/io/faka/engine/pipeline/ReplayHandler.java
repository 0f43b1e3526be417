package io.faka.engine.pipeline;

import io.faka.engine.RecordBuffer;
import io.faka.engine.StateMachine;
import io.faka.engine.port.CommandHandler;
import io.faka.engine.port.EventLog;
import org.agrona.DirectBuffer;

/**
 * Rebuilds the state from the journal at start, and the events where the event log is behind. Replies go nowhere: they left
 * before the restart, or their askers will ask again.
 */
public final class ReplayHandler implements CommandHandler {
    private final StateMachine stateMachine;
    private final EventLog eventLog;
    private final RecordBuffer events = new RecordBuffer(1 << 18);
    private final RecordBuffer replies = new RecordBuffer(1 << 18);
    private long firstSeqOfBatch;
    private long regenerated;

    /** @param eventLog receives the events it does not have yet; null = only the state is rebuilt */
    public ReplayHandler(StateMachine stateMachine, EventLog eventLog) {
        this.stateMachine = stateMachine;
        this.eventLog = eventLog;
    }

    @Override
    public void onCommand(long seq, long timeMicros, long epoch, DirectBuffer buffer, int offset, int length) {
        if (firstSeqOfBatch == 0) {
            firstSeqOfBatch = seq;
        }
        stateMachine.onCommand(seq, timeMicros, buffer, offset, length, events, replies);
        replies.clear();
    }

    @Override
    public void onBatchEnd(long lastSeq, long timeMicros) {
        if (eventLog != null && lastSeq > eventLog.lastSeq() && events.count() > 0) {
            boolean appended = eventLog.append(
                    firstSeqOfBatch, lastSeq, events.count(), timeMicros, events.buffer(), 0, events.position());
            if (!appended) {
                throw new IllegalStateException("no disk space to rebuild the event log");
            }
            regenerated += events.count();
        }
        events.clear();
        firstSeqOfBatch = 0;
    }

    /** Events that were missing from the event log and are there now. */
    public long regenerated() {
        return regenerated;
    }
}
