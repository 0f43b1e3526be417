package io.faka.journal;

import io.faka.codec.journal.RecordType;
import io.faka.engine.port.CommandHandler;
import java.util.List;

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
            CommandWalk.handOver(cursor, handler);
            lastSeq = cursor.lastSeq();
            batches++;
        }
        return batches;
    }

    /** Sequence of the newest command handed over, 0 before the first. */
    public long lastSeq() {
        return lastSeq;
    }

    /** Sequence at which this reader ends: the newest in the journal when it was made. */
    public long untilSeq() {
        return untilSeq;
    }

    @Override
    public void close() {
        cursor.close();
    }
}
