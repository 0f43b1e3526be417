package io.faka.gateway.auth;

import java.util.Set;

/**
 * A key as it is shown once, when it is made.
 *
 * @param keyId  its public number
 * @param key    the bearer key; empty if the key must sign
 * @param secret the text whose bytes are the HMAC key of its signatures
 * @param maxPerSecond requests it may make a second; 0 = no limit
 */
public record NewKey(String keyId, String key, String secret, Set<Scope> scopes, boolean signed, int maxPerSecond) {
    /** Copies the scopes. */
    public NewKey {
        scopes = Set.copyOf(scopes);
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "NewKey[" + keyId + " " + scopes + (signed ? " signed" : "") + "]";
    }
}
