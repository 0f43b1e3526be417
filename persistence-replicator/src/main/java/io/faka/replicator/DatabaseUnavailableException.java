package io.faka.replicator;

/** The database cannot be used. The message is one line that says what is wrong and what to do; it holds no password. */
public final class DatabaseUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final DatabaseFault fault;

    /** @param cause may be null */
    public DatabaseUnavailableException(DatabaseFault fault, String message, Throwable cause) {
        super(message, cause);
        this.fault = fault;
    }

    /** What kind of fault it is. */
    public DatabaseFault fault() {
        return fault;
    }

    /** Whether waiting cannot help: the replicator stops instead of trying again. */
    public boolean isFinal() {
        return fault == DatabaseFault.FENCED || fault == DatabaseFault.OTHER_HISTORY;
    }
}
