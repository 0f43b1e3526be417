package io.faka.engine.pipeline;

import java.util.function.LongSupplier;

/**
 * Journal time: never goes back and does not jump. It runs on the monotonic clock and leans towards the wall clock by at most a
 * tenth of the time that passed, so that a stepped wall clock neither releases holds early nor stops them from ending.
 *
 * <p>{@link #advance} belongs to the pipeline's thread; {@link #estimate} may be called by any.
 */
public final class JournalClock {
    private static final int LEAN_DIVISOR = 10;

    private final LongSupplier wallMicros;
    private final LongSupplier monotonicNanos;
    private volatile long lastMicros;
    private volatile long lastNanos;

    /**
     * @param floorMicros    newest time in the journal; the clock starts at the wall clock, but never before this
     * @param wallMicros     microseconds since 1970
     * @param monotonicNanos a clock that only moves forward
     */
    public JournalClock(long floorMicros, LongSupplier wallMicros, LongSupplier monotonicNanos) {
        this.wallMicros = wallMicros;
        this.monotonicNanos = monotonicNanos;
        this.lastNanos = monotonicNanos.getAsLong();
        this.lastMicros = Math.max(floorMicros, wallMicros.getAsLong());
    }

    /** The machine's clocks. */
    public static JournalClock system(long floorMicros) {
        return new JournalClock(floorMicros, JournalClock::systemMicros, System::nanoTime);
    }

    /** Moves on and returns the time for the next batch, in microseconds since 1970. */
    public long advance() {
        long before = lastNanos;
        long elapsed = (monotonicNanos.getAsLong() - before) / 1_000;
        if (elapsed <= 0) {
            return lastMicros;
        }
        lastNanos = before + elapsed * 1_000;
        long steady = lastMicros + elapsed;
        long mostLean = elapsed / LEAN_DIVISOR;
        long drift = wallMicros.getAsLong() - steady;
        long now = steady + Math.max(-mostLean, Math.min(mostLean, drift));
        lastMicros = now;
        return now;
    }

    /** About what {@link #advance} would return, without moving the clock. Any thread. */
    public long estimate() {
        long micros = lastMicros;
        return micros + Math.max(0, (monotonicNanos.getAsLong() - lastNanos) / 1_000);
    }

    private static long systemMicros() {
        var now = java.time.Instant.now();
        return now.getEpochSecond() * 1_000_000L + now.getNano() / 1_000;
    }
}
