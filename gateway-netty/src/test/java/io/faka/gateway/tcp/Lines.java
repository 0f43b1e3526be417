package io.faka.gateway.tcp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A plain socket that talks JSON lines. */
public final class Lines implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Socket socket;
    private final BufferedReader reader;

    /** Connects. */
    public Lines(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(10_000);
        reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    Lines send(String... lines) throws IOException {
        return raw((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    Lines raw(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** The next line; null at the end. */
    String line() throws IOException {
        return reader.readLine();
    }

    JsonNode answer() throws IOException {
        return JSON.readTree(line());
    }

    /** Sends a line and reads the next one. */
    public JsonNode ask(String line) throws IOException {
        return send(line).answer();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
