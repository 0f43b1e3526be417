package io.faka.replicator;

/**
 * How far the tables are.
 *
 * @param shard         whose events they hold
 * @param epoch         the highest that wrote
 * @param appliedSeq    every event up to it is in the tables; 0 = none
 * @param appliedMicros journal time of it
 * @param eventSeq      newest sequence that had events; at most appliedSeq
 * @param eventCrc      CRC32C over its events' bytes
 */
public record Position(int shard, long epoch, long appliedSeq, long appliedMicros, long eventSeq, int eventCrc) {}
