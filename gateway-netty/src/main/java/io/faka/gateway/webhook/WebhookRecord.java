package io.faka.gateway.webhook;

import java.util.List;

/**
 * A webhook as it is kept.
 *
 * @param types     only these events; empty = all
 * @param secret    as text
 * @param state     {@code active}, or why it stands still
 * @param createdAt milliseconds since 1970
 * @param seq       the last event dealt with
 * @param index     which of its sequence
 * @param dead      given up, oldest first
 */
record WebhookRecord(
        String id,
        String url,
        List<String> types,
        String secret,
        String state,
        long createdAt,
        long seq,
        int index,
        List<DeadLetter> dead) {
    static final String ACTIVE = "active";
    static final String GONE = "gone";
    static final String SUSPENDED = "suspended";

    WebhookRecord {
        types = List.copyOf(types);
        dead = List.copyOf(dead);
    }

    @Override
    public String toString() {
        return "WebhookRecord[" + id + " " + state + " at " + seq + "." + index + "]";
    }
}
