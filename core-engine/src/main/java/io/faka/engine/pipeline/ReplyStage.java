package io.faka.engine.pipeline;

import io.faka.engine.RecordBuffer;
import io.faka.engine.port.ReplyReceiver;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/** Last stage: hands each reply to its receiver, then wakes every receiver once. */
final class ReplyStage {
    private final PipelineMetrics metrics;
    private ReplyReceiver[] toWake = new ReplyReceiver[8];
    private int toWakeCount;

    ReplyStage(PipelineMetrics metrics) {
        this.metrics = metrics;
    }

    void run(CommandBatch batch) {
        UnsafeBuffer replies = batch.replies.buffer();
        long now = System.nanoTime();
        int position = 0;
        for (int i = 0; i < batch.size(); i++) {
            CommandSlot slot = batch.slot(i);
            if (slot.isAbandoned()) {
                continue;
            }
            int length = replies.getInt(position, ByteOrder.LITTLE_ENDIAN);
            int offset = position + RecordBuffer.LENGTH_BYTES;
            metrics.onReply(slot, replies, offset, now);
            ReplyReceiver receiver = slot.receiver();
            if (receiver != null) {
                receiver.onReply(slot.sessionId(), slot.correlationId(), replies, offset, length);
                remember(receiver);
            }
            position = offset + length;
        }
        for (int i = 0; i < toWakeCount; i++) {
            toWake[i].onBatchEnd();
            toWake[i] = null;
        }
        toWakeCount = 0;
    }

    private void remember(ReplyReceiver receiver) {
        for (int i = toWakeCount - 1; i >= 0; i--) {
            if (toWake[i] == receiver) {
                return;
            }
        }
        if (toWakeCount == toWake.length) {
            toWake = java.util.Arrays.copyOf(toWake, toWakeCount * 2);
        }
        toWake[toWakeCount++] = receiver;
    }
}
