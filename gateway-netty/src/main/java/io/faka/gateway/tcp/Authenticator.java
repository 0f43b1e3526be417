package io.faka.gateway.tcp;

import io.faka.codec.reply.ResultCode;
import io.faka.gateway.auth.ApiKeys;
import io.faka.gateway.auth.Principal;
import io.faka.gateway.auth.SignatureVerifier;
import io.faka.gateway.auth.Verdict;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * Who may talk on the TCP port. Any thread.
 *
 * @param keys                    bearer keys
 * @param signatures              signed logons; nonces are shared with HTTP
 * @param allowLoopbackWithoutKey whether a caller on this machine needs no key
 */
record Authenticator(ApiKeys keys, SignatureVerifier signatures, boolean allowLoopbackWithoutKey) {
    private static final Verdict LOOPBACK = new Verdict(Principal.LOOPBACK, ResultCode.OK, "", 0);
    private static final Verdict NO_KEY =
            new Verdict(null, ResultCode.UNAUTHENTICATED, "a key is needed: see faka key create", 0);

    /** Judges a caller that showed no key. */
    Verdict withoutKey(SocketAddress remote) {
        boolean local = remote instanceof InetSocketAddress address
                && address.getAddress() != null
                && address.getAddress().isLoopbackAddress();
        return allowLoopbackWithoutKey && local ? LOOPBACK : NO_KEY;
    }

    /** Judges a bearer key. */
    Verdict bearer(String key) {
        return keys.bearer(key.getBytes(StandardCharsets.UTF_8));
    }

    /** Grows whenever keys change. */
    long generation() {
        return keys.generation();
    }

    /** Whether the caller's key is there no more. */
    boolean isRevoked(Principal principal) {
        return principal != Principal.LOOPBACK
                && keys.list().stream().noneMatch(key -> key.keyId().equals(principal.keyId()) && !key.revoked());
    }
}
