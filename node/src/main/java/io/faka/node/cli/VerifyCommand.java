package io.faka.node.cli;

import io.faka.node.ExitCode;
import io.faka.node.Progress;
import io.faka.node.TableProof;
import io.faka.node.Verification;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code faka verify}: proves a data directory. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Check every record of a stopped node's journal, replay it, check every invariant, and print the state's hash.",
            "Damage ends it with exit code 65, the place and the advice."
        })
final class VerifyCommand implements Callable<Integer> {
    @Mixin
    private Output output;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "data directory of a stopped node")
    private Path data;

    @Option(
            names = "--db-url",
            paramLabel = "URL",
            defaultValue = "${env:FAKA_DB_URL}",
            description = "also compare every row of this MariaDB with the events ($FAKA_DB_URL)")
    private String dbUrl;

    @Override
    public Integer call() {
        Map<String, Object> fields = new LinkedHashMap<>();
        List<String> differences = List.of();
        try (Progress progress = new Progress("verify", output.isJson())) {
            fields.putAll(Verification.run(data, progress).fields());
            if (dbUrl != null && !dbUrl.isBlank()) {
                TableProof tables = TableProof.run(data, dbUrl, false, progress);
                fields.put("applied_seq", tables.appliedSeq());
                fields.put("rows", tables.rows());
                fields.put("tables_equal", tables.isEqual());
                differences = tables.differences();
            }
        }
        output.print(fields);
        differences.forEach(difference -> output.err().println("faka: " + difference));
        return (differences.isEmpty() ? ExitCode.OK : ExitCode.CHECK_FAILED).number();
    }
}
