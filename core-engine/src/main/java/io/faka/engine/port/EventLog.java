package io.faka.engine.port;

import org.agrona.DirectBuffer;

/** The ordered record of events: derived from the journal and rebuilt from it where it is behind. One thread appends. */
public interface EventLog extends AutoCloseable {
    /** Sequence of the newest command whose events are in the log, 0 when empty. Any thread may read it. */
    long lastSeq();

    /**
     * Appends the events of one journal batch as one record.
     *
     * @param firstSeq sequence of the batch's first command
     * @param lastSeq  sequence of the batch's last command
     * @param count    events in the payload, at least 1
     * @param payload  entries of a 4-byte little-endian length and an SBE event, header first
     * @return false if there is no room; nothing was written
     */
    boolean append(
            long firstSeq, long lastSeq, int count, long timeMicros, DirectBuffer payload, int offset, int length);

    @Override
    void close();
}
