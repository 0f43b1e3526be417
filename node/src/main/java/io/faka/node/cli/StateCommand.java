package io.faka.node.cli;

import io.faka.node.ExitCode;
import io.faka.node.NodeFailure;
import io.faka.node.StateAt;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code faka state}: the state as it was at a sequence. */
@Command(
        name = "state",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Replay a stopped node's journal up to a sequence and print counts, hash and each SKU's quantities as they were then."
        })
final class StateCommand implements Runnable {
    @Mixin
    private Output output;

    @Option(names = "--at-seq", required = true, paramLabel = "N", description = "last command to take in, from 1")
    private long seq;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "data directory of a stopped node")
    private Path data;

    @Override
    public void run() {
        if (seq < 1) {
            throw new NodeFailure(ExitCode.USAGE, "--at-seq must be at least 1");
        }
        Map<String, Object> state = StateAt.run(data, seq);
        if (output.isJson()) {
            output.print(state);
            return;
        }
        Map<String, Object> counts = new LinkedHashMap<>(state);
        Object quantities = counts.remove("quantities");
        output.print(counts);
        for (Object sku : (List<?>) quantities) {
            output.out().println(line((Map<?, ?>) sku));
        }
    }

    private static String line(Map<?, ?> sku) {
        StringBuilder line = new StringBuilder();
        sku.forEach((name, value) ->
                line.append(line.isEmpty() ? "" : " ").append(name).append('=').append(value));
        return line.toString();
    }
}
