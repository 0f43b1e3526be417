package io.faka.benchmarks.compare;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** wrk with one thread and 64 connections, posting orders of which no two are alike. */
final class Wrk {
    private static final int CONNECTIONS = 64;

    private final Path script;

    Wrk(Path directory) {
        script = Resource.copy("orders.lua", directory);
    }

    /** Requests a second; fails if any was answered with anything but 2xx. */
    double post(int port, String key, int pipeline, int seconds) {
        String run = String.format("%08x", ThreadLocalRandom.current().nextInt());
        String output = Tool.run(List.of(
                "wrk",
                "-t1",
                "-c" + CONNECTIONS,
                "-d" + seconds + "s",
                "-s",
                script.toString(),
                "http://127.0.0.1:" + port + "/v1/orders",
                "--",
                run,
                Integer.toString(pipeline),
                FakaServer.SKU,
                key,
                "127.0.0.1:" + port));
        if (Tool.number(output, "non-2xx: (\\d+)") != 0) {
            throw new IllegalStateException("refusals under wrk: " + output);
        }
        return Tool.number(output, "Requests/sec: +([0-9.]+)");
    }
}
