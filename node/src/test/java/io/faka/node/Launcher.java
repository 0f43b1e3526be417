package io.faka.node;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the launcher script as a user does, on what the build has packaged. */
final class Launcher {
    static final Path ROOT = root();
    static final Path SCRIPT = ROOT.resolve("faka");

    private static final long LIMIT_SECONDS = 300;

    private Launcher() {}

    /** What a finished command left. */
    record Result(int exitCode, String out, String err) {
        /** The last line of stderr. */
        String complaint() {
            String[] lines = err.strip().split("\n");
            return lines[lines.length - 1];
        }
    }

    /** Runs a command to its end. */
    static Result run(String... arguments) {
        return run(Map.of(), List.of(SCRIPT.toString()), arguments);
    }

    /** Runs a command to its end with more environment, behind other words if need be. */
    static Result run(Map<String, String> environment, List<String> command, String... arguments) {
        try {
            Path out = Files.createTempFile("faka-test", ".out");
            Path err = Files.createTempFile("faka-test", ".err");
            try {
                Process process = builder(environment, command, List.of(arguments))
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
                int exitCode = await(process, err);
                return new Result(exitCode, Files.readString(out), Files.readString(err));
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new AssertionError("cannot run " + SCRIPT, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static int await(Process process, Path err) throws InterruptedException {
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("it did not end: " + process.info() + ": " + read(err));
            }
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    static ProcessBuilder builder(Map<String, String> environment, List<String> command, List<String> arguments) {
        List<String> all = new ArrayList<>(command);
        all.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(all).redirectInput(new File("/dev/null"));
        builder.environment().put("FAKA_NO_BUILD", "1");
        builder.environment().put("FAKA_HEAP", "256m");
        builder.environment().putAll(environment);
        return builder;
    }

    /** Text of a file that a process writes. */
    static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError("cannot read " + file, e);
        }
    }

    private static Path root() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.isExecutable(directory.resolve("faka"))) {
            directory = directory.getParent();
        }
        return directory;
    }
}
