package io.faka.journal;

import io.faka.codec.journal.RecordType;
import io.faka.engine.port.EventBatchHandler;
import io.faka.engine.port.EventReader;
import java.util.List;
import java.util.function.Supplier;

/** Follows the event log. */
final class ChronicleEventReader implements EventReader {
    private final Supplier<List<LogFile>> files;
    private final SeekIndex index;
    private final LogCursor cursor;
    private SeekIndex.Place noted;
    private boolean pending;

    ChronicleEventReader(Supplier<List<LogFile>> files, SeekIndex index) {
        this.files = files;
        this.index = index;
        this.cursor = LogCursor.following(RecordType.EVENTS, files);
    }

    @Override
    public void seekAfter(long seq) {
        start(seq + 1);
        pending = false;
        while (!pending && next()) {
            pending = cursor.lastSeq() > seq;
        }
    }

    @Override
    public int poll(EventBatchHandler handler, int maxBatches) {
        int batches = 0;
        while (batches < maxBatches && (pending || next())) {
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

    private boolean next() {
        boolean more = cursor.next();
        if (more) {
            noted = index.passed(cursor, noted);
        }
        return more;
    }

    /** At the place nearest before a sequence: one that was noted, or the beginning of a later file. */
    private void start(long seq) {
        List<LogFile> all = files.get();
        SeekIndex.Place place = index.before(seq);
        int known = place == null ? -1 : all.indexOf(place.file());
        int start = Math.max(0, known);
        while (start + 1 < all.size() && firstSeq(all.get(start + 1)) <= seq) {
            start++;
        }
        if (known >= 0 && start == known) {
            cursor.startAt(place.file(), place.position());
        } else if (!all.isEmpty()) {
            cursor.startAt(all.get(start));
        }
    }

    private static long firstSeq(LogFile file) {
        try (LogCursor first = LogCursor.following(RecordType.EVENTS, () -> List.of(file))) {
            first.startAt(file);
            return first.next() ? first.firstSeq() : Long.MAX_VALUE;
        }
    }
}
