package io.faka.gateway.auth;

import java.time.Instant;
import java.time.InstantSource;

/** A wall clock that tests set. */
final class MovableClock implements InstantSource {
    private long millis = 1_800_000_000_000L;

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis);
    }

    long seconds() {
        return millis / 1000;
    }

    void advanceSeconds(long seconds) {
        millis += seconds * 1000;
    }
}
