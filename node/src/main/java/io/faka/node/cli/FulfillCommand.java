package io.faka.node.cli;

import io.faka.node.ExitCode;
import io.faka.node.NodeFailure;
import io.faka.node.http.NodeApi;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code faka order fulfill}: delivers what an operator made for an order. */
@Command(
        name = "fulfill",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Deliver units of manual delivery, one text for each, in line order.",
            "A part may be delivered first; then the whole list, or the rest with --first. The same again changes nothing."
        })
final class FulfillCommand implements Runnable {
    @Mixin
    private Connection connection;

    @Mixin
    private Output output;

    @Parameters(index = "0", paramLabel = "ORDER_ID", description = "32 hex digits")
    private String orderId;

    @Option(names = "--first", paramLabel = "N", description = "the first text is for this unit, from 0 (default 0)")
    private long first;

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Contents contents;

    private static final class Contents {
        @Option(names = "--content", paramLabel = "TEXT", description = "a text; once for each unit")
        private List<String> texts;

        @Option(names = "--file", paramLabel = "FILE|-", description = "one text a line; keeps texts out of the shell")
        private String file;
    }

    @Override
    public void run() {
        ObjectNode body = JsonMapper.shared().createObjectNode().put("first", first);
        ArrayNode array = body.putArray("content");
        texts().forEach(array::add);
        try (NodeApi api = connection.open()) {
            output.print(api.call("POST", OrderCommand.path(orderId) + "/fulfill", body));
        }
    }

    private List<String> texts() {
        if (contents.file == null) {
            return contents.texts;
        }
        try {
            return contents.file.equals("-")
                    ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .toList()
                    : Files.readAllLines(Path.of(contents.file));
        } catch (IOException e) {
            throw new NodeFailure(ExitCode.USAGE, "cannot read " + contents.file + ": " + e.getMessage(), e);
        }
    }
}
