/** Webhooks: events pushed to URLs, signed after Standard Webhooks 1.0.0, in order and at least once. */
package io.faka.gateway.webhook;
