package io.faka.client.load;

import java.util.Map;

/**
 * What was measured. Latencies are of placing an order: open loop from the intended start, closed loop from the sending.
 *
 * @param orders     orders accepted in the counted time
 * @param allOrders  orders accepted at all, warm-up and the last answers included
 * @param paid       orders paid in the counted time; 0 where they are not paid
 * @param seconds    length of the counted time
 * @param perSecond  {@code orders} a second
 * @param errors     answers other than success, by code; {@code unanswered} and {@code unsent} are counted here too
 * @param pausesP99  microseconds by which a sleeping thread of this process woke up late: the machine's own share of the tail
 * @param pausesP999 the same
 */
public record LoadReport(
        long orders,
        long allOrders,
        long paid,
        double seconds,
        double perSecond,
        long p50Micros,
        long p90Micros,
        long p99Micros,
        long p999Micros,
        long maxMicros,
        long pausesP99,
        long pausesP999,
        long pausesMax,
        Map<String, Long> errors) {
    public LoadReport {
        errors = Map.copyOf(errors);
    }

    /** Answers that were not a success. */
    public long errorCount() {
        return errors.values().stream().mapToLong(Long::longValue).sum();
    }
}
