package io.faka.gateway.http;

import java.nio.charset.StandardCharsets;

/** A request's line and headers, as places within its bytes, counted from the request's first byte. Reusable. */
public final class RequestHead {
    /** {@link #contentLength} where there is none. */
    static final long NO_LENGTH = -1;

    public HttpMethod method = HttpMethod.OTHER;
    public int targetStart;
    public int targetLength;
    /** Length of the path within the target; a query follows after a question mark. */
    public int pathLength;

    boolean isHttp10;
    long contentLength;
    boolean chunked;
    boolean close;
    boolean keepAlive;
    boolean expectContinue;
    /** Bytes of the whole head, the empty line included. */
    int length;

    private final int[] starts = new int[HeaderName.values().length];
    private final int[] lengths = new int[HeaderName.values().length];

    void clear() {
        method = HttpMethod.OTHER;
        isHttp10 = false;
        contentLength = NO_LENGTH;
        chunked = false;
        close = false;
        keepAlive = false;
        expectContinue = false;
        length = 0;
        java.util.Arrays.fill(lengths, -1);
    }

    void set(HeaderName name, int start, int valueLength) {
        starts[name.ordinal()] = start;
        lengths[name.ordinal()] = valueLength;
    }

    public boolean has(HeaderName name) {
        return lengths[name.ordinal()] >= 0;
    }

    /** Where the value starts, counted from the request's first byte. */
    int start(HeaderName name) {
        return starts[name.ordinal()];
    }

    /** Bytes of the value; -1 = no such header. */
    int length(HeaderName name) {
        return lengths[name.ordinal()];
    }

    /** The value as text, or null. */
    public String text(HeaderName name, byte[] in, int from) {
        return has(name) ? new String(in, from + start(name), length(name), StandardCharsets.ISO_8859_1) : null;
    }

    /** Whether the request has a body to be read. */
    boolean hasBody() {
        return chunked || contentLength > 0;
    }

    /** Whether the connection ends with this request. */
    boolean endsConnection() {
        return close || isHttp10 && !keepAlive;
    }
}
