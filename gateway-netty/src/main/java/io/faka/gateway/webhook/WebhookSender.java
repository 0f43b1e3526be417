package io.faka.gateway.webhook;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends one message. Follows no redirect and uses no proxy, because where those lead has not been checked. The host is resolved and checked
 * before each try; the JDK keeps the addresses it found for the connection that follows. Any thread.
 */
final class WebhookSender {
    private static final int GONE = 410;

    private final WebhookPolicy policy;
    private final InstantSource clock;
    private final HttpClient client;

    WebhookSender(WebhookPolicy policy, InstantSource clock) {
        this.policy = policy;
        this.clock = clock;
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(Duration.ofMillis(policy.timeoutMillis()))
                .build();
    }

    /**
     * What became of a try.
     *
     * @param error            empty = taken
     * @param gone             the receiver wants no more, ever
     * @param retryAfterMillis what the receiver asks for; 0 = nothing
     */
    record Outcome(String error, boolean gone, long retryAfterMillis) {
        boolean isTaken() {
            return error.isEmpty();
        }

        static Outcome failed(String error) {
            return new Outcome(error, false, 0);
        }
    }

    Outcome send(URI url, WebhookSecret secret, String messageId, byte[] body) throws InterruptedException {
        try {
            WebhookAddress.check(url, policy.allowPrivateAddresses());
        } catch (WebhookRefusal refused) {
            return Outcome.failed(refused.code());
        }
        long seconds = clock.millis() / 1000;
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(Duration.ofMillis(policy.timeoutMillis()))
                .header("Content-Type", "application/json")
                .header("User-Agent", "FakaCore-Webhooks/1")
                .header("webhook-id", messageId)
                .header("webhook-timestamp", String.valueOf(seconds))
                .header("webhook-signature", secret.sign(messageId, seconds, body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        CompletableFuture<HttpResponse<Void>> answer =
                client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
        try {
            return outcome(answer.get(policy.timeoutMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            return Outcome.failed(e.getCause().getClass().getSimpleName());
        } catch (TimeoutException e) {
            return Outcome.failed("no answer within " + policy.timeoutMillis() + " ms");
        } finally {
            // Ends the exchange where it is not over: an answer without end, or a node that stops.
            answer.cancel(true);
        }
    }

    private static Outcome outcome(HttpResponse<Void> answer) {
        int status = answer.statusCode();
        if (status >= 200 && status < 300) {
            return new Outcome("", false, 0);
        }
        String wait = answer.headers().firstValue("Retry-After").orElse("");
        long retryAfter = wait.matches("[0-9]{1,6}") ? Long.parseLong(wait) * 1000 : 0;
        return new Outcome("HTTP status " + status, status == GONE, retryAfter);
    }
}
