package io.faka.replicator;

import io.faka.engine.port.EventReader;
import java.util.function.LongSupplier;
import org.agrona.DirectBuffer;

/** Tells tables that belong to this event log from tables that do not, so that two histories are never mixed. */
final class HistoryCheck {
    private final EventReader reader;
    private final LongSupplier logSeq;

    HistoryCheck(EventReader reader, LongSupplier logSeq) {
        this.reader = reader;
        this.logSeq = logSeq;
    }

    /**
     * Compares the newest events the tables know of with the log's. Moves the reader.
     *
     * @throws DatabaseUnavailableException if they differ, or the tables are ahead
     */
    void requireSame(Position position) {
        requireNotAhead(position, logSeq.getAsLong());
        if (position.eventSeq() == 0) {
            return;
        }
        reader.seekAfter(position.eventSeq() - 1);
        Probe probe = new Probe(position.eventSeq());
        if (reader.poll(probe, 1) == 0) {
            throw new DatabaseUnavailableException(
                    DatabaseFault.OTHER, "the event log does not show seq " + position.eventSeq() + " yet", null);
        }
        if (!probe.beginsLater && (!probe.found || probe.digest.value() != position.eventCrc())) {
            throw new DatabaseUnavailableException(
                    DatabaseFault.OTHER_HISTORY,
                    "the tables hold another journal's events: seq " + position.eventSeq()
                            + " differs; start with the data directory they were written from, or with an empty database",
                    null);
        }
    }

    static void requireNotAhead(Position position, long logSeq) {
        if (position.appliedSeq() > logSeq) {
            throw new DatabaseUnavailableException(
                    DatabaseFault.OTHER_HISTORY,
                    "the tables are ahead of the journal: they hold seq " + position.appliedSeq()
                            + ", the journal ends at " + logSeq
                            + "; start with the data directory they were written from, or with an empty database",
                    null);
        }
    }

    /** Looks for the events of one sequence in a batch. */
    private static final class Probe implements io.faka.engine.port.EventBatchHandler {
        private final EventCursor event = new EventCursor();
        private final EventDigest digest = new EventDigest();
        private final long seq;
        private boolean found;
        private boolean beginsLater;

        Probe(long seq) {
            this.seq = seq;
        }

        @Override
        public void onBatch(
                long epoch,
                long firstSeq,
                long lastSeq,
                long timeMicros,
                int count,
                DirectBuffer payload,
                int offset,
                int length) {
            beginsLater = firstSeq > seq;
            event.wrap(payload, offset, length);
            while (event.advance()) {
                if (event.seq() == seq) {
                    digest.add(event);
                    found = true;
                }
            }
        }
    }
}
