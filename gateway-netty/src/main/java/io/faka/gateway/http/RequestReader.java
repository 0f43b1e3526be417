package io.faka.gateway.http;

import io.faka.codec.reply.ResultCode;
import io.faka.gateway.auth.Scope;
import io.faka.gateway.auth.Verdict;
import io.faka.gateway.json.AddUnitsRequest;
import io.faka.gateway.json.Form;
import io.faka.gateway.json.RequestProblem;
import io.faka.gateway.json.UtcTime;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;

/**
 * Reads one request after the other: head, then body, then hands it over. What can be refused by the head alone is refused before
 * the body is read. One per connection.
 */
final class RequestReader {
    /** Result of {@link #step}: it cannot go on with these bytes. */
    static final int STUCK = -1;

    private static final byte[] JSON = "application/json".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PLAIN = "text/plain".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] YAML = "application/yaml".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EVENT_STREAM = "text/event-stream".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ANY = "*/*".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ANY_APPLICATION = "application/*".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PROBLEM_JSON = "application/problem+json".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] IDENTITY = "identity".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NO_BYTES = new byte[0];
    private static final int CHUNK_FRAMING_FACTOR = 8;
    private static final int PROGRESS_BYTES = 1024;
    private static final int MAX_LOT_BYTES = 64;
    private static final Set<String> IMPORT_PARAMETERS = Set.of("lot", "offer", "expires_at");

    private final HttpLoop http;
    private final HttpConnection connection;
    private final HeadParser parser;
    private final RequestHead head;
    private final ChunkedBody chunks = new ChunkedBody();
    private Phase phase = Phase.HEAD;
    private Route route;
    private Verdict verdict;
    private int waitMillis;
    private byte[] chunkedBody = NO_BYTES;
    private int chunkedLength;
    private int chunkedPosition;
    private int bodyLimit;
    private boolean bodyTooLong;
    private long left;
    private long progress;
    private ImportUpload upload;

    private enum Phase {
        HEAD,
        /** The body is read as a whole. */
        BODY,
        /** The body of a refused request is thrown away. */
        SKIP,
        /** The body goes to an import as it comes. */
        IMPORT,
        /** The import has all its bytes and is not answered yet. */
        IMPORT_ENDING
    }

    RequestReader(HttpLoop http, HttpConnection connection) {
        this.http = http;
        this.connection = connection;
        this.parser = new HeadParser(http.context.httpLimits());
        this.head = parser.head();
    }

    /** Whether more bytes can be taken. */
    boolean isReady() {
        return phase != Phase.IMPORT_ENDING && (phase != Phase.IMPORT || !upload.isFull());
    }

    /** Whether a request has been read in part. */
    boolean isMidRequest() {
        return phase == Phase.SKIP || phase == Phase.IMPORT;
    }

    /**
     * Goes on with the bytes at hand.
     *
     * @return how far they are used up; {@link #STUCK} if nothing can be done with them now
     */
    int step(byte[] in, int at, int to) {
        return switch (phase) {
            case HEAD -> head(in, at, to);
            case BODY -> body(in, at, to);
            case SKIP -> skip(at, to);
            case IMPORT -> importText(in, at, to);
            case IMPORT_ENDING -> STUCK;
        };
    }

    /** The import is answered; the next request may come. */
    void importDone() {
        upload = null;
        restart();
    }

    /** The peer takes too long over a request. */
    void onTooSlow() {
        if (phase == Phase.IMPORT) {
            connection.abort();
        } else {
            connection.refuseAndClose(head, 408, "request_timeout", "the request did not come within the time allowed");
        }
    }

    /** Nothing more will be read. */
    void stop() {
        if (phase == Phase.IMPORT) {
            upload.fail(ResultCode.STOPPING, "the node is stopping; send the rest again", 1000);
        }
    }

    private int head(byte[] in, int at, int to) {
        return switch (parser.parse(in, at, to)) {
            case MORE -> STUCK;
            case REFUSED -> {
                connection.refuseAndClose(head, parser.status(), codeOf(parser.status()), parser.detail());
                yield to;
            }
            case DONE -> onHead(in, at, to);
        };
    }

    private int onHead(byte[] in, int at, int to) {
        Resource resource = Resource.at(in, at + head.targetStart, head.pathLength);
        if (head.method == HttpMethod.OPTIONS) {
            return answerEarly(at, options(resource));
        }
        if (resource == null) {
            return refuse(at, 404, "not_found", "there is nothing at this path");
        }
        route = Route.of(resource, head.method);
        if (route == null) {
            String allow = "Allow: " + Route.allowed(resource);
            return answerEarly(
                    at,
                    exchange -> http.responses.sendProblem(
                            connection,
                            exchange,
                            405,
                            "method_not_allowed",
                            "this path takes " + allow.substring(7),
                            allow));
        }
        if (!accepts(in, at)) {
            return refuse(
                    at,
                    406,
                    "not_acceptable",
                    route == Route.STREAM_EVENTS ? "a stream is text/event-stream" : "answers are application/json");
        }
        if (route.scope != null && !Caller.isSigned(head)) {
            verdict = connection.caller().judge(head, in, at);
            if (!mayGoOn()) {
                return answerEarly(at, refusalOfCaller());
            }
            takeTurn();
            if (waitMillis > 0) {
                return answerEarly(at, tooManyRequests());
            }
        }
        return onBody(in, at, to);
    }

    private int onBody(byte[] in, int at, int to) {
        boolean plain = route.body == Route.Body.CODES && hasType(in, at, PLAIN);
        if (head.hasBody() && !takesType(in, at, plain)) {
            return refuse(at, 415, "unsupported_media_type", "the body must be " + wantedType());
        }
        if (!head.chunked
                && head.contentLength < 0
                && (route.body == Route.Body.JSON || route.body == Route.Body.CODES)) {
            return refuse(at, 411, "length_required", "this needs a body, with Content-Length or chunked");
        }
        boolean signed = Caller.isSigned(head) && route.scope != null;
        if (plain && !signed) {
            return beginImport(in, at);
        }
        bodyLimit = plain
                ? http.context.httpLimits().signedImportBytes()
                : http.context.httpLimits().bodyBytes();
        if (head.contentLength > bodyLimit) {
            return refuse(at, 413, "too_large", "the body has at most " + bodyLimit + " bytes");
        }
        phase = Phase.BODY;
        chunks.restart();
        chunkedLength = 0;
        chunkedPosition = 0;
        bodyTooLong = false;
        if (head.expectContinue) {
            connection.continueWhenAnswered();
        }
        return body(in, at, to);
    }

    private int body(byte[] in, int at, int to) {
        int start = at + head.length;
        if (head.chunked) {
            return chunkedBody(in, at, start, to);
        }
        int length = (int) Math.max(0, head.contentLength);
        if (to - start < length) {
            return STUCK;
        }
        return start(in, at, in, start, length) ? next(start + length) : STUCK;
    }

    private int chunkedBody(byte[] in, int at, int start, int to) {
        if (!chunks.isDone()) {
            int from = start + chunkedPosition;
            chunkedPosition = chunks.read(in, from, to, this::keepChunk) - start;
        }
        if (chunks.isBad()) {
            connection.refuseAndClose(head, 400, "malformed", chunks.refusal());
            return to;
        }
        if (bodyTooLong || chunkedPosition > (long) bodyLimit * CHUNK_FRAMING_FACTOR) {
            connection.refuseAndClose(head, 413, "too_large", "the body has at most " + bodyLimit + " bytes");
            return to;
        }
        if (!chunks.isDone()) {
            return STUCK;
        }
        return start(in, at, chunkedBody, 0, chunkedLength) ? next(start + chunkedPosition) : STUCK;
    }

    private void keepChunk(byte[] in, int offset, int length) {
        if (chunkedLength + length > bodyLimit) {
            bodyTooLong = true;
            return;
        }
        if (chunkedBody.length < chunkedLength + length) {
            chunkedBody = Arrays.copyOf(chunkedBody, Math.max(2 * chunkedBody.length, chunkedLength + length));
        }
        System.arraycopy(in, offset, chunkedBody, chunkedLength, length);
        chunkedLength += length;
    }

    /** Hands over a whole request; false if the pipeline has no room for it. */
    private boolean start(byte[] in, int at, byte[] body, int offset, int length) {
        if (route.scope != null && Caller.isSigned(head) && verdict == null) {
            verdict = connection.caller().judgeSigned(head, in, at, sha256(body, offset, length));
            takeTurn();
        }
        http.request.head(head, in, at).body(body, offset, length);
        Exchange exchange = connection.open(route, head);
        boolean isKnown = verdict != null && verdict.isAccepted();
        exchange.mayPay = isKnown && verdict.principal().may(Scope.PAY);
        exchange.mayPrioritize = isKnown && verdict.principal().mayPrioritize();
        if (route.scope != null && !mayGoOn()) {
            Answer refusal = refusalOfCaller();
            connection.answer(exchange, () -> refusal.send(exchange));
        } else if (waitMillis > 0) {
            Answer refusal = tooManyRequests();
            connection.answer(exchange, () -> refusal.send(exchange));
        } else if (route == Route.ADD_UNITS) {
            startImport(exchange, http.request);
            return true;
        } else if (!http.operations.start(connection, exchange, http.request)) {
            connection.takeBack(exchange);
            connection.backPressured();
            return false;
        }
        connection.advance();
        return true;
    }

    private int next(int end) {
        if (phase == Phase.BODY) {
            restart();
        }
        return end;
    }

    private void restart() {
        phase = Phase.HEAD;
        verdict = null;
        waitMillis = 0;
        parser.restart();
        connection.requestComplete();
    }

    private int beginImport(byte[] in, int at) {
        byte[] lot;
        String sku;
        long offer;
        long expires;
        try {
            WholeRequest request = http.request.head(head, in, at);
            sku = request.sku(route);
            Query query = request.query(IMPORT_PARAMETERS);
            lot = lotOf(query.get("lot"));
            offer = offerOf(query.get("offer"));
            expires = expiryOf(query.get("expires_at"));
        } catch (RequestProblem problem) {
            return answerEarly(at, exchange -> http.responses.sendProblem(connection, exchange, problem));
        }
        if (!http.context.board().read(sku, http.sku)) {
            return answerEarly(at, exchange -> {
                exchange.sku = sku;
                http.operations.sendNoSku(connection, exchange);
            });
        }
        if (head.expectContinue) {
            connection.continueWhenAnswered();
        }
        beginUpload(connection.open(route, head), sku, lot, offer, expires, false);
        phase = Phase.IMPORT;
        chunks.restart();
        left = head.contentLength;
        progress = 0;
        int start = at + head.length;
        if (!head.chunked && left == 0) {
            endImport();
        }
        return start;
    }

    private void beginUpload(Exchange exchange, String sku, byte[] lot, long offer, long expires, boolean labelled) {
        exchange.sku = sku;
        upload = new ImportUpload(http, connection, exchange, lot, offer, expires, labelled);
        exchange.upload = upload;
    }

    private int importText(byte[] in, int at, int to) {
        if (at == to) {
            return STUCK;
        }
        ImportUpload current = upload;
        int end;
        boolean ended;
        if (head.chunked) {
            end = chunks.read(in, at, to, current::text);
            ended = chunks.isDone();
        } else {
            end = (int) Math.min(to, at + left);
            current.text(in, at, end - at);
            left -= end - at;
            ended = left == 0;
        }
        progress += end - at;
        if (progress >= PROGRESS_BYTES) {
            progress = 0;
            connection.requestProgress();
        }
        if (upload != current) {
            return to;
        }
        if (ended) {
            endImport();
        } else if (chunks.isBad()) {
            current.fail(ResultCode.MALFORMED, chunks.refusal(), 0);
        }
        return end;
    }

    private void endImport() {
        phase = Phase.IMPORT_ENDING;
        upload.end();
    }

    /** An import whose body is here as a whole: JSON, or text with a signature. */
    private void startImport(Exchange exchange, WholeRequest request) {
        try {
            String sku = request.sku(route);
            exchange.sku = sku;
            if (!http.context.board().read(sku, http.sku)) {
                connection.answer(exchange, () -> http.operations.sendNoSku(connection, exchange));
                connection.advance();
                return;
            }
            int end = request.bodyOffset + request.bodyLength;
            byte[] copy = Arrays.copyOfRange(request.body, request.bodyOffset, end);
            if (hasType(request.in, request.from, PLAIN)) {
                Query query = request.query(IMPORT_PARAMETERS);
                long expires = expiryOf(query.get("expires_at"));
                beginUpload(exchange, sku, lotOf(query.get("lot")), offerOf(query.get("offer")), expires, false);
                phase = Phase.IMPORT_ENDING;
                ImportUpload started = upload;
                started.codes(() -> {
                    started.lines().text(copy, 0, copy.length);
                    started.lines().end();
                });
            } else {
                request.noQuery();
                importJson(exchange, sku, copy);
            }
        } catch (RequestProblem problem) {
            connection.answer(exchange, () -> http.responses.sendProblem(connection, exchange, problem));
            connection.advance();
        }
    }

    private void importJson(Exchange exchange, String sku, byte[] body) {
        RequestProblem problem = http.addUnits.read(body, 0, body.length);
        if (problem != null) {
            throw problem;
        }
        byte[] lot =
                http.addUnits.lot().isEmpty() ? newLot() : http.addUnits.lot().copy();
        boolean labelled = http.addUnits.isLabelled();
        beginUpload(exchange, sku, lot, http.addUnits.offer(), http.addUnits.expiresAtMicros(), labelled);
        phase = Phase.IMPORT_ENDING;
        ImportUpload started = upload;
        if (http.addUnits.isCounted()) {
            started.command(http.addUnits.countedUnits(sku.getBytes(StandardCharsets.US_ASCII), lot));
            return;
        }
        // One of its own: the worker reads it on another thread.
        AddUnitsRequest request = new AddUnitsRequest(Form.HTTP);
        started.codes(() -> {
            RequestProblem unused = request.read(body, 0, body.length);
            if (labelled) {
                request.units(started.lines()::unit);
            } else {
                request.codes(started.lines()::code);
            }
        });
    }

    private static long expiryOf(String text) {
        return text == null ? 0 : UtcTime.micros("expires_at", text);
    }

    private static long offerOf(String text) {
        if (text == null) {
            return 0;
        }
        if (!text.matches("[1-9][0-9]{0,9}") || Long.parseLong(text) > Integer.MAX_VALUE) {
            throw RequestProblem.invalid("offer", "offer must be an offer_id");
        }
        return Long.parseLong(text);
    }

    private byte[] lotOf(String lot) {
        if (lot == null) {
            return newLot();
        }
        byte[] bytes = lot.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < 1 || bytes.length > MAX_LOT_BYTES) {
            throw RequestProblem.invalid("lot", "lot must be 1-" + MAX_LOT_BYTES + " bytes");
        }
        return bytes;
    }

    private byte[] newLot() {
        http.loop.orderIds().next();
        return ("lot-" + HexFormat.of().toHexDigits(http.loop.orderIds().high())).getBytes(StandardCharsets.US_ASCII);
    }

    private int skip(int at, int to) {
        if (at == to) {
            return STUCK;
        }
        int run = (int) Math.min(left, to - at);
        left -= run;
        if (left == 0) {
            restart();
        }
        return at + run;
    }

    private interface Answer {
        void send(Exchange exchange);
    }

    private int refuse(int at, int status, String code, String detail) {
        return answerEarly(at, exchange -> http.responses.sendProblem(connection, exchange, status, code, detail));
    }

    /** Answers by the head alone. A short body is thrown away; a long one, or one of unknown length, ends the connection. */
    private int answerEarly(int at, Answer answer) {
        Exchange exchange = connection.open(null, head);
        boolean skip =
                !head.chunked && head.contentLength <= http.context.httpLimits().bodyBytes();
        exchange.close |= !skip || head.expectContinue && head.hasBody();
        connection.answer(exchange, () -> answer.send(exchange));
        left = Math.max(0, head.contentLength);
        int end = at + head.length;
        if (skip && left > 0) {
            phase = Phase.SKIP;
        } else {
            restart();
        }
        connection.advance();
        return end;
    }

    private Answer options(Resource resource) {
        String allow = resource == null ? "GET, HEAD, POST, PUT, PATCH, OPTIONS" : Route.allowed(resource);
        return exchange -> http.responses.sendEmpty(connection, exchange, 204, "Allow: " + allow);
    }

    private boolean mayGoOn() {
        return verdict.isAccepted() && verdict.principal().may(route.scope);
    }

    private void takeTurn() {
        waitMillis = mayGoOn() && route.isLimited() ? verdict.principal().rate().take() : 0;
    }

    private Answer tooManyRequests() {
        int retryAfterMillis = waitMillis;
        String detail = verdict.principal().rate().refusal();
        return exchange ->
                http.responses.sendProblem(connection, exchange, ResultCode.RATE_LIMITED, detail, -1, retryAfterMillis);
    }

    private Answer refusalOfCaller() {
        Verdict judged = verdict;
        Route asked = route;
        return exchange -> refuseCaller(exchange, judged, asked);
    }

    private void refuseCaller(Exchange exchange, Verdict judged, Route asked) {
        if (judged.isAccepted()) {
            String detail = "this key lacks the scope " + asked.scope.text();
            http.responses.sendProblem(connection, exchange, ResultCode.FORBIDDEN, detail, -1, 0);
        } else if (judged.code() == ResultCode.TIMESTAMP_EXPIRED) {
            http.responses.sendSkew(connection, exchange, judged.detail(), judged.skewSeconds());
        } else {
            http.responses.sendProblem(connection, exchange, judged.code(), judged.detail(), -1, 0);
        }
    }

    private boolean accepts(byte[] in, int at) {
        int length = head.length(HeaderName.ACCEPT);
        if (length <= 0) {
            return true;
        }
        int start = at + head.start(HeaderName.ACCEPT);
        byte[] own = switch (route) {
            case OPENAPI -> YAML;
            case STREAM_EVENTS -> EVENT_STREAM;
            default -> JSON;
        };
        return Ascii.containsIgnoreCase(in, start, length, ANY)
                || Ascii.containsIgnoreCase(in, start, length, own)
                || Ascii.containsIgnoreCase(in, start, length, ANY_APPLICATION)
                || Ascii.containsIgnoreCase(in, start, length, PROBLEM_JSON);
    }

    private boolean takesType(byte[] in, int at, boolean plain) {
        if (head.has(HeaderName.CONTENT_ENCODING)
                && !Ascii.equalsIgnoreCase(
                        in,
                        at + head.start(HeaderName.CONTENT_ENCODING),
                        head.length(HeaderName.CONTENT_ENCODING),
                        IDENTITY)) {
            return false;
        }
        if (route.body == Route.Body.NONE || plain) {
            return true;
        }
        boolean named = head.has(HeaderName.CONTENT_TYPE);
        return route.body == Route.Body.CODES ? hasType(in, at, JSON) : !named || hasType(in, at, JSON);
    }

    private String wantedType() {
        return route.body == Route.Body.CODES ? "text/plain or application/json" : "application/json, not encoded";
    }

    private boolean hasType(byte[] in, int at, byte[] type) {
        int length = head.length(HeaderName.CONTENT_TYPE);
        int start = at + head.start(HeaderName.CONTENT_TYPE);
        return length >= 0
                && Ascii.startsWithIgnoreCase(in, start, length, type)
                && (length == type.length || in[start + type.length] == ';' || in[start + type.length] == ' ');
    }

    private static String codeOf(int status) {
        return switch (status) {
            case 414, 431 -> "too_large";
            default -> "malformed";
        };
    }

    private static byte[] sha256(byte[] body, int offset, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(body, offset, length);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK lacks SHA-256", e);
        }
    }
}
