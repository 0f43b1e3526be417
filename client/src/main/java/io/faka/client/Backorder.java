package io.faka.client;

import io.faka.codec.command.Fill;

/**
 * How an order ranks, and, of mode GTC, how it waits for what it is short of.
 *
 * @param fill      ALL_OR_NONE, or PARTIAL: what comes is held, as it comes; for orders of one SKU
 * @param priority  0 to 9, 9 is served first; above 0 it needs a key with the scope for it
 * @param ttlMillis until it is given up; 0 = 7 days
 */
public record Backorder(Fill fill, int priority, long ttlMillis) {
    /** All or nothing, behind everybody else, for 7 days. */
    public static final Backorder DEFAULT = new Backorder(Fill.ALL_OR_NONE, 0, 0);

    public Backorder {
        if (priority < 0 || priority > 9) {
            throw new IllegalArgumentException("priority must be 0 to 9: " + priority);
        }
    }
}
