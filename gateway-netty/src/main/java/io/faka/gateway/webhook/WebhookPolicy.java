package io.faka.gateway.webhook;

/**
 * How webhooks are delivered.
 *
 * @param webhooks              webhooks there may be, 1 to 256; each has a thread of its own
 * @param attempts              tries before an event becomes a dead letter, at least 1
 * @param firstDelayMillis      wait after the first failure, at least 1; doubles with each further one
 * @param longestDelayMillis    longest wait, at least {@code firstDelayMillis}
 * @param timeoutMillis         longest time for one try, at least 1
 * @param deadLetters           dead letters kept of one webhook, at least 1; with one more it is suspended
 * @param allowPrivateAddresses whether loopback, link-local and private addresses may be called
 */
public record WebhookPolicy(
        int webhooks,
        int attempts,
        long firstDelayMillis,
        long longestDelayMillis,
        long timeoutMillis,
        int deadLetters,
        boolean allowPrivateAddresses) {
    /** Checks the ranges above. */
    public WebhookPolicy {
        require(webhooks >= 1 && webhooks <= 256, "webhooks must be 1 to 256: " + webhooks);
        require(attempts >= 1, "attempts must be at least 1: " + attempts);
        require(firstDelayMillis >= 1, "firstDelayMillis must be at least 1: " + firstDelayMillis);
        require(
                longestDelayMillis >= firstDelayMillis,
                "longestDelayMillis must be at least firstDelayMillis: " + longestDelayMillis);
        require(timeoutMillis >= 1, "timeoutMillis must be at least 1: " + timeoutMillis);
        require(deadLetters >= 1, "deadLetters must be at least 1: " + deadLetters);
    }

    /** 16 webhooks; 20 tries from 1 s to 1 h apart, about nine hours; 15 s a try; 10,000 dead letters. */
    public static WebhookPolicy defaults(boolean allowPrivateAddresses) {
        return new WebhookPolicy(16, 20, 1_000, 3_600_000, 15_000, 10_000, allowPrivateAddresses);
    }

    /** Wait after so many failures in a row, without the jitter. */
    long delayMillis(int failures) {
        int doublings = Math.min(
                failures - 1, Long.SIZE - 2 - Long.numberOfTrailingZeros(Long.highestOneBit(firstDelayMillis)));
        return Math.min(longestDelayMillis, firstDelayMillis << doublings);
    }

    private static void require(boolean condition, String rule) {
        if (!condition) {
            throw new IllegalArgumentException(rule);
        }
    }
}
