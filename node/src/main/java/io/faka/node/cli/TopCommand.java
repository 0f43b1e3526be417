package io.faka.node.cli;

import io.faka.node.ExitCode;
import io.faka.node.NodeFailure;
import io.faka.node.Progress;
import io.faka.node.http.HttpResponse;
import io.faka.node.http.NodeAddress;
import io.faka.node.http.NodeApi;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code faka top}: what a node is doing, from its metrics. */
@Command(
        name = "top",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Show what a running node is doing, from its metrics; on a terminal redrawn in place.")
final class TopCommand implements Runnable {
    private static final String PREFIX = "faka_";

    @Mixin
    private Output output;

    @Option(
            names = "--admin",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:8081",
            description = "the node's admin address; default 127.0.0.1:8081")
    private String admin;

    @Option(
            names = "--interval",
            defaultValue = "1",
            paramLabel = "S",
            description = "seconds between looks; default 1")
    private int interval;

    @Option(names = "--count", defaultValue = "0", paramLabel = "N", description = "stop after N looks; default never")
    private int count;

    @Override
    public void run() {
        if (interval < 1 || count < 0) {
            throw new NodeFailure(ExitCode.USAGE, "--interval must be at least 1, --count at least 0");
        }
        Map<String, Double> before = null;
        for (int look = 0; count == 0 || look < count; look++) {
            if (look > 0) {
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(interval));
            }
            Map<String, Double> now = scrape();
            show(now, before);
            before = now;
        }
    }

    private Map<String, Double> scrape() {
        try (NodeApi api = new NodeApi(NodeAddress.parse(admin), null)) {
            HttpResponse response = api.exchange("GET", "/metrics", null, null);
            if (!response.isSuccess()) {
                throw new NodeFailure(
                        ExitCode.UNREACHABLE, admin + " is not an admin port: it answered " + response.status());
            }
            return parse(response.text());
        } catch (IllegalArgumentException e) {
            throw new NodeFailure(ExitCode.USAGE, "--admin: " + e.getMessage(), e);
        }
    }

    /** Our samples of the Prometheus text format, by name with labels. */
    static Map<String, Double> parse(String text) {
        Map<String, Double> samples = new LinkedHashMap<>();
        for (String line : text.split("\n")) {
            int space = line.lastIndexOf(' ');
            if (line.startsWith(PREFIX) && space > 0) {
                samples.put(line.substring(PREFIX.length(), space), Double.parseDouble(line.substring(space + 1)));
            }
        }
        return samples;
    }

    private void show(Map<String, Double> now, Map<String, Double> before) {
        if (output.isJson()) {
            output.print(now);
            return;
        }
        List<String> lines = new ArrayList<>();
        now.forEach((name, value) -> {
            boolean counter = name.contains("_total");
            if (value != 0 && !counter) {
                lines.add(String.format(Locale.ROOT, "%-72s %,16.6g", name, value));
            } else if (value != 0) {
                double rate = before == null ? 0 : (value - before.getOrDefault(name, 0.0)) / interval;
                lines.add(String.format(Locale.ROOT, "%-72s %,16.0f %,12.0f/s", name, value, rate));
            }
        });
        if (Progress.isTerminal()) {
            output.out().print("\u001b[H\u001b[2J");
        }
        lines.forEach(output.out()::println);
        output.out().println();
        output.out().flush();
    }
}
