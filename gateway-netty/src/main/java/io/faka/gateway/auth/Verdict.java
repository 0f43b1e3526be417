package io.faka.gateway.auth;

import io.faka.codec.reply.ResultCode;

/**
 * What became of a caller's credentials.
 *
 * @param principal   who it is; null if refused
 * @param code        {@code OK}, or why it was refused
 * @param detail      for people; empty if accepted
 * @param skewSeconds the caller's clock minus ours, where the code is {@code TIMESTAMP_EXPIRED}
 */
public record Verdict(Principal principal, ResultCode code, String detail, long skewSeconds) {
    static Verdict accepted(Principal principal) {
        return new Verdict(principal, ResultCode.OK, "", 0);
    }

    static Verdict refused(ResultCode code, String detail) {
        return new Verdict(null, code, detail, 0);
    }

    static Verdict expired(long skewSeconds) {
        return new Verdict(
                null,
                ResultCode.TIMESTAMP_EXPIRED,
                "the timestamp is " + Math.abs(skewSeconds) + " s " + (skewSeconds < 0 ? "behind" : "ahead of")
                        + " this server's clock; the window is " + SignatureVerifier.WINDOW_SECONDS + " s",
                skewSeconds);
    }

    /** Whether there is a principal. */
    public boolean isAccepted() {
        return principal != null;
    }
}
