package io.faka.gateway.webhook;

/**
 * The answer to a request about webhooks.
 *
 * @param json empty = no body
 */
public record WebhookAnswer(int status, byte[] json) {
    /** Never the content, which may hold a secret. */
    @Override
    public String toString() {
        return "WebhookAnswer[" + status + "]";
    }
}
