package io.faka.replicator;

import java.util.List;

/**
 * What {@link TableVerifier} found.
 *
 * @param appliedSeq  how far the tables say they are
 * @param rows        rows compared
 * @param differences the first ones, each one line: table, key, what is there, what should be; empty = the tables are right
 */
public record VerifyReport(long appliedSeq, long rows, List<String> differences) {
    /** Copies the list. */
    public VerifyReport {
        differences = List.copyOf(differences);
    }

    /** Whether the tables equal the fold of the events. */
    public boolean isEqual() {
        return differences.isEmpty();
    }
}
