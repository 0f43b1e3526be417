package io.faka.client;

import io.faka.codec.reply.ResultCode;

/** A request that did not do what it asked for. Where the node said so, {@link #code} is its word. */
public class FakaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ResultCode code;
    private final long detail;
    private final long retryAfterMillis;

    FakaException(ResultCode code, long detail, long retryAfterMillis, String message) {
        super(message);
        this.code = code;
        this.detail = detail;
        this.retryAfterMillis = retryAfterMillis;
    }

    FakaException(String message, Throwable cause) {
        super(message, cause);
        this.code = ResultCode.NULL_VAL;
        this.detail = -1;
        this.retryAfterMillis = 0;
    }

    /** The node's result code; {@code NULL_VAL} where it did not answer. */
    public ResultCode code() {
        return code;
    }

    /** The number the code speaks of, e.g. the available quantity; -1 = none. */
    public long detail() {
        return detail;
    }

    /** When to try again, as the node advises; 0 = no advice. */
    public long retryAfterMillis() {
        return retryAfterMillis;
    }
}
