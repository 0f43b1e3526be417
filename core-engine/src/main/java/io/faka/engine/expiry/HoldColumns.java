package io.faka.engine.expiry;

/**
 * Where in its row a hold keeps what {@link Holds} needs. Offsets in bytes.
 *
 * @param deadline 8 bytes: when the hold ends, in microseconds
 * @param sequence 8 bytes: which of two equal deadlines ends first
 * @param next     4 bytes, owned by {@link Holds}
 * @param previous 4 bytes, owned by {@link Holds}
 * @param lane     1 byte, owned by {@link Holds}; 0 = not held
 */
public record HoldColumns(int deadline, int sequence, int next, int previous, int lane) {}
