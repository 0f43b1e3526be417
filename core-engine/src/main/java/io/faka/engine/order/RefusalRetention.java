package io.faka.engine.order;

/**
 * Lets refusals leave, the oldest first: after 72 hours of journal time, or earlier where there are more than may be kept. A refused
 * request sold nothing, so its key may be used like a new one. At most {@link #MOST_AT_ONCE} leave with one command, of which each
 * brings one at most: what is to be done is bounded and gets less.
 */
final class RefusalRetention {
    /** How long a refusal is kept. */
    static final long KEPT_MICROS = 72L * 3_600_000_000L;
    /** Most refusals that leave with one command. */
    static final int MOST_AT_ONCE = 4;

    private final Refusals refusals;
    private final ClientKeys keys;
    private final int most;

    /** @param most how many are kept */
    RefusalRetention(Refusals refusals, ClientKeys keys, int most) {
        this.refusals = refusals;
        this.keys = keys;
        this.most = most;
    }

    void run(long timeMicros) {
        int oldest = refusals.oldest();
        for (int i = 0; i < MOST_AT_ONCE && oldest != 0 && isOver(oldest, timeMicros); i++) {
            keys.removeRefusal(oldest);
            refusals.removeOldest();
            oldest = refusals.oldest();
        }
    }

    private boolean isOver(int refusal, long timeMicros) {
        return refusals.count() > most || timeMicros - refusals.timeMicros(refusal) >= KEPT_MICROS;
    }
}
