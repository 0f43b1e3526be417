package io.faka.engine.pipeline;

import io.faka.codec.reply.MessageHeaderEncoder;
import io.faka.codec.reply.TickedEncoder;
import io.faka.engine.RecordBuffer;
import io.faka.engine.SkuView;
import io.faka.engine.StateCounts;
import io.faka.engine.StateMachine;
import org.agrona.DirectBuffer;

/** Answers every command with its sequence, keeps one SKU whose available quantity is the sequence, emits one event each. */
final class CountingStateMachine implements StateMachine {
    final long failAtSeq;
    volatile long deadlineMicros = Long.MAX_VALUE;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final TickedEncoder ticked = new TickedEncoder();
    private volatile long lastSeq;
    private long lastTimeMicros;
    private int changed;

    CountingStateMachine(long failAtSeq) {
        this.failAtSeq = failAtSeq;
    }

    @Override
    public void foresee(DirectBuffer buffer, int offset, int length) {
        // Holds nothing that could be brought in.
    }

    @Override
    public void touch() {
        // Nothing was noted.
    }

    @Override
    public void onCommand(
            long seq,
            long timeMicros,
            DirectBuffer buffer,
            int offset,
            int length,
            RecordBuffer events,
            RecordBuffer replies) {
        if (seq == failAtSeq) {
            throw new IllegalStateException("planted failure at " + seq);
        }
        if (seq != lastSeq + 1 || timeMicros < lastTimeMicros) {
            throw new IllegalStateException("command out of order at " + seq);
        }
        lastSeq = seq;
        lastTimeMicros = timeMicros;
        if (timeMicros >= deadlineMicros) {
            deadlineMicros = Long.MAX_VALUE;
        }
        changed = 1;
        int at = events.claim(8);
        events.buffer().putLong(at, seq);
        events.commit(8);
        reply(replies);
    }

    @Override
    public void onQuery(DirectBuffer buffer, int offset, int length, RecordBuffer replies) {
        reply(replies);
    }

    private void reply(RecordBuffer replies) {
        int at = replies.claim(64);
        ticked.wrapAndApplyHeader(replies.buffer(), at, header).seq(lastSeq);
        replies.commit(MessageHeaderEncoder.ENCODED_LENGTH + ticked.encodedLength());
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
    public long nextDeadlineMicros() {
        return deadlineMicros;
    }

    @Override
    public long stateHash() {
        return lastSeq;
    }

    @Override
    public void verifyAll() {}

    @Override
    public StateCounts counts() {
        return new StateCounts(1, 0, 0, 0, 0, 0, 0, 0);
    }

    @Override
    public int changedSkuCount() {
        return changed;
    }

    @Override
    public int changedSku(int index) {
        return 1;
    }

    @Override
    public void clearChangedSkus() {
        changed = 0;
    }

    @Override
    public void readSku(int skuNumber, SkuView into) {
        into.skuNumber = 1;
        into.sku = "counted";
        into.definitionVersion = 1;
        into.version = lastSeq;
        into.imported = lastSeq;
        into.available = lastSeq;
        into.reserved = lastSeq;
        into.backordered = lastSeq;
    }
}
