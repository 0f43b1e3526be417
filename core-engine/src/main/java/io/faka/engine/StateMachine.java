package io.faka.engine;

import org.agrona.DirectBuffer;

/**
 * The business-logic processor's pure part. Single-threaded: every method is called by the one thread that owns the instance.
 *
 * <p>A batch is run as a touch pass over all its commands, which changes nothing and only brings cache lines in, followed by
 * {@link #onCommand} for each. The touch pass may be skipped.
 */
public interface StateMachine {
    /**
     * Reads what the command will need, so that the cache misses of a batch overlap.
     *
     * @return a number without meaning; callers add it up so that the reads are not optimised away
     */
    long touch(DirectBuffer buffer, int offset, int length);

    /**
     * Applies one journaled command. Whatever has become due by {@code timeMicros} is fired first.
     *
     * @param seq        position in the journal, exactly one more than the call before
     * @param timeMicros journal time, never less than in the call before
     * @param buffer     holds an SBE message of the command schema, header first, at {@code offset}
     * @param events     receives zero or more events
     * @param replies    receives exactly one reply
     * @throws RuntimeException if an invariant is broken or the message is none of the schema: the caller must stop the node
     */
    void onCommand(
            long seq,
            long timeMicros,
            DirectBuffer buffer,
            int offset,
            int length,
            RecordBuffer events,
            RecordBuffer replies);

    /** Answers a query against the state as of the last command; writes exactly one reply and changes nothing. */
    void onQuery(DirectBuffer buffer, int offset, int length, RecordBuffer replies);

    /** Sequence of the last applied command, 0 before the first. */
    long lastSeq();

    /** Journal time of the last applied command, 0 before the first. */
    long lastTimeMicros();

    /** No hold ends before this journal time; {@link Long#MAX_VALUE} when nothing is held. May be earlier than the true next one. */
    long nextDeadlineMicros();

    /** Hash over the whole state. Equal journals give equal hashes. Takes time in proportion to the state. */
    long stateHash();

    /**
     * Checks every invariant over the whole state.
     *
     * @throws IllegalStateException naming the first one that does not hold
     */
    void verifyAll();

    /** Totals, for metrics and for {@code verify}. */
    StateCounts counts();

    /** How many SKUs changed since {@link #clearChangedSkus}. */
    int changedSkuCount();

    /** Number of the i-th changed SKU, each named once. */
    int changedSku(int index);

    /** Forgets the changes; called after they were published. */
    void clearChangedSkus();

    /** Copies the SKU's definition and quantities into {@code into}. */
    void readSku(int skuNumber, SkuView into);
}
