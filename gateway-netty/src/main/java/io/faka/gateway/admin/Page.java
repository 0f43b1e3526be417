package io.faka.gateway.admin;

import java.nio.charset.StandardCharsets;

/** An answer of the admin port. */
record Page(int status, String contentType, byte[] body) {
    static Page json(int status, String body) {
        return new Page(status, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    static Page problem(int status, String code, String detail) {
        String body = "{\"type\":\"urn:faka:problem:" + code + "\",\"title\":\"" + code.replace('_', ' ')
                + "\",\"status\":" + status + ",\"detail\":\"" + detail + "\",\"code\":\"" + code + "\"}";
        return new Page(status, "application/problem+json", body.getBytes(StandardCharsets.UTF_8));
    }
}
