package io.faka.engine;

import org.agrona.DirectBuffer;

/**
 * The business-logic processor's pure part. Single-threaded: every method is called by the one thread that owns the instance.
 *
 * <p>Commands are run in groups: {@link #foresee} for each, one {@link #touch}, which brings in what they will read, then {@link
 * #onCommand} for each. The first two change nothing and may be skipped.
 */
public interface StateMachine {
    /** Notes what the command will read. Takes any bytes. */
    void foresee(DirectBuffer buffer, int offset, int length);

    /** Reads everything that was noted since the last call, so that the cache misses of many commands overlap. */
    void touch();

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

    /** Orders that wait for stock. */
    default long waitingOrders() {
        return 0;
    }

    /** Finished orders that have left memory. */
    default long archivedOrders() {
        return 0;
    }

    /** Hash over the whole state. Equal journals give equal hashes. Takes time in proportion to the state. */
    long stateHash();

    /**
     * Checks every invariant over the whole state.
     *
     * @throws IllegalStateException naming the first one that does not hold
     */
    void verifyAll();

    /** Grows whenever {@link #moneyTotals} may have changed. */
    default long moneyVersion() {
        return 0;
    }

    /** The money that did not simply pay an order, now. */
    default MoneyTotals moneyTotals() {
        return MoneyTotals.NONE;
    }

    /** After how many hours of journal time finished orders leave memory, 0 = never. */
    default int retentionHours() {
        return 0;
    }

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
