package io.faka.node;

/** placeholder */
public record Verification(long seq, long orders, long units, String hash) {
    public static Verification run(java.nio.file.Path data) {
        throw new NodeFailure(ExitCode.INTERNAL, "x" + data);
    }
}
