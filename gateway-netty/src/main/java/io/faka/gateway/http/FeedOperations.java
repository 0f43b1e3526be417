package io.faka.gateway.http;

import io.faka.codec.reply.ResultCode;
import io.faka.gateway.feed.PageReceiver;
import io.faka.gateway.json.RequestProblem;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the routes of the event feed do. One per event loop; the reading is done elsewhere. */
final class FeedOperations {
    private static final Logger LOG = LoggerFactory.getLogger(FeedOperations.class);
    private static final int MAX_SEQ_DIGITS = 18;

    private final HttpLoop http;

    FeedOperations(HttpLoop http) {
        this.http = http;
    }

    /** Asks for a page of events. */
    boolean page(HttpConnection connection, Exchange exchange, Query query) {
        long after = query.get("after") == null ? 0 : seq("after", query.get("after"));
        int limit = Operations.limit(query.get("limit"));
        if (!http.context.feed().page(after, limit, new PageAnswer(connection, exchange))) {
            connection.answer(
                    exchange,
                    () -> http.responses.sendProblem(
                            connection, exchange, ResultCode.OVERLOADED, "too many pages are waited for", -1, 0));
        }
        return true;
    }

    /**
     * A sequence as written in a request.
     *
     * @throws RequestProblem naming the field if it is none
     */
    static long seq(String field, String text) {
        if (!text.matches("[0-9]{1," + MAX_SEQ_DIGITS + "}")) {
            throw RequestProblem.invalid(
                    field, field + " must be a sequence: an integer from 0 of at most " + MAX_SEQ_DIGITS + " digits");
        }
        return Long.parseLong(text);
    }

    /** Brings a page back to the connection's event loop. */
    private final class PageAnswer implements PageReceiver {
        private final HttpConnection connection;
        private final Exchange exchange;

        PageAnswer(HttpConnection connection, Exchange exchange) {
            this.connection = connection;
            this.exchange = exchange;
        }

        @Override
        public void onPage(byte[] page) {
            answer(() -> {
                http.responses.body().raw(page);
                http.responses.sendJson(connection, exchange, 200);
            });
        }

        @Override
        public void onFailure(RuntimeException failure) {
            LOG.error("the event log cannot be read", failure);
            answer(() -> http.responses.sendProblem(
                    connection,
                    exchange,
                    500,
                    "event_log_unreadable",
                    "the event log cannot be read; the node's log says why"));
        }

        private void answer(Runnable answer) {
            try {
                http.loop.eventLoop().execute(() -> connection.answerNow(exchange, answer));
            } catch (RejectedExecutionException stopped) {
                LOG.debug("a page for a connection that has ended", stopped);
            }
        }
    }
}
