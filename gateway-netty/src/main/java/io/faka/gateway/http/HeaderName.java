package io.faka.gateway.http;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The headers that are looked at; any other is checked for its form and skipped. */
public enum HeaderName {
    HOST,
    ACCEPT,
    EXPECT,
    ORIGIN,
    FAKA_KEY,
    CONNECTION,
    FAKA_NONCE,
    CONTENT_TYPE,
    AUTHORIZATION,
    IF_NONE_MATCH,
    LAST_EVENT_ID,
    CONTENT_LENGTH,
    FAKA_TIMESTAMP,
    FAKA_SIGNATURE,
    IDEMPOTENCY_KEY,
    CONTENT_ENCODING,
    TRANSFER_ENCODING;

    private static final HeaderName[][] BY_LENGTH = new HeaderName[24][];

    static {
        for (int length = 0; length < BY_LENGTH.length; length++) {
            int wanted = length;
            BY_LENGTH[length] = java.util.Arrays.stream(values())
                    .filter(name -> name.lower.length == wanted)
                    .toArray(HeaderName[]::new);
        }
    }

    private final byte[] lower =
            name().toLowerCase(Locale.ROOT).replace('_', '-').getBytes(StandardCharsets.US_ASCII);

    /** The header of that name in any case, or null. */
    static HeaderName of(byte[] in, int offset, int length) {
        if (length < BY_LENGTH.length) {
            for (HeaderName name : BY_LENGTH[length]) {
                if (Ascii.equalsIgnoreCase(in, offset, length, name.lower)) {
                    return name;
                }
            }
        }
        return null;
    }

    /** Whether it may come more than once. */
    boolean isList() {
        return this == ACCEPT || this == CONNECTION;
    }
}
