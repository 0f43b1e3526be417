package io.faka.gateway.http;

import io.faka.gateway.json.RequestProblem;
import io.faka.gateway.json.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The parameters behind a question mark, each once. */
final class Query {
    private final Map<String, String> parameters = new HashMap<>();

    /**
     * Reads a query.
     *
     * @param allowed names there may be
     * @throws RequestProblem if it has another, one twice, or bad escapes
     */
    Query(String query, Set<String> allowed) {
        if (query.isEmpty()) {
            return;
        }
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            if (!allowed.contains(name)) {
                throw RequestProblem.unknownField(name);
            }
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            if (parameters.putIfAbsent(name, value) != null) {
                throw RequestProblem.malformed("parameter \"" + name + "\" is there twice");
            }
        }
    }

    /** A parameter's value, or null. */
    String get(String name) {
        return parameters.get(name);
    }

    /** A path's segment with {@code %XX} read. */
    static String decodePath(String text) {
        return decode(text.replace("+", "%2B"));
    }

    /** Text with {@code %XX} and {@code +} read. */
    private static String decode(String text) {
        byte[] out = new byte[text.length()];
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                boolean complete = i + 2 < text.length();
                int high = complete ? Character.digit(text.charAt(i + 1), 16) : -1;
                int low = complete ? Character.digit(text.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    throw RequestProblem.malformed("a percent sign in path or query is followed by two hex digits");
                }
                out[length++] = (byte) (high << 4 | low);
                i += 2;
            } else {
                out[length++] = c == '+' ? (byte) ' ' : (byte) c;
            }
        }
        if (!Utf8.isValid(out, 0, length)) {
            throw RequestProblem.malformed("path or query is not UTF-8");
        }
        return new String(out, 0, length, StandardCharsets.UTF_8);
    }
}
