package io.faka.client;

/** The request never left this client: nothing happened. */
public final class NotSentException extends FakaException {
    private static final long serialVersionUID = 1L;

    NotSentException(String message, Throwable cause) {
        super(message, cause);
    }
}
