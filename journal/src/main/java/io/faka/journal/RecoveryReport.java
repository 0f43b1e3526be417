package io.faka.journal;

/**
 * What recovery found.
 *
 * @param records        batches in the journal
 * @param lastSeq        newest command, 0 when empty; the journal holds every command from 1 to it
 * @param lastTimeMicros journal time of the newest command, 0 when empty
 * @param epoch          epoch of the newest record, 0 when empty
 * @param bytes          bytes of all records and what Chronicle keeps between them
 * @param files          cycle files
 * @param tornBytes      bytes of an unfinished or never acknowledged tail that were cut off
 * @param tornReason     why the tail was cut, empty if it was not
 * @param nanos          time it took
 */
public record RecoveryReport(
        long records,
        long lastSeq,
        long lastTimeMicros,
        long epoch,
        long bytes,
        int files,
        long tornBytes,
        String tornReason,
        long nanos) {}
