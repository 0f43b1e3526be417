package io.faka.journal;

import io.faka.codec.journal.RecordType;
import io.faka.engine.port.CommandHandler;
import java.nio.ByteOrder;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Reads a journal forward from its first command, proving every record on the way. Each reader belongs to one thread. */
public final class JournalReader implements AutoCloseable {
    private final LogCursor cursor;
    private final long untilSeq;
    private long lastSeq;

    JournalReader(List<LogFile> files, long untilSeq) {
        this.cursor = LogCursor.over(RecordType.COMMANDS, files);
        this.untilSeq = untilSeq;
    }

    /**
     * Hands over up to {@code maxBatches} batches, each as its commands and then the end of the batch.
     *
     * @return batches read; 0 = at the end
     * @throws DamagedJournalException if a record does not hold
     */
    public int poll(CommandHandler handler, int maxBatches) {
        int batches = 0;
        while (batches < maxBatches && lastSeq < untilSeq) {
            if (!cursor.next()) {
                throw new DamagedJournalException(
                        cursor.file(), cursor.position(), lastSeq, "the journal ends before seq " + untilSeq);
            }
            handOver(handler);
            lastSeq = cursor.lastSeq();
            batches++;
        }
        return batches;
    }

    /** Sequence of the newest command handed over, 0 before the first. */
    public long lastSeq() {
        return lastSeq;
    }

    /** Sequence at which this reader ends. */
    public long untilSeq() {
        return untilSeq;
    }

    @Override
    public void close() {
        cursor.close();
    }

    private void handOver(CommandHandler handler) {
        UnsafeBuffer buffer = cursor.buffer();
        long time = cursor.timeMicros();
        long epoch = cursor.epoch();
        int at = cursor.payloadOffset();
        int end = at + cursor.payloadLength();
        for (long seq = cursor.firstSeq(); seq <= cursor.lastSeq(); seq++) {
            int length = at + Integer.BYTES <= end ? buffer.getInt(at, ByteOrder.LITTLE_ENDIAN) : -1;
            at += Integer.BYTES;
            if (length < 0 || length > end - at) {
                throw badPayload();
            }
            handler.onCommand(seq, time, epoch, buffer, at, length);
            at += length;
        }
        if (at != end) {
            throw badPayload();
        }
        handler.onBatchEnd(cursor.lastSeq(), time);
    }

    private DamagedJournalException badPayload() {
        return new DamagedJournalException(
                cursor.file(), cursor.recordPosition(), lastSeq, "the payload is not " + cursor.count() + " commands");
    }
}
