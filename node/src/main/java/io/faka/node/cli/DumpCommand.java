package io.faka.node.cli;

import io.faka.node.ExitCode;
import io.faka.node.JournalDump;
import io.faka.node.NodeFailure;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code faka dump}: shows what is in a journal. */
@Command(
        name = "dump",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Print the commands of a stopped node's journal, one a line.",
            "Codes are sealed in the journal and stay so: only how many there are is shown."
        })
final class DumpCommand implements Runnable {
    private static final Set<String> NAMELESS = Set.of("seq", "time", "command");

    @Spec
    private CommandSpec spec;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "data directory of a stopped node")
    private Path data;

    @Option(names = "--from", defaultValue = "1", paramLabel = "SEQ", description = "first sequence; default 1")
    private long from;

    @Option(
            names = "--limit",
            defaultValue = "9223372036854775807",
            paramLabel = "N",
            description = "most lines; default all")
    private long limit;

    @Option(names = "--json", description = "one line of JSON a command, for machines")
    private boolean json;

    @Override
    public void run() {
        if (from < 1 || limit < 1) {
            throw new NodeFailure(ExitCode.USAGE, "--from and --limit must be at least 1");
        }
        PrintWriter out = spec.commandLine().getOut();
        JournalDump.run(data, from, limit, command -> out.println(json ? command.toString() : text(command)));
        out.flush();
    }

    private static String text(ObjectNode command) {
        StringBuilder line = new StringBuilder(160);
        for (Map.Entry<String, JsonNode> field : command.properties()) {
            String value = field.getValue().isString()
                    ? field.getValue().asString()
                    : field.getValue().toString();
            boolean named = !NAMELESS.contains(field.getKey());
            line.append(line.isEmpty() ? "" : " ")
                    .append(named ? field.getKey() + "=" : "")
                    .append(value);
        }
        return line.toString();
    }
}
