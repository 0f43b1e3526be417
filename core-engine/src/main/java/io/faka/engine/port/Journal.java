package io.faka.engine.port;

import org.agrona.DirectBuffer;

/**
 * The durable, ordered record of every command: the truth. One thread appends and forces; {@link #storageLevel}, {@link
 * #durableSeq} and {@link #lastSeq} may be read by any thread.
 */
public interface Journal extends AutoCloseable {
    /** Which primary's turn it is; part of every record. */
    long epoch();

    /** Sequence of the newest command in the journal, 0 when empty. */
    long lastSeq();

    /** Journal time of the newest command, 0 when empty. */
    long lastTimeMicros();

    /** Every command up to this one has been forced to disk. */
    long durableSeq();

    /** Disk left, as of a moment ago. */
    StorageLevel storageLevel();

    /**
     * Appends one batch as one record: all of it or nothing.
     *
     * @param firstSeq   must be {@link #lastSeq} + 1
     * @param count      commands in the batch, at least 1
     * @param timeMicros journal time of all of them, not before {@link #lastTimeMicros}
     * @param payload    entries of a 4-byte little-endian length and an SBE command, header first
     * @return false if there is no room; nothing was written and the journal is as before
     * @throws RuntimeException if it is unknown what was written: the caller must stop the node
     */
    boolean append(long firstSeq, int count, long timeMicros, DirectBuffer payload, int offset, int length);

    /**
     * Returns once everything appended is on disk.
     *
     * @throws RuntimeException if the disk reports an error: never retried, the caller must stop the node
     */
    void force();

    @Override
    void close();
}
