package io.faka.node.http;

import io.faka.node.ExitCode;
import io.faka.node.NodeFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The node's HTTP API as the commands use it: one request at a time, refusals as {@link NodeFailure}. */
public final class NodeApi implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 60_000;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final NodeAddress address;
    private final HttpConnection connection;

    /**
     * Connects.
     *
     * @param key bearer key; null = none
     * @throws NodeFailure (unreachable) if nothing answers there
     */
    public NodeApi(NodeAddress address, String key) {
        this.address = address;
        try {
            connection = new HttpConnection(address, key, TIMEOUT_MILLIS);
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    /**
     * Sends a JSON request (or none) and gives the answer's JSON.
     *
     * @throws NodeFailure (check failed) with the node's code and detail if it refuses; (unreachable) if it breaks off
     */
    public JsonNode call(String method, String path, JsonNode body) {
        byte[] bytes = body == null ? null : JSON.writeValueAsBytes(body);
        return success(exchange(method, path, "application/json", bytes));
    }

    /** As {@link #call}, with a text body. */
    public JsonNode upload(String path, byte[] text) {
        return success(exchange("POST", path, "text/plain; charset=utf-8", text));
    }

    /** The raw answer, whatever its status. */
    public HttpResponse exchange(String method, String path, String contentType, byte[] body) {
        try {
            return connection.exchange(method, path, contentType, body);
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    @Override
    public void close() {
        connection.close();
    }

    private JsonNode success(HttpResponse response) {
        JsonNode json = parse(response);
        if (response.isSuccess()) {
            return json;
        }
        String code = json.path("code").asString("");
        String detail = json.path("detail").asString("");
        String reason = code.isEmpty() ? "HTTP status " + response.status() : code;
        throw new NodeFailure(
                ExitCode.CHECK_FAILED, "refused: " + reason + (detail.isEmpty() ? "" : ": " + detail) + hint(code));
    }

    private static String hint(String code) {
        return code.equals("unauthenticated")
                ? " (give a key: --key or FAKA_KEY; make one with: faka key create --data DIR --scopes read,order,pay)"
                : "";
    }

    private JsonNode parse(HttpResponse response) {
        if (response.body().length == 0) {
            return JSON.createObjectNode();
        }
        try {
            return JSON.readTree(response.body());
        } catch (JacksonException e) {
            String start = new String(response.body(), 0, Math.min(80, response.body().length), StandardCharsets.UTF_8);
            throw new NodeFailure(
                    ExitCode.UNREACHABLE, address + " is not a FakaCore HTTP port: it answered " + start, e);
        }
    }

    private NodeFailure unreachable(IOException e) {
        return new NodeFailure(
                ExitCode.UNREACHABLE,
                "no answer from " + address + " (" + e.getMessage() + "); is the node running? Start one: faka dev",
                e);
    }
}
