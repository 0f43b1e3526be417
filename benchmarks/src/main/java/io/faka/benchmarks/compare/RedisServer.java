package io.faka.benchmarks.compare;

import java.nio.file.Path;
import java.util.List;

/** Redis with an append-only file, placing orders by a Lua script. Rewrites of the file are off, in Redis's favour. */
final class RedisServer implements AutoCloseable {
    private static final int CHUNK = 100_000;

    private final ServerProcess process;
    private final String port;
    private final String script;
    private long codes;

    RedisServer(Path directory, String fsync) {
        Path data = Resource.directory(directory.resolve("redis-" + fsync));
        int free = ServerProcess.freePort();
        port = Integer.toString(free);
        process = ServerProcess.start(
                "redis-server",
                data.resolve("log"),
                List.of(
                        "redis-server",
                        "--port",
                        port,
                        "--bind",
                        "127.0.0.1",
                        "--dir",
                        data.toString(),
                        "--save",
                        "",
                        "--appendonly",
                        "yes",
                        "--appendfsync",
                        fsync,
                        "--auto-aof-rewrite-percentage",
                        "0"));
        process.awaitPort(free);
        script = cli("SCRIPT", "LOAD", Resource.text("reserve.lua"));
    }

    ServerProcess process() {
        return process;
    }

    void stock(long units) {
        for (long added = 0; added < units; added += CHUNK) {
            cli("EVAL", Resource.text("stock.lua"), "1", "stock", Long.toString(codes), Integer.toString(CHUNK));
            codes += CHUNK;
        }
    }

    /** Orders a second, placed by redis-benchmark. */
    double place(int connections, int pipeline, long orders) {
        String output = Tool.run(List.of(
                "redis-benchmark",
                "-p",
                port,
                "-c",
                Integer.toString(connections),
                "-P",
                Integer.toString(pipeline),
                "-n",
                Long.toString(orders),
                "-r",
                "100000000000",
                "--csv",
                "EVALSHA",
                script,
                "2",
                "stock",
                "order:__rand_int__",
                "buyer-000001",
                "900"));
        return Tool.number(output, "(?m)^\"EVALSHA[^\"]*\",\"([0-9.]+)\"");
    }

    /** Fails if the last load ran into an empty stock. */
    void requireStock() {
        if (Long.parseLong(cli("LLEN", "stock")) == 0) {
            throw new IllegalStateException("redis ran out of stock: its figure would be of refusals");
        }
    }

    @Override
    public void close() {
        process.close();
    }

    private String cli(String... arguments) {
        List<String> command = new java.util.ArrayList<>(List.of("redis-cli", "-p", port));
        command.addAll(List.of(arguments));
        String output = Tool.run(command).strip();
        if (output.startsWith("ERR") || output.startsWith("(error)")) {
            throw new IllegalStateException("redis: " + output);
        }
        return output;
    }
}
