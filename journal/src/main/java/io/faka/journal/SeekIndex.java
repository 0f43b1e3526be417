package io.faka.journal;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Places in a log by sequence, about one in a MiB of records, noted by whoever passes. A reader that is to find a sequence starts at the
 * place before it instead of at the log's beginning. Any thread.
 */
final class SeekIndex {
    private static final long SPACING_BYTES = 1 << 20;

    private final ConcurrentSkipListMap<Long, Place> places = new ConcurrentSkipListMap<>();

    /**
     * Where a record begins.
     *
     * @param position of its excerpt in the file
     */
    record Place(LogFile file, long position) {
        private boolean isNear(LogFile other, long otherPosition) {
            return file.equals(other) && otherPosition - position < SPACING_BYTES;
        }
    }

    /**
     * Notes the record that the cursor is at, unless the place noted last is near.
     *
     * @param last noted last by this caller; null = none
     * @return the place noted last now
     */
    Place passed(LogCursor cursor, Place last) {
        LogFile file = cursor.logFile();
        long position = cursor.recordPosition();
        if (last != null && last.isNear(file, position)) {
            return last;
        }
        Map.Entry<Long, Place> before = places.floorEntry(cursor.firstSeq());
        if (before != null && before.getValue().isNear(file, position)) {
            return before.getValue();
        }
        Place place = new Place(file, position);
        places.put(cursor.firstSeq(), place);
        return place;
    }

    /** The last place known that is not behind a sequence, or null. */
    Place before(long seq) {
        Map.Entry<Long, Place> before = places.floorEntry(seq);
        return before == null ? null : before.getValue();
    }

    /** Places noted. */
    int size() {
        return places.size();
    }
}
