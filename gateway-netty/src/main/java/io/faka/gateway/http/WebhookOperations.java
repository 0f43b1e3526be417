package io.faka.gateway.http;

import io.faka.codec.reply.ResultCode;
import io.faka.gateway.webhook.WebhookAnswer;
import io.faka.gateway.webhook.WebhookRefusal;
import io.faka.gateway.webhook.Webhooks;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the routes of webhooks do. One per event loop; the work is done elsewhere. */
final class WebhookOperations {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookOperations.class);

    private final HttpLoop http;

    WebhookOperations(HttpLoop http) {
        this.http = http;
    }

    /** Starts a request about webhooks. */
    boolean start(HttpConnection connection, Exchange exchange, WholeRequest request) {
        request.noQuery();
        boolean taken = http.context
                .webhooks()
                .submit(
                        work(exchange.route, request),
                        answer -> onLoop(connection, exchange, () -> send(connection, exchange, answer)),
                        failure -> onLoop(connection, exchange, () -> refuse(connection, exchange, failure)));
        if (!taken) {
            connection.answer(
                    exchange,
                    () -> http.responses.sendProblem(
                            connection,
                            exchange,
                            ResultCode.OVERLOADED,
                            "too many requests about webhooks wait",
                            -1,
                            0));
        }
        return true;
    }

    private Supplier<WebhookAnswer> work(Route route, WholeRequest request) {
        Webhooks webhooks = http.context.webhooks();
        byte[] body = Arrays.copyOfRange(request.body, request.bodyOffset, request.bodyOffset + request.bodyLength);
        String id = new String(
                request.in, request.parameterStart(route), request.parameterLength(route), StandardCharsets.ISO_8859_1);
        return switch (route) {
            case CREATE_WEBHOOK -> () -> webhooks.create(body);
            case LIST_WEBHOOKS -> webhooks::list;
            case GET_WEBHOOK -> () -> webhooks.get(id);
            case DELETE_WEBHOOK -> () -> webhooks.delete(id);
            case LIST_DEAD -> () -> webhooks.dead(id);
            case REDELIVER -> () -> webhooks.redeliver(id, body);
            default -> throw new IllegalStateException(route + " is not about webhooks");
        };
    }

    private void send(HttpConnection connection, Exchange exchange, WebhookAnswer answer) {
        if (answer.json().length == 0) {
            http.responses.sendEmpty(connection, exchange, answer.status());
        } else {
            http.responses.body().raw(answer.json());
            http.responses.sendJson(connection, exchange, answer.status());
        }
    }

    private void refuse(HttpConnection connection, Exchange exchange, RuntimeException failure) {
        if (failure instanceof WebhookRefusal refusal) {
            http.responses.sendProblem(connection, exchange, refusal.status(), refusal.code(), refusal.getMessage());
        } else {
            LOG.error("a request about webhooks failed", failure);
            http.responses.sendProblem(
                    connection,
                    exchange,
                    500,
                    "webhooks_unavailable",
                    "webhooks cannot be kept; the node's log says why");
        }
    }

    private void onLoop(HttpConnection connection, Exchange exchange, Runnable answer) {
        try {
            http.loop.eventLoop().execute(() -> connection.answerNow(exchange, answer));
        } catch (RejectedExecutionException stopped) {
            LOG.debug("an answer for a connection that has ended", stopped);
        }
    }
}
