package io.faka.replicator;

/**
 * How the replicator stands.
 *
 * @param state          what it is doing
 * @param epoch          highest epoch seen in its position
 * @param appliedSeq     every event up to this sequence is in the tables, as far as is known
 * @param appliedMicros  journal time of it; 0 = nothing yet
 * @param logSeq         newest sequence in the event log
 * @param rowsWritten    rows inserted, changed or deleted since the start
 * @param chunksWritten  transactions committed since the start
 * @param failures       connections lost or transactions given up since the start
 * @param lastError      one line, empty if none yet; stays after recovery
 */
public record ReplicatorStatus(
        ReplicatorState state,
        long epoch,
        long appliedSeq,
        long appliedMicros,
        long logSeq,
        long rowsWritten,
        long chunksWritten,
        long failures,
        String lastError) {
    /** Whether the database is connected. */
    public boolean isConnected() {
        return state == ReplicatorState.REPLICATING;
    }

    /** Sequences not yet in the tables. */
    public long lag() {
        return Math.max(0, logSeq - appliedSeq);
    }

    /** How old the newest applied event is, in microseconds; 0 when nothing waits. */
    public long lagMicros(long nowMicros) {
        return lag() == 0 || appliedMicros == 0 ? 0 : Math.max(0, nowMicros - appliedMicros);
    }
}
