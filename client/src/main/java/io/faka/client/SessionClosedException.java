package io.faka.client;

import io.faka.codec.session.CloseReason;

/** The session is over: refused, cut, ended by the node with a reason, or lost. */
public final class SessionClosedException extends FakaException {
    private static final long serialVersionUID = 1L;

    private final CloseReason reason;

    SessionClosedException(CloseReason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** What the node said; {@code NULL_VAL} where it said nothing. */
    public CloseReason reason() {
        return reason;
    }

    /** Whether another attempt with the same configuration would meet the same end. */
    public boolean isFinal() {
        return reason == CloseReason.UNAUTHENTICATED || reason == CloseReason.UNSUPPORTED_VERSION;
    }
}
