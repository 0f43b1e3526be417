package io.faka.gateway.webhook;

import java.util.concurrent.atomic.AtomicLong;

/** Counts over all webhooks since the start. */
final class WebhookCounters {
    final AtomicLong delivered = new AtomicLong();
    final AtomicLong failed = new AtomicLong();
}
