package io.faka.node.http;

import java.nio.charset.StandardCharsets;

/** One whole answer. */
public record HttpResponse(int status, byte[] body) {
    /** Whether the status is 2xx. */
    public boolean isSuccess() {
        return status / 100 == 2;
    }

    /** The body as UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
