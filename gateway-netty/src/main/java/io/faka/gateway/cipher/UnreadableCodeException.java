package io.faka.gateway.cipher;

/** A sealed code does not open: its key is missing, or it was altered or belongs to another SKU. */
public final class UnreadableCodeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableCodeException(String message, Throwable cause) {
        super(message, cause);
    }
}
