package io.faka.gateway.auth;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * How many requests a second one key may make; a second's worth of them may come at once. Any thread.
 *
 * <p>The generic cell rate algorithm (ITU-T I.371): one number, the time at which the next request would be due if all came evenly.
 */
public final class RateLimit {
    /** Most that can be set. */
    public static final int MAX_PER_SECOND = 10_000_000;
    /** No limit. */
    public static final RateLimit NONE = new RateLimit(0, System::nanoTime);

    private static final long BURST_NANOS = 1_000_000_000L;
    private static final long NANOS_PER_MILLI = 1_000_000L;

    private final int perSecond;
    private final LongSupplier nanoClock;
    private final AtomicLong due;
    private final LongAdder refused = new LongAdder();

    /**
     * A limit nothing has been taken from.
     *
     * @param perSecond 1 to {@link #MAX_PER_SECOND}; 0 = no limit
     * @param nanoClock monotonic, in nanoseconds
     */
    public RateLimit(int perSecond, LongSupplier nanoClock) {
        if (perSecond < 0 || perSecond > MAX_PER_SECOND) {
            throw new IllegalArgumentException(
                    "a key may make 1 to " + MAX_PER_SECOND + " requests a second, or 0 for no limit: " + perSecond);
        }
        this.perSecond = perSecond;
        this.nanoClock = nanoClock;
        this.due = new AtomicLong(nanoClock.getAsLong());
    }

    /** Requests a second; 0 = no limit. */
    public int perSecond() {
        return perSecond;
    }

    /** Requests turned away so far. */
    public long refused() {
        return refused.sum();
    }

    /** What to say to whom asks too often. */
    public String refusal() {
        return "this key may make " + perSecond
                + " requests a second; this one was not taken and may be sent again. What settles orders and money is not counted";
    }

    /**
     * Takes one request.
     *
     * @return 0 if it may go on; else after how many milliseconds, at least 1, the next one may
     */
    public int take() {
        if (perSecond == 0) {
            return 0;
        }
        long now = nanoClock.getAsLong();
        long interval = BURST_NANOS / perSecond;
        while (true) {
            long before = due.get();
            long start = before - now > 0 ? before : now;
            long ahead = start + interval - now;
            if (ahead > BURST_NANOS) {
                refused.increment();
                return (int) ((ahead - BURST_NANOS + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI);
            }
            if (due.compareAndSet(before, start + interval)) {
                return 0;
            }
        }
    }
}
