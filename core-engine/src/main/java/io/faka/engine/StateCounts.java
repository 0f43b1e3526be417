package io.faka.engine;

/** Totals of the state. All are counts of entries, none is cumulative unless it says so. */
public record StateCounts(
        long skus, long units, long orders, long openHolds, long payments, long refusals, long waiting, long left) {}
