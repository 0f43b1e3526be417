package io.faka.node.cli;

import io.faka.journal.JournalDump;
import io.faka.node.Dump;
import io.faka.node.ExitCode;
import io.faka.node.NodeFailure;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code faka dump}: shows what is in a journal. */
@Command(
        name = "dump",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Print the commands of a journal, one a line; a running node's too.",
            "Codes are sealed in the journal and stay so: only how many there are is shown."
        })
final class DumpCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "data directory")
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
        Dump.print(data, from, limit, json ? JournalDump.Format.JSON : JournalDump.Format.TEXT, out);
        out.flush();
    }
}
