package io.faka.journal;

import io.faka.codec.journal.RecordType;
import io.faka.engine.port.EventBatchHandler;
import io.faka.engine.port.EventReader;
import java.util.List;
import java.util.function.Supplier;

/** Follows the event log. */
final class ChronicleEventReader implements EventReader {
    private final Supplier<List<LogFile>> files;
    private final LogCursor cursor;
    private boolean pending;

    ChronicleEventReader(Supplier<List<LogFile>> files) {
        this.files = files;
        this.cursor = LogCursor.following(RecordType.EVENTS, files);
    }

    @Override
    public void seekAfter(long seq) {
        List<LogFile> all = files.get();
        int start = 0;
        for (int i = 1; i < all.size() && firstSeq(all.get(i)) <= seq + 1; i++) {
            start = i;
        }
        if (!all.isEmpty()) {
            cursor.startAt(all.get(start));
        }
        pending = false;
        while (!pending && cursor.next()) {
            pending = cursor.lastSeq() > seq;
        }
    }

    @Override
    public int poll(EventBatchHandler handler, int maxBatches) {
        int batches = 0;
        while (batches < maxBatches && (pending || cursor.next())) {
            pending = false;
            batches++;
            handler.onBatch(
                    cursor.epoch(),
                    cursor.firstSeq(),
                    cursor.lastSeq(),
                    cursor.timeMicros(),
                    cursor.count(),
                    cursor.buffer(),
                    cursor.payloadOffset(),
                    cursor.payloadLength());
        }
        return batches;
    }

    @Override
    public void close() {
        cursor.close();
    }

    private static long firstSeq(LogFile file) {
        try (LogCursor first = LogCursor.following(RecordType.EVENTS, () -> List.of(file))) {
            first.startAt(file);
            return first.next() ? first.firstSeq() : Long.MAX_VALUE;
        }
    }
}
