package io.faka.engine.pipeline;

import io.faka.engine.port.AckMode;
import io.faka.engine.port.Journal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/** First stage: stamps sequence and time, appends the batch as one record, and forces it if the ack mode says so. */
final class JournalStage {
    private static final int LENGTH_BYTES = 4;

    private final Journal journal;
    private final AckMode ackMode;
    private final JournalClock clock;
    private final UnsafeBuffer payload = new UnsafeBuffer(ByteBuffer.allocateDirect(1 << 20));

    JournalStage(Journal journal, AckMode ackMode, JournalClock clock) {
        this.journal = journal;
        this.ackMode = ackMode;
        this.clock = clock;
    }

    void run(CommandBatch batch) {
        batch.accepted = true;
        if (batch.journaled() == 0) {
            return;
        }
        batch.firstSeq = journal.lastSeq() + 1;
        batch.timeMicros = clock.advance();
        int length = encode(batch);
        batch.accepted = journal.append(batch.firstSeq, batch.journaled(), batch.timeMicros, payload, 0, length);
        if (batch.accepted && ackMode == AckMode.GROUP_FSYNC) {
            journal.force();
        }
    }

    private int encode(CommandBatch batch) {
        ensureCapacity(batch);
        int position = 0;
        for (int i = 0; i < batch.size(); i++) {
            CommandSlot slot = batch.slot(i);
            if (CommandBatch.isJournaled(slot)) {
                payload.putInt(position, slot.length(), ByteOrder.LITTLE_ENDIAN);
                payload.putBytes(position + LENGTH_BYTES, slot.buffer(), 0, slot.length());
                position += LENGTH_BYTES + slot.length();
            }
        }
        return position;
    }

    private void ensureCapacity(CommandBatch batch) {
        int needed = 0;
        for (int i = 0; i < batch.size(); i++) {
            needed += LENGTH_BYTES + batch.slot(i).length();
        }
        if (needed > payload.capacity()) {
            payload.wrap(ByteBuffer.allocateDirect(Integer.highestOneBit(needed) * 2));
        }
    }
}
