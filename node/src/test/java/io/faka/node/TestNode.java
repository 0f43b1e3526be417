package io.faka.node;

import io.faka.node.http.NodeAddress;
import io.faka.node.http.NodeApi;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A node started through the launcher; killed when closed. */
final class TestNode implements AutoCloseable {
    private static final Duration READY = Duration.ofSeconds(90);
    private static final long STOP_SECONDS = 60;

    private final Process process;
    private final Path out;
    private final Path err;
    private final JsonNode ready;

    private TestNode(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
        Awaitility.await()
                .atMost(READY)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> Launcher.read(out).endsWith("\n") || !process.isAlive());
        if (!Launcher.read(out).endsWith("\n")) {
            throw new AssertionError("the node ended before it was ready: " + Launcher.read(err));
        }
        ready = JsonMapper.shared().readTree(Launcher.read(out));
    }

    /** Starts {@code serve} on free ports. */
    static TestNode serve(Path data, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "serve",
                "--data",
                data.toString(),
                "--http",
                "0",
                "--tcp",
                "0",
                "--admin",
                "0",
                "--insecure-loopback"));
        arguments.addAll(List.of(more));
        return start(data, Map.of(), List.of(Launcher.SCRIPT.toString()), arguments);
    }

    /** Starts a node behind any words. Its output goes beside the data directory. */
    static TestNode start(Path data, Map<String, String> environment, List<String> command, List<String> arguments) {
        long stamp = System.nanoTime();
        Path out = data.resolveSibling(data.getFileName() + "-" + stamp + ".out");
        Path err = data.resolveSibling(data.getFileName() + "-" + stamp + ".err");
        try {
            Process process = Launcher.builder(environment, command, arguments)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            boolean started = false;
            try {
                TestNode node = new TestNode(process, out, err);
                started = true;
                return node;
            } finally {
                if (!started) {
                    process.destroyForcibly();
                }
            }
        } catch (IOException e) {
            throw new AssertionError("cannot start a node", e);
        }
    }

    NodeAddress http() {
        return NodeAddress.parse(ready.path("http").asString());
    }

    NodeAddress tcp() {
        return NodeAddress.parse(ready.path("tcp").asString());
    }

    NodeAddress admin() {
        return NodeAddress.parse(ready.path("admin").asString());
    }

    /** As the node itself said. */
    long pid() {
        return ready.path("pid").asLong();
    }

    NodeApi api() {
        return new NodeApi(http(), null);
    }

    Process process() {
        return process;
    }

    String out() {
        return Launcher.read(out);
    }

    String err() {
        return Launcher.read(err);
    }

    /** SIGTERM; the exit code. */
    int stop() {
        process.destroy();
        return await();
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly();
        await();
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }

    private int await() {
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the node did not end: " + err());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
        return process.exitValue();
    }
}
