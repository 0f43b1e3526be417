package io.faka.gateway.http;

/** The methods that mean something here. */
public enum HttpMethod {
    GET,
    HEAD,
    POST,
    PUT,
    PATCH,
    DELETE,
    OPTIONS,
    /** Any other token. */
    OTHER;

    static HttpMethod of(byte[] in, int offset, int length) {
        return switch (length) {
            case 3 -> in[offset] == 'G' ? match(GET, in, offset, length) : match(PUT, in, offset, length);
            case 4 -> in[offset] == 'P' ? match(POST, in, offset, length) : match(HEAD, in, offset, length);
            case 5 -> match(PATCH, in, offset, length);
            case 6 -> match(DELETE, in, offset, length);
            case 7 -> match(OPTIONS, in, offset, length);
            default -> OTHER;
        };
    }

    private static HttpMethod match(HttpMethod method, byte[] in, int offset, int length) {
        String name = method.name();
        for (int i = 0; i < length; i++) {
            if (in[offset + i] != name.charAt(i)) {
                return OTHER;
            }
        }
        return method;
    }
}
