package io.faka.journal;

/** The disk or the file system refused: unwritable, out of space where space is a must, or an error while forcing. */
public final class StorageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StorageException(String message, Throwable cause) {
        super(message + (cause.getMessage() == null ? "" : ": " + cause.getMessage()), cause);
    }
}
