package io.faka.node.cli;

import io.faka.node.ExitCode;
import io.faka.node.NodeFailure;
import io.faka.node.Progress;
import io.faka.node.demo.DemoOptions;
import io.faka.node.demo.DemoReport;
import io.faka.node.demo.DemoRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code faka demo}: the proof run. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Prove it: import messy code files of two sellers, sell them in a rush over HTTP and TCP to more buyers than there is"
                    + " stock, some of whom wait for more, pay twice or too late, kill the node with -9 in the middle, restart it, finish, and"
                    + " check everything from the buyers' own records.",
            "Exits 0 only if sold = stock, no code has two buyers, nothing acknowledged is lost, every retry was answered the"
                    + " same, every payment that bought nothing is listed as due back, and the journal replays to the same hash."
        })
final class DemoCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private Output output;

    @Option(
            names = "--buyers",
            defaultValue = "4000",
            paramLabel = "N",
            description = "concurrent buyers; default 4000")
    private int buyers;

    @Option(
            names = "--units",
            defaultValue = "97000",
            paramLabel = "N",
            description = "good codes in the file; default 97000, which makes a file of 100,000 lines")
    private int units;

    @Option(
            names = "--seconds",
            defaultValue = "30",
            paramLabel = "N",
            description =
                    "planned length of the sale: kills come in that time, and it is given up after twice of it; default 30")
    private int seconds;

    @Option(
            names = "--kills",
            defaultValue = "1",
            paramLabel = "N",
            description = "how often the node is killed; default 1")
    private int kills;

    @Option(
            names = "--db-url",
            defaultValue = "",
            paramLabel = "URL",
            description = "replicate too, and compare the tables")
    private String dbUrl;

    @Option(names = "--data", paramLabel = "DIR", description = "data directory to keep; default: a temporary one")
    private Path data;

    @Option(names = "--seed", defaultValue = "1", paramLabel = "N", description = "of what the buyers draw; default 1")
    private long seed;

    @Override
    public Integer call() throws IOException {
        DemoOptions options;
        try {
            options = new DemoOptions(buyers, units, seconds, kills, dbUrl, data, seed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--" + e.getMessage(), e);
        }
        if (data != null && Files.exists(data.resolve("journal"))) {
            throw new NodeFailure(ExitCode.USAGE, data + " holds a journal already; name a fresh directory");
        }
        Path work = Files.createTempDirectory("faka-demo");
        DemoReport report;
        try (Progress progress = new Progress("demo", false)) {
            report = new DemoRun(options, work, progress).run();
        }
        print(report, work);
        if (report.isSound()) {
            delete(work);
        }
        return (report.isSound() ? ExitCode.OK : ExitCode.CHECK_FAILED).number();
    }

    private void print(DemoReport report, Path work) {
        if (output.isJson()) {
            output.print(report.fields());
            return;
        }
        row(
                "code file",
                report.lines() + " lines: " + report.imported() + " imported, " + report.duplicateLines()
                        + " duplicate, " + report.rejectedLines() + " rejected, " + report.blankLines() + " blank");
        row(
                "buyers",
                report.buyers() + ", half over HTTP, half over TCP; they asked for " + report.demand() + " units");
        row(
                "sold",
                report.sold() + " of " + report.imported() + ", by seller "
                        + report.fields().get("sold_by_seller"));
        row("backorders", report.backordered() + " waited for stock, " + report.backordersServed() + " of them got it");
        row(
                "payments",
                report.latePayments() + " too late, " + report.refundsDue()
                        + " in all to be refunded, all of them listed");
        row("duplicates", String.valueOf(report.duplicates()));
        row("lost", String.valueOf(report.lost()));
        row("kill -9", report.kills() + " times, back after at most " + report.restartMillis() + " ms");
        row(
                "answers",
                report.fields().get("answers") + " in " + report.fields().get("sale_seconds") + " s, p50 "
                        + report.p50Micros() / 1_000 + " ms, p99 " + report.p99Micros() / 1_000 + " ms, "
                        + report.unanswered() + " asked again");
        row(
                "hash",
                report.replayedHash() + " at seq " + report.seq()
                        + (report.liveHash().equals(report.replayedHash())
                                ? ", live = replayed"
                                : ", live " + report.liveHash()));
        row("tables", report.tables());
        row("violations", String.valueOf(report.violations()));
        report.violationTexts().forEach(text -> output.out().println("  " + text));
        if (!report.isSound()) {
            output.out().println("evidence kept in " + work);
        }
    }

    private void row(String name, String value) {
        output.out().println(String.format("%-11s %s", name, value));
    }

    private static void delete(Path directory) throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(directory)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }
}
