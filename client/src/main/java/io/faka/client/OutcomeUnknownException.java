package io.faka.client;

/**
 * The request was sent and its reply did not come in time: it may have taken effect or not. Sending the very same request again
 * (same client_order_id, same payment_ref) is always safe and tells what became of it.
 */
public final class OutcomeUnknownException extends FakaException {
    private static final long serialVersionUID = 1L;

    OutcomeUnknownException(String message, Throwable cause) {
        super(message, cause);
    }
}
