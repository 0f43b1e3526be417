package io.faka.gateway.http;

import io.faka.codec.reply.ResultCode;
import io.faka.engine.schema.MessageSchema;
import io.faka.gateway.feed.EventStream;
import io.faka.gateway.feed.PageReceiver;
import io.faka.gateway.feed.TraceKind;
import io.faka.gateway.json.RequestProblem;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the routes of the event feed do. One per event loop; the reading is done elsewhere. */
final class FeedOperations {
    private static final Logger LOG = LoggerFactory.getLogger(FeedOperations.class);
    private static final int MAX_SEQ_DIGITS = 18;
    private static final int RETRY_MILLIS = 1_000;

    private final HttpLoop http;

    FeedOperations(HttpLoop http) {
        this.http = http;
    }

    /** Asks for a page of events. */
    boolean page(HttpConnection connection, Exchange exchange, Query query) {
        long after = query.get("after") == null ? 0 : seq("after", query.get("after"));
        int limit = Operations.limit(query.get("limit"));
        if (!http.context.feed().page(after, limit, new PageAnswer(connection, exchange, "page"))) {
            connection.answer(
                    exchange,
                    () -> http.responses.sendProblem(
                            connection, exchange, ResultCode.OVERLOADED, "too many pages are waited for", -1, 0));
        }
        return true;
    }

    /** Asks for the life of a unit, an order or a payment. */
    boolean trace(HttpConnection connection, Exchange exchange, WholeRequest request, TraceKind kind) {
        request.noQuery();
        String id = Query.decodePath(new String(
                request.in,
                request.parameterStart(exchange.route),
                request.parameterLength(exchange.route),
                StandardCharsets.ISO_8859_1));
        try {
            kind.check(id);
        } catch (IllegalArgumentException e) {
            throw RequestProblem.invalid("id", e.getMessage());
        }
        if (!http.context.feed().trace(kind, id, new PageAnswer(connection, exchange, kind.text()))) {
            connection.answer(
                    exchange,
                    () -> http.responses.sendProblem(
                            connection, exchange, ResultCode.OVERLOADED, "too many traces are waited for", -1, 0));
        }
        return true;
    }

    /** Begins a stream of events when its turn comes. */
    boolean stream(HttpConnection connection, Exchange exchange, WholeRequest request) {
        Query query = request.query(Set.of("after", "types"));
        String resume = request.head.text(HeaderName.LAST_EVENT_ID, request.in, request.from);
        long after;
        if (resume != null && !resume.isEmpty()) {
            after = seq("last_event_id", resume);
        } else if (query.get("after") != null) {
            after = seq("after", query.get("after"));
        } else {
            after = http.context.feed().source().released().getAsLong();
        }
        Set<String> types = types(query.get("types"));
        connection.answer(exchange, () -> begin(connection, exchange, after, types));
        return true;
    }

    private void begin(HttpConnection connection, Exchange exchange, long after, Set<String> types) {
        if (exchange.headOnly) {
            http.responses.send(
                    connection, exchange, 200, "Content-Type: text/event-stream", "Cache-Control: no-store");
            return;
        }
        StreamedEvents events = new StreamedEvents(http, connection);
        EventStream stream = http.context.feed().stream(after, types, events);
        if (stream == null) {
            int most = http.context.feed().limits().streams();
            http.responses.sendProblem(
                    connection,
                    exchange,
                    503,
                    "too_many_streams",
                    "at most " + most + " streams may be open; close one, or ask for pages",
                    "Retry-After: 5");
            return;
        }
        http.responses.beginEvents(connection, exchange);
        events.began(stream);
        connection.beginStreaming(exchange, events);
        connection.sendPiece(
                ("retry: " + RETRY_MILLIS + "\n: after " + after + "\n\n").getBytes(StandardCharsets.US_ASCII), events);
    }

    /**
     * Event types as written in a request, separated by commas; nothing = all.
     *
     * @throws RequestProblem if there is no such type
     */
    static Set<String> types(String text) {
        if (text == null) {
            return Set.of();
        }
        Set<String> types = new TreeSet<>();
        for (String type : text.split(",", -1)) {
            requireType(type);
            types.add(type);
        }
        return types;
    }

    /** @throws RequestProblem if there is no such type */
    static void requireType(String type) {
        Set<String> known = MessageSchema.events().names();
        if (!known.contains(type)) {
            throw RequestProblem.invalid("types", "types must be of " + String.join(", ", known));
        }
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
        private final String what;

        PageAnswer(HttpConnection connection, Exchange exchange, String what) {
            this.what = what;
            this.connection = connection;
            this.exchange = exchange;
        }

        @Override
        public void onPage(byte[] page) {
            if (page == null) {
                answer(() -> http.responses.sendProblem(
                        connection, exchange, 404, what + "_not_found", "the journal has no such " + what));
                return;
            }
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
