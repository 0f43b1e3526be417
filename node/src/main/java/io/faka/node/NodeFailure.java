package io.faka.node;

/** An expected failure that ends a command: one line that says what is wrong and what to do, and the exit code. */
public final class NodeFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    /** @param message one line for people, without a trailing full stop */
    public NodeFailure(ExitCode exitCode, String message) {
        this(exitCode, message, null);
    }

    /** As above, with what caused it. */
    public NodeFailure(ExitCode exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** How the process ends. */
    public ExitCode exitCode() {
        return exitCode;
    }
}
