package io.faka.benchmarks.compare;

import io.faka.client.ClientConfig;
import io.faka.client.Credentials;
import io.faka.client.FakaClient;
import io.faka.client.FakaException;
import io.faka.client.GetSku;
import io.faka.client.load.LoadGenerator;
import io.faka.client.load.LoadOptions;
import io.faka.client.load.LoadReport;
import io.faka.client.load.LoadStock;
import io.faka.codec.reply.ResultCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A FakaCore node as an operator would start it, with a key. */
final class FakaServer implements AutoCloseable {
    static final String SKU = "load";

    private final ServerProcess process;
    private final String key;
    private final int httpPort;
    private final int tcpPort;

    /** @param launcher the {@code faka} script */
    FakaServer(Path launcher, Path directory, String ack) {
        String faka = launcher.toString();
        Path data = Resource.directory(directory.resolve("faka-" + ack));
        key = json(Tool.run(List.of(
                        faka,
                        "key",
                        "create",
                        "--data",
                        data.toString(),
                        "--scopes",
                        "read,order,pay,admin",
                        "--json")))
                .get("key")
                .asString();
        Path log = directory.resolve("faka-" + ack + ".log");
        process = ServerProcess.start(
                "faka",
                log,
                List.of(
                        faka,
                        "serve",
                        "--data",
                        data.toString(),
                        "--http",
                        "0",
                        "--tcp",
                        "0",
                        "--admin",
                        "0",
                        "--ack",
                        ack));
        process.awaitUntil(() -> ready(log) != null);
        JsonNode ready = json(ready(log));
        httpPort = port(ready.get("http").asString());
        tcpPort = port(ready.get("tcp").asString());
    }

    ServerProcess process() {
        return process;
    }

    int httpPort() {
        return httpPort;
    }

    String key() {
        return key;
    }

    /** Sees to it that at least so many units are available. */
    void stock(long units) {
        try (FakaClient client = client()) {
            long missing = units - available(client);
            if (missing > 0) {
                LoadStock.make(client, SKU, missing, done -> {});
            }
        }
    }

    private static long available(FakaClient client) {
        try {
            return client.call(new GetSku(SKU)).available();
        } catch (FakaException e) {
            if (e.code() == ResultCode.SKU_NOT_FOUND) {
                return 0;
            }
            throw e;
        }
    }

    /** Places orders over TCP. */
    LoadReport place(int connections, int pipeline, long rate, int warmupSeconds, int seconds) {
        return new LoadGenerator(new LoadOptions(
                        LoadOptions.Protocol.TCP,
                        "127.0.0.1",
                        tcpPort,
                        Credentials.bearer(key),
                        connections,
                        pipeline,
                        rate,
                        warmupSeconds,
                        seconds,
                        1,
                        List.of(SKU),
                        1_000,
                        false))
                .run();
    }

    @Override
    public void close() {
        process.close();
    }

    private FakaClient client() {
        return FakaClient.connect(ClientConfig.of("127.0.0.1", tcpPort, Credentials.bearer(key))
                .withRequestTimeout(Duration.ofMinutes(1)));
    }

    private static String ready(Path log) {
        try {
            for (String line : Files.readAllLines(log)) {
                if (line.startsWith("{\"ready\":true")) {
                    return line;
                }
            }
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(log.toString(), e);
        }
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text.substring(text.indexOf('{')));
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }
}
