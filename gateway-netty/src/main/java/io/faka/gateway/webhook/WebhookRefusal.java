package io.faka.gateway.webhook;

/** Why a request about webhooks was refused. */
public final class WebhookRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    WebhookRefusal(int status, String code, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
    }

    /** HTTP status. */
    public int status() {
        return status;
    }

    /** Code of the problem. */
    public String code() {
        return code;
    }
}
