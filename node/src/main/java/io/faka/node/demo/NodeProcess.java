package io.faka.node.demo;

import io.faka.node.ExitCode;
import io.faka.node.NodeFailure;
import io.faka.node.http.NodeAddress;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A node as a process of its own, started with the flags and the class path of this one, so that it can be killed for real.
 * Ends with this process, unless that is itself killed with -9. One thread.
 */
public final class NodeProcess implements AutoCloseable {
    private static final long READY_SECONDS = 120;
    private static final long STOP_SECONDS = 60;

    private final Process process;
    private final Thread reaper;
    private final NodeAddress http;
    private final NodeAddress tcp;
    private final NodeAddress admin;
    private final long readyMillis;

    private NodeProcess(Process process, Thread reaper, JsonNode ready, long readyMillis) {
        this.process = process;
        this.reaper = reaper;
        this.readyMillis = readyMillis;
        http = NodeAddress.parse(ready.path("http").asString());
        tcp = NodeAddress.parse(ready.path("tcp").asString());
        admin = NodeAddress.parse(ready.path("admin").asString());
    }

    /**
     * Starts a node and returns once it says it is ready.
     *
     * @param log       receives what it writes on stderr, appended
     * @param arguments of the command line, {@code serve} or {@code dev} first
     * @throws NodeFailure with the node's exit code and last words if it ends before it is ready
     */
    public static NodeProcess start(Path log, List<String> arguments) {
        long start = System.nanoTime();
        Process process;
        try {
            process = new ProcessBuilder(command(arguments))
                    .redirectInput(new File("/dev/null"))
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new NodeFailure(ExitCode.INTERNAL, "cannot start a node: " + e.getMessage(), e);
        }
        Thread reaper = new Thread(process::destroyForcibly, "faka-reaper");
        Runtime.getRuntime().addShutdownHook(reaper);
        JsonNode ready = awaitReady(process, log);
        return new NodeProcess(process, reaper, ready, (System.nanoTime() - start) / 1_000_000);
    }

    /** This JVM's own command with other arguments. */
    public static List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (!flag.startsWith("-agentlib") && !flag.startsWith("-javaagent")) {
                command.add(flag);
            }
        }
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add("io.faka.node.Main");
        command.addAll(arguments);
        return command;
    }

    /** Where the HTTP API is. */
    public NodeAddress http() {
        return http;
    }

    /** Where the binary protocol is. */
    public NodeAddress tcp() {
        return tcp;
    }

    /** Where metrics and health are. */
    public NodeAddress admin() {
        return admin;
    }

    /** From the start of the process to its word that it is ready. */
    public long readyMillis() {
        return readyMillis;
    }

    /** Of the operating system. */
    public long pid() {
        return process.pid();
    }

    /** Whether it runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL; returns once it is gone. */
    public void kill() {
        process.destroyForcibly();
        exitCode(STOP_SECONDS);
    }

    /** SIGTERM; returns the exit code. */
    public int stop() {
        process.destroy();
        return exitCode(STOP_SECONDS);
    }

    /** Waits for it to end by itself. */
    public int exitCode(long seconds) {
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                throw new NodeFailure(ExitCode.INTERNAL, "node " + pid() + " did not end within " + seconds + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NodeFailure(ExitCode.INTERNAL, "interrupted while a node was ending", e);
        }
        return process.exitValue();
    }

    /** Kills it if it still runs. */
    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
        Runtime.getRuntime().removeShutdownHook(reaper);
    }

    private static JsonNode awaitReady(Process process, Path log) {
        CompletableFuture<String> line = new CompletableFuture<>();
        Thread reader = new Thread(() -> read(process, line), "faka-node-output");
        reader.setDaemon(true);
        reader.start();
        try {
            String first = line.get(READY_SECONDS, TimeUnit.SECONDS);
            JsonNode ready = first == null ? null : JsonMapper.shared().readTree(first);
            if (ready != null && ready.path("ready").asBoolean(false)) {
                return ready;
            }
            throw failure(process, log);
        } catch (TimeoutException | ExecutionException | JacksonException e) {
            process.destroyForcibly();
            throw new NodeFailure(ExitCode.INTERNAL, "a node did not get ready; its log is " + log, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            throw new NodeFailure(ExitCode.INTERNAL, "interrupted while a node was starting", e);
        }
    }

    /** The first line, then everything else so that the node never blocks on its output. */
    private static void read(Process process, CompletableFuture<String> firstLine) {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            firstLine.complete(out.readLine());
            while (out.readLine() != null) {
                continue;
            }
        } catch (IOException e) {
            firstLine.completeExceptionally(e);
        }
    }

    private static NodeFailure failure(Process process, Path log) throws InterruptedException {
        boolean ended = process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
        int number = ended ? process.exitValue() : ExitCode.INTERNAL.number();
        ExitCode code = ExitCode.INTERNAL;
        for (ExitCode candidate : ExitCode.values()) {
            code = candidate.number() == number ? candidate : code;
        }
        return new NodeFailure(code, "a node ended with code " + number + ": " + lastLine(log));
    }

    private static String lastLine(Path log) {
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
            return lines.isEmpty() ? "without a word" : lines.get(lines.size() - 1);
        } catch (IOException e) {
            return "its log " + log + " cannot be read: " + e.getMessage();
        }
    }
}
