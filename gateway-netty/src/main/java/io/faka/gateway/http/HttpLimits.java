package io.faka.gateway.http;

/**
 * Bounds of a request, checked before memory is taken.
 *
 * @param requestLineBytes  longest request line
 * @param headerBytes       longest header section, without the request line
 * @param bodyBytes         longest body that is read as a whole
 * @param signedImportBytes longest import with a signature over its body, which has to be read as a whole
 * @param maxInFlight       requests of one connection that may wait for their answers, a power of two
 */
public record HttpLimits(int requestLineBytes, int headerBytes, int bodyBytes, int signedImportBytes, int maxInFlight) {
    /** Checks the ranges. */
    public HttpLimits {
        require(requestLineBytes >= 64, "requestLineBytes must be at least 64: " + requestLineBytes);
        require(headerBytes >= 64, "headerBytes must be at least 64: " + headerBytes);
        require(bodyBytes >= 1024, "bodyBytes must be at least 1024: " + bodyBytes);
        require(signedImportBytes >= bodyBytes, "signedImportBytes must be at least bodyBytes: " + signedImportBytes);
        require(
                maxInFlight >= 1 && Integer.bitCount(maxInFlight) == 1,
                "maxInFlight must be a power of two: " + maxInFlight);
    }

    /** 4 KiB, 8 KiB, 64 KiB, 4 MiB, 128. */
    public static HttpLimits defaults() {
        return new HttpLimits(4 << 10, 8 << 10, 64 << 10, 4 << 20, 128);
    }

    private static void require(boolean condition, String rule) {
        if (!condition) {
            throw new IllegalArgumentException(rule);
        }
    }
}
