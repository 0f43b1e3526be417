package io.faka.gateway.http;

import io.faka.gateway.json.RequestProblem;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** A request whose body is there: where its parts lie. Reused, one per event loop. */
final class WholeRequest {
    RequestHead head;
    /** Holds the head's bytes. */
    byte[] in;
    /** Where the request starts in {@link #in}. */
    int from;
    /** Holds the body's bytes; may be {@link #in}. */
    byte[] body;

    int bodyOffset;
    int bodyLength;

    WholeRequest head(RequestHead newHead, byte[] newIn, int newFrom) {
        head = newHead;
        in = newIn;
        from = newFrom;
        return this;
    }

    WholeRequest body(byte[] newBody, int offset, int length) {
        body = newBody;
        bodyOffset = offset;
        bodyLength = length;
        return this;
    }

    /** Where the path's parameter starts in {@link #in}. */
    int parameterStart(Route route) {
        return from + head.targetStart + route.resource.parameterStart();
    }

    /** Bytes of the path's parameter. */
    int parameterLength(Route route) {
        return route.resource.parameterLength(head.pathLength);
    }

    /**
     * The path's parameter as the name of a SKU.
     *
     * @throws RequestProblem if it is none
     */
    String sku(Route route) {
        int start = parameterStart(route);
        int length = parameterLength(route);
        if (!io.faka.gateway.json.Skus.isValid(in, start, length)) {
            throw RequestProblem.invalid("sku", io.faka.gateway.json.Skus.RULE);
        }
        return new String(in, start, length, StandardCharsets.US_ASCII);
    }

    /**
     * The query.
     *
     * @throws RequestProblem if it has other parameters than the allowed ones
     */
    Query query(Set<String> allowed) {
        int behindPath = head.targetLength - head.pathLength;
        int start = from + head.targetStart + head.pathLength + 1;
        String text = behindPath == 0 ? "" : new String(in, start, behindPath - 1, StandardCharsets.ISO_8859_1);
        return new Query(text, allowed);
    }

    /**
     * Checks that there is no query.
     *
     * @throws RequestProblem if there is one
     */
    void noQuery() {
        if (head.targetLength > head.pathLength) {
            Query unused = query(Set.of());
        }
    }
}
