package io.faka.gateway.http;

import java.nio.charset.StandardCharsets;

/**
 * Reads a request's head, strictly: one CRLF per line, no folding, no space before a colon, no control characters, one length. What
 * two servers could read in two ways is refused. One per connection: it goes on where the bytes ended last time.
 */
public final class HeadParser {
    /** What came of a call. */
    public enum Result {
        /** The head is not complete yet. */
        MORE,
        /** The head is complete. */
        DONE,
        /** It is refused: see {@link #status} and {@link #detail}; the connection cannot go on. */
        REFUSED
    }

    private static final byte[] HTTP_1 = bytes("HTTP/1.");
    private static final int VERSION_LINE_END = HTTP_1.length + 3;
    private static final byte[] CLOSE = bytes("close");
    private static final byte[] KEEP_ALIVE = bytes("keep-alive");
    private static final byte[] CHUNKED = bytes("chunked");
    private static final byte[] CONTINUE = bytes("100-continue");
    private static final int MAX_LENGTH_DIGITS = 18;
    private static final boolean[] TOKEN = tokenCharacters();

    private final HttpLimits limits;
    private final RequestHead head = new RequestHead();
    private int position;
    private int headersFrom;
    private int status;
    private String detail = "";

    public HeadParser(HttpLimits limits) {
        this.limits = limits;
        restart();
    }

    /** Forgets everything: the next byte is the first of a new request. */
    public void restart() {
        position = 0;
        headersFrom = 0;
        head.clear();
    }

    /** What was read. */
    public RequestHead head() {
        return head;
    }

    /** HTTP status of a refusal. */
    public int status() {
        return status;
    }

    /** Words of a refusal. */
    public String detail() {
        return detail;
    }

    /**
     * Reads on.
     *
     * @param in   holds the request's bytes so far
     * @param from where the request starts; may differ from call to call
     * @param to   end of the bytes so far
     */
    public Result parse(byte[] in, int from, int to) {
        if (headersFrom == 0) {
            Result line = requestLine(in, from, to);
            if (line != Result.DONE) {
                return line;
            }
        }
        while (true) {
            int at = from + position;
            if (to - at < 2) {
                return at < to && in[at] == '\n' ? refuse(400, "a line ends with CR LF") : Result.MORE;
            }
            if (in[at] == '\r') {
                return in[at + 1] == '\n' ? end() : refuse(400, "a CR stands only before LF");
            }
            Result line = headerLine(in, from, at, to);
            if (line != Result.DONE) {
                return line;
            }
        }
    }

    private Result requestLine(byte[] in, int from, int to) {
        int end = Math.min(to, from + limits.requestLineBytes());
        int at = from;
        while (at < end && in[at] != ' ') {
            if (!isToken(in[at])) {
                return refuse(400, "the request line starts with a method");
            }
            at++;
        }
        int methodEnd = at;
        if (at < end && methodEnd == from) {
            return refuse(400, "the request line starts with a method");
        }
        at++;
        int targetStart = at;
        int pathEnd = -1;
        while (at < end && in[at] != ' ') {
            byte c = in[at];
            if (c <= ' ' || c == 0x7f || c == '#' || c == '\\') {
                return refuse(400, "the request target has a character it must not have");
            }
            if (c == '?' && pathEnd < 0) {
                pathEnd = at;
            }
            at++;
        }
        if (at >= end || end - at - 1 < VERSION_LINE_END) {
            return to - from >= limits.requestLineBytes()
                    ? refuse(414, "a request line has at most " + limits.requestLineBytes() + " bytes")
                    : partialVersion(in, at + 1, end);
        }
        return version(in, from, methodEnd, targetStart, pathEnd < 0 ? at : pathEnd, at);
    }

    /** Refuses a version that is wrong already, so that nobody waits for the rest of it. */
    private Result partialVersion(byte[] in, int at, int end) {
        for (int i = 0; at + i < end; i++) {
            boolean wrong = i < HTTP_1.length ? in[at + i] != HTTP_1[i] : in[at + i] == '\n';
            if (wrong) {
                return refuse(400, "the request line ends with HTTP/1.1 and CR LF");
            }
        }
        return Result.MORE;
    }

    private Result version(byte[] in, int from, int methodEnd, int targetStart, int pathEnd, int targetEnd) {
        int at = targetEnd + 1;
        byte minor = in[at + HTTP_1.length];
        if (!Ascii.startsWith(in, at, HTTP_1.length, HTTP_1)
                || in[at + HTTP_1.length + 1] != '\r'
                || in[at + HTTP_1.length + 2] != '\n') {
            return refuse(400, "the request line ends with HTTP/1.1 and CR LF");
        }
        if (minor != '1' && minor != '0') {
            return refuse(505, "HTTP/1.1 is spoken here");
        }
        if (targetStart == targetEnd || in[targetStart] != '/' && !isAsterisk(in, targetStart, targetEnd)) {
            return refuse(400, "the request target starts with a slash");
        }
        head.method = HttpMethod.of(in, from, methodEnd - from);
        head.isHttp10 = minor == '0';
        head.targetStart = targetStart - from;
        head.targetLength = targetEnd - targetStart;
        head.pathLength = pathEnd - targetStart;
        position = at + VERSION_LINE_END - from;
        headersFrom = position;
        return Result.DONE;
    }

    private static boolean isAsterisk(byte[] in, int start, int end) {
        return end - start == 1 && in[start] == '*';
    }

    private Result headerLine(byte[] in, int from, int lineStart, int to) {
        int limit = from + headersFrom + limits.headerBytes();
        int end = Math.min(to, limit);
        int at = lineStart;
        while (at < end && isToken(in[at])) {
            at++;
        }
        if (at < end && (in[at] != ':' || at == lineStart)) {
            return refuse(400, "a header line is a name, a colon at once, and a value");
        }
        int nameEnd = at;
        at++;
        while (at < end && (in[at] == ' ' || in[at] == '\t')) {
            at++;
        }
        int valueStart = at;
        while (at < end && isValueCharacter(in[at])) {
            at++;
        }
        if (end - at < 2) {
            return unfinishedHeader(in, at, end, to >= limit);
        }
        if (in[at] != '\r' || in[at + 1] != '\n') {
            return refuse(400, in[at] == '\n' ? "a line ends with CR LF" : "a header has a control character");
        }
        int valueEnd = at;
        while (valueEnd > valueStart && (in[valueEnd - 1] == ' ' || in[valueEnd - 1] == '\t')) {
            valueEnd--;
        }
        position = at + 2 - from;
        HeaderName name = HeaderName.of(in, lineStart, nameEnd - lineStart);
        return name == null ? Result.DONE : header(name, in, from, valueStart, valueEnd - valueStart);
    }

    private Result unfinishedHeader(byte[] in, int at, int end, boolean atLimit) {
        if (atLimit) {
            return refuse(431, "headers have at most " + limits.headerBytes() + " bytes");
        }
        return at < end && in[at] != '\r'
                ? refuse(400, in[at] == '\n' ? "a line ends with CR LF" : "a header has a control character")
                : Result.MORE;
    }

    private Result header(HeaderName name, byte[] in, int from, int start, int length) {
        if (head.has(name) && !name.isList()) {
            return refuse(400, "header " + name.name().replace('_', '-') + " is there twice");
        }
        head.set(name, start - from, length);
        return switch (name) {
            case CONTENT_LENGTH -> contentLength(in, start, length);
            case TRANSFER_ENCODING -> {
                head.chunked = true;
                yield Ascii.equalsIgnoreCase(in, start, length, CHUNKED)
                        ? Result.DONE
                        : refuse(400, "chunked is the only transfer coding taken");
            }
            case CONNECTION -> {
                head.close |= Ascii.containsIgnoreCase(in, start, length, CLOSE);
                head.keepAlive |= Ascii.containsIgnoreCase(in, start, length, KEEP_ALIVE);
                yield Result.DONE;
            }
            case EXPECT -> {
                head.expectContinue = true;
                yield Ascii.equalsIgnoreCase(in, start, length, CONTINUE)
                        ? Result.DONE
                        : refuse(417, "100-continue is the only expectation taken");
            }
            default -> Result.DONE;
        };
    }

    private Result contentLength(byte[] in, int start, int length) {
        long value = 0;
        for (int i = start; i < start + length; i++) {
            if (in[i] < '0' || in[i] > '9') {
                return refuse(400, "Content-Length is one decimal number");
            }
            value = value * 10 + in[i] - '0';
        }
        if (length == 0 || length > MAX_LENGTH_DIGITS) {
            return refuse(400, "Content-Length is one decimal number");
        }
        head.contentLength = value;
        return Result.DONE;
    }

    private Result end() {
        position += 2;
        head.length = position;
        if (head.chunked && head.has(HeaderName.CONTENT_LENGTH)) {
            return refuse(400, "a request has either Content-Length or Transfer-Encoding");
        }
        if (head.chunked && head.isHttp10) {
            return refuse(400, "HTTP/1.0 has no Transfer-Encoding");
        }
        if (!head.isHttp10 && head.length(HeaderName.HOST) < 1) {
            return refuse(400, "a request has one Host");
        }
        return Result.DONE;
    }

    private Result refuse(int newStatus, String words) {
        status = newStatus;
        detail = words;
        return Result.REFUSED;
    }

    private static boolean isToken(byte c) {
        return c >= 0 && TOKEN[c];
    }

    private static boolean isValueCharacter(byte c) {
        return c >= ' ' && c != 0x7f || c < 0 || c == '\t';
    }

    private static boolean[] tokenCharacters() {
        boolean[] token = new boolean[128];
        for (char c = '0'; c <= 'z'; c++) {
            token[c] = Character.isLetterOrDigit(c);
        }
        for (byte c : bytes("!#$%&'*+-.^_`|~")) {
            token[c] = true;
        }
        return token;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
