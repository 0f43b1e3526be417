package io.faka.client;

/** Sequence, counts and the hash over the whole state; equal journals give equal hashes. */
public record StateHashResult(
        long seq, long timeMicros, long hash, long skus, long units, long orders, long payments) {}
