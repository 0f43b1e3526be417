package io.faka.journal;

import java.util.Optional;

/**
 * What {@link JournalVerifier} found.
 *
 * @param records    batches that hold
 * @param commands   commands in them; their sequences run from 1 without a gap
 * @param lastSeq    newest command that holds, 0 when there is none
 * @param durableSeq sequence that the durable mark demands
 * @param epoch      epoch of the newest record, 0 when there is none
 * @param lastTimeMicros journal time of the newest command, 0 when there is none
 * @param files      cycle files that were looked at
 * @param bytes      bytes in them
 * @param tornBytes  bytes of a never acknowledged tail that the next start will cut off
 * @param damage     the first place that does not hold, empty if the journal is sound
 */
public record JournalVerification(
        long records,
        long commands,
        long lastSeq,
        long durableSeq,
        long epoch,
        long lastTimeMicros,
        int files,
        long bytes,
        long tornBytes,
        Optional<DamagedJournalException> damage) {
    /** Whether a node would start on it. */
    public boolean isSound() {
        return damage.isEmpty();
    }
}
