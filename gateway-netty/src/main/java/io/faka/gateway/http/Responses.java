package io.faka.gateway.http;

import io.faka.codec.reply.ResultCode;
import io.faka.gateway.json.JsonBytes;
import io.faka.gateway.json.Meaning;
import io.faka.gateway.json.Names;
import io.faka.gateway.json.RequestProblem;
import io.faka.gateway.json.UtcTime;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;

/**
 * Writes answers. One per event loop: {@link #body} is filled, then one of the {@code send} methods puts head and body into the
 * connection's output.
 */
final class Responses {
    private static final byte[][] STATUS_LINES = new byte[600][];
    private static final byte[] JSON = bytes("Content-Type: application/json\r\n");
    private static final byte[] PROBLEM =
            bytes("Content-Type: application/problem+json\r\nCache-Control: no-store\r\n");
    private static final byte[] EVENT_STREAM = bytes("Content-Type: text/event-stream\r\nX-Accel-Buffering: no\r\n");
    private static final byte[] NO_STORE = bytes("Cache-Control: no-store\r\n");
    private static final byte[] SERVER_TIME = bytes("X-Server-Time: ");
    private static final byte[] CONTENT_LENGTH = bytes("\r\nContent-Length: ");
    private static final byte[] CHUNKED = bytes("\r\nTransfer-Encoding: chunked");
    private static final byte[] END = bytes("\r\n\r\n");
    private static final byte[] CLOSE_END = bytes("\r\nConnection: close\r\n\r\n");
    private static final byte[] LINE_END = bytes("\r\n");
    private static final byte[] LAST_CHUNK = bytes("0\r\n\r\n");
    private static final byte[] LOCATION = bytes("Location: /v1/orders/");
    private static final byte[] HEX = bytes("0123456789abcdef");
    private static final int CHUNK_SIZE_DIGITS = 8;

    private final InstantSource clock;
    private final UtcTime time = new UtcTime();
    private final JsonBytes head = new JsonBytes(512);
    private final JsonBytes body = new JsonBytes(4096);

    static {
        Map.ofEntries(
                        Map.entry(200, "OK"),
                        Map.entry(201, "Created"),
                        Map.entry(202, "Accepted"),
                        Map.entry(204, "No Content"),
                        Map.entry(304, "Not Modified"),
                        Map.entry(400, "Bad Request"),
                        Map.entry(401, "Unauthorized"),
                        Map.entry(402, "Payment Required"),
                        Map.entry(403, "Forbidden"),
                        Map.entry(404, "Not Found"),
                        Map.entry(405, "Method Not Allowed"),
                        Map.entry(406, "Not Acceptable"),
                        Map.entry(408, "Request Timeout"),
                        Map.entry(409, "Conflict"),
                        Map.entry(410, "Gone"),
                        Map.entry(411, "Length Required"),
                        Map.entry(413, "Content Too Large"),
                        Map.entry(414, "URI Too Long"),
                        Map.entry(415, "Unsupported Media Type"),
                        Map.entry(417, "Expectation Failed"),
                        Map.entry(421, "Misdirected Request"),
                        Map.entry(422, "Unprocessable Content"),
                        Map.entry(429, "Too Many Requests"),
                        Map.entry(431, "Request Header Fields Too Large"),
                        Map.entry(500, "Internal Server Error"),
                        Map.entry(503, "Service Unavailable"),
                        Map.entry(505, "HTTP Version Not Supported"),
                        Map.entry(507, "Insufficient Storage"))
                .forEach((status, words) -> STATUS_LINES[status] = bytes("HTTP/1.1 " + status + " " + words + "\r\n"));
    }

    Responses(InstantSource clock) {
        this.clock = clock;
    }

    /** Empties the body and hands it out to be filled. */
    JsonBytes body() {
        return body.clear();
    }

    /** Sends the body as JSON that nobody may keep. */
    void sendJson(HttpConnection connection, Exchange exchange, int status) {
        begin(status).raw(JSON).raw(NO_STORE);
        send(connection, exchange);
    }

    /** Sends the body as a new order. */
    void sendCreated(HttpConnection connection, Exchange exchange, long orderIdHigh, long orderIdLow) {
        begin(201).raw(JSON).raw(NO_STORE);
        head.raw(LOCATION).hex(orderIdHigh).hex(orderIdLow).raw(LINE_END);
        send(connection, exchange);
    }

    /** Sends the body with other headers than JSON's. */
    void send(HttpConnection connection, Exchange exchange, int status, String... headers) {
        begin(status);
        for (String header : headers) {
            header(header);
        }
        send(connection, exchange);
    }

    /** Sends an answer without a body: 204 or 304. */
    void sendEmpty(HttpConnection connection, Exchange exchange, int status, String... headers) {
        begin(status);
        for (String header : headers) {
            header(header);
        }
        head.raw(SERVER_TIME).raw(time.format(clock.millis())).raw(exchange.close ? CLOSE_END : END);
        connection.write(head, null);
    }

    /** Starts an answer that comes in pieces. */
    void beginStream(HttpConnection connection, Exchange exchange, int status) {
        begin(status).raw(JSON).raw(NO_STORE).raw(SERVER_TIME).raw(time.format(clock.millis()));
        if (!exchange.isHttp10) {
            head.raw(CHUNKED);
        }
        head.raw(exchange.close ? CLOSE_END : END);
        connection.write(head, null);
    }

    /** Starts a stream of events. */
    void beginEvents(HttpConnection connection, Exchange exchange) {
        begin(200).raw(EVENT_STREAM).raw(NO_STORE).raw(SERVER_TIME).raw(time.format(clock.millis()));
        if (!exchange.isHttp10) {
            head.raw(CHUNKED);
        }
        head.raw(CLOSE_END);
        connection.write(head, null);
    }

    /** Sends the body as one piece of an answer. */
    void sendPiece(HttpConnection connection, Exchange exchange) {
        head.clear();
        if (!exchange.isHttp10) {
            for (int i = CHUNK_SIZE_DIGITS - 1; i >= 0; i--) {
                head.raw((char) HEX[body.length() >>> 4 * i & 0xf]);
            }
            head.raw(LINE_END);
            body.raw(LINE_END);
        }
        connection.write(head, body);
    }

    /** Ends an answer that came in pieces. */
    void endStream(HttpConnection connection, Exchange exchange) {
        head.clear();
        if (!exchange.isHttp10) {
            head.raw(LAST_CHUNK);
            connection.write(head, null);
        }
    }

    /** Refuses a request with what is wrong with it. */
    void sendProblem(HttpConnection connection, Exchange exchange, RequestProblem problem) {
        Meaning meaning = Meaning.of(problem.code());
        beginProblem(meaning.status(), meaning.title(), problem.codeText(), problem.detail());
        if (!problem.field().isEmpty()) {
            body.raw(bytes(",\"field\":")).string(problem.field());
        }
        endProblem(connection, exchange, meaning.status());
    }

    /** Refuses a request by a code, with the number the code speaks of. */
    void sendProblem(
            HttpConnection connection,
            Exchange exchange,
            ResultCode code,
            String detail,
            long number,
            long retryAfterMillis) {
        Meaning meaning = Meaning.of(code);
        // What is no error is said in plain JSON.
        int status = exchange.route == null ? meaning.status() : exchange.route.status(code, meaning.status());
        boolean isProblem = status >= 400;
        beginProblem(status, meaning.title(), Names.of(code), detail);
        if (number >= 0 && !meaning.numberName().isEmpty()) {
            body.raw(bytes(",\"" + meaning.numberName() + "\":")).number(number);
        }
        long retryMillis = retryAfterMillis == 0 && status == 503 ? 1000 : retryAfterMillis;
        if (retryMillis > 0) {
            body.raw(bytes(",\"retry_after_ms\":")).number(retryMillis);
        }
        body.raw('}');
        begin(status).raw(isProblem ? PROBLEM : JSON);
        if (retryMillis > 0) {
            header("Retry-After: " + Math.max(1, (retryMillis + 999) / 1000));
        }
        challenge(status);
        send(connection, exchange);
    }

    /** Refuses a request by a status and a code that no command has. */
    void sendProblem(
            HttpConnection connection, Exchange exchange, int status, String code, String detail, String... headers) {
        beginProblem(status, code.replace('_', ' '), code, detail);
        endProblem(connection, exchange, status, headers);
    }

    /** Refuses a caller whose clock is off. */
    void sendSkew(HttpConnection connection, Exchange exchange, String detail, long skewSeconds) {
        beginProblem(401, "timestamp expired", Names.of(ResultCode.TIMESTAMP_EXPIRED), detail);
        body.raw(bytes(",\"skew_seconds\":")).number(skewSeconds);
        endProblem(connection, exchange, 401);
    }

    private void beginProblem(int status, String title, String code, String detail) {
        body.clear();
        body.raw(bytes("{\"type\":\"urn:faka:problem:")).raw(bytes(code)).raw(bytes("\",\"title\":"));
        body.string(title).raw(bytes(",\"status\":")).number(status);
        body.raw(bytes(",\"detail\":")).string(detail).raw(bytes(",\"code\":")).string(code);
    }

    private void endProblem(HttpConnection connection, Exchange exchange, int status, String... headers) {
        body.raw('}');
        begin(status).raw(PROBLEM);
        for (String header : headers) {
            header(header);
        }
        challenge(status);
        send(connection, exchange);
    }

    private void challenge(int status) {
        if (status == 401) {
            header("WWW-Authenticate: Bearer");
        }
    }

    private JsonBytes begin(int status) {
        return head.clear().raw(STATUS_LINES[status]);
    }

    private void header(String line) {
        head.raw(bytes(line)).raw(LINE_END);
    }

    private void send(HttpConnection connection, Exchange exchange) {
        head.raw(SERVER_TIME).raw(time.format(clock.millis()));
        head.raw(CONTENT_LENGTH).number(body.length()).raw(exchange.close ? CLOSE_END : END);
        connection.write(head, exchange.headOnly ? null : body);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
