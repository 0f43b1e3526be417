package io.faka.journal;

import io.faka.codec.journal.RecordType;
import io.faka.engine.port.EventLog;
import io.faka.engine.port.EventReader;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * The event log on Chronicle Queue. Derived from the journal: where it is behind, replay appends what is missing; where it does
 * not hold, it is cut back to what does; where it is ahead of the journal, it is deleted and rebuilt whole. One thread appends,
 * any may ask for {@link #lastSeq} or a reader. Old files are kept.
 */
public final class ChronicleEventLog implements EventLog {
    private final RunWriter run;
    private final RecordWriter records;
    private final long epoch;
    private final SeekIndex index;
    private volatile long lastSeq;

    private ChronicleEventLog(LogDirectory directory, JournalConfig config, long journalEpoch, Scan scan) {
        run = new RunWriter(directory, scan.files, config);
        records = new RecordWriter(RecordType.EVENTS, scan.chain);
        epoch = journalEpoch;
        lastSeq = scan.lastSeq;
        index = scan.index;
    }

    /**
     * Opens the event log beside an open journal and brings it to a state from which replay can go on: afterwards {@link
     * #lastSeq} is at most the journal's, and every event of a later sequence has to be appended again.
     *
     * @throws StorageException if the directory cannot be used
     */
    public static ChronicleEventLog open(JournalConfig config, ChronicleJournal journal) {
        LogDirectory directory = new LogDirectory(config.eventsDir());
        directory.create();
        Scan scan = Scan.of(directory);
        try {
            if (scan.lastSeq > journal.lastSeq()) {
                directory.deleteFilesFrom(0);
                scan = Scan.of(directory);
            } else {
                scan.cut(directory);
            }
        } catch (IOException e) {
            throw new StorageException("event log in " + config.eventsDir() + " cannot be cut back", e);
        }
        return new ChronicleEventLog(directory, config, journal.epoch(), scan);
    }

    /** A reader that starts before the first event and follows this log. */
    public EventReader reader() {
        return new ChronicleEventReader(run::files, index);
    }

    @Override
    public long lastSeq() {
        return lastSeq;
    }

    @Override
    public boolean append(
            long firstSeq, long lastSeq, int count, long timeMicros, DirectBuffer payload, int offset, int length) {
        if (firstSeq <= this.lastSeq || lastSeq < firstSeq || count < 1) {
            throw new IllegalArgumentException(
                    count + " events of seq " + firstSeq + " to " + lastSeq + " after " + this.lastSeq);
        }
        if (!run.append(records.build(epoch, firstSeq, lastSeq, count, timeMicros, payload, offset, length))) {
            return false;
        }
        records.commit();
        this.lastSeq = lastSeq;
        return true;
    }

    /** Forces what is there and ends the log's run. */
    @Override
    public void close() {
        run.close();
    }

    /** How far the log holds. */
    private static final class Scan {
        private List<LogFile> files;
        private int endFile = -1;
        private long endPosition;
        private long lastSeq;
        private long chain = RecordFormat.FIRST_CHAIN;
        private final SeekIndex index = new SeekIndex();
        private SeekIndex.Place noted;

        static Scan of(LogDirectory directory) {
            Scan scan = new Scan();
            scan.files = new ArrayList<>(directory.files());
            try (LogCursor cursor = LogCursor.over(RecordType.EVENTS, scan.files)) {
                scan.proceed(cursor);
            }
            return scan;
        }

        private void proceed(LogCursor cursor) {
            try {
                while (cursor.next()) {
                    endFile = cursor.fileIndex();
                    endPosition = cursor.position();
                    lastSeq = cursor.lastSeq();
                    chain = cursor.chain();
                    noted = index.passed(cursor, noted);
                }
            } catch (DamagedJournalException e) {
                // What follows is derived data and comes again with replay; cut() drops it.
                assert e.seq() == lastSeq;
            }
        }

        void cut(LogDirectory directory) throws IOException {
            directory.deleteFilesFrom(endFile + 1);
            files = files.subList(0, endFile + 1);
            if (endFile >= 0) {
                LogFile last = files.get(endFile);
                if (Files.size(last.path()) != endPosition + RecordFormat.EXCERPT_HEADER_BYTES) {
                    SealedFile.seal(last.path(), endPosition);
                }
            }
        }
    }
}
