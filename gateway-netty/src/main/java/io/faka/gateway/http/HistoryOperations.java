package io.faka.gateway.http;

import io.faka.codec.reply.ResultCode;
import io.faka.gateway.cipher.UnreadableCodeException;
import io.faka.gateway.feed.PageReceiver;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers reads of orders that have left memory from the database. One per event loop; the reading is done elsewhere. */
final class HistoryOperations {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryOperations.class);

    private final HttpLoop http;

    HistoryOperations(HttpLoop http) {
        this.http = http;
    }

    /** Whether such a refusal of a request is answered from the database. */
    boolean answers(Exchange exchange, ResultCode code) {
        return code == ResultCode.ORDER_ARCHIVED
                && (exchange.route == Route.GET_ORDER || exchange.route == Route.FIND_ORDER)
                && http.context.history().isConfigured();
    }

    /** Asks the database; the exchange, whose turn has come, is answered once that has. */
    void ask(HttpConnection connection, Exchange exchange) {
        Answer answer = new Answer(connection, exchange);
        boolean taken = exchange.route == Route.GET_ORDER
                ? http.context.history().find(exchange.orderIdHigh, exchange.orderIdLow, answer)
                : http.context.history().findByClientOrderId(exchange.clientOrderId, answer);
        if (!taken) {
            http.responses.sendProblem(
                    connection, exchange, ResultCode.OVERLOADED, "too many archived orders are waited for", -1, 0);
            connection.done(exchange);
        }
    }

    /** Brings an order back to the connection's event loop. */
    private final class Answer implements PageReceiver {
        private final HttpConnection connection;
        private final Exchange exchange;

        Answer(HttpConnection connection, Exchange exchange) {
            this.connection = connection;
            this.exchange = exchange;
        }

        @Override
        public void onPage(byte[] order) {
            if (order == null) {
                answer(() -> http.responses.sendProblem(
                        connection,
                        exchange,
                        ResultCode.ORDER_ARCHIVED,
                        "this order has left memory, and the database does not have it",
                        -1,
                        0));
                return;
            }
            answer(() -> {
                http.responses.body().raw(order);
                http.responses.sendJson(connection, exchange, 200);
            });
        }

        @Override
        public void onFailure(RuntimeException failure) {
            if (failure instanceof UnreadableCodeException) {
                LOG.error("an archived code does not open: {}", failure.getMessage());
                answer(() -> http.responses.sendProblem(
                        connection,
                        exchange,
                        500,
                        "code_unreadable",
                        "a delivered code cannot be opened: " + failure.getMessage()));
                return;
            }
            LOG.warn("an archived order cannot be read: {}", failure.toString());
            answer(() -> http.responses.sendProblem(
                    connection,
                    exchange,
                    503,
                    "history_unavailable",
                    "this order has left memory, and the database that has it does not answer; try again later",
                    "Retry-After: 5"));
        }

        private void answer(Runnable answer) {
            try {
                http.loop.eventLoop().execute(() -> connection.answerNow(exchange, answer));
            } catch (RejectedExecutionException stopped) {
                LOG.debug("an order for a connection that has ended", stopped);
            }
        }
    }
}
