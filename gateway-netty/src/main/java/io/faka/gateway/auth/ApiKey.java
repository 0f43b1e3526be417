package io.faka.gateway.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Set;

/** One key as the store knows it: the hash of the bearer key, not the key. */
public final class ApiKey {
    private final String keyId;
    private final byte[] sha256;
    private final byte[] secret;
    private final boolean signed;
    private final boolean revoked;
    private final Instant createdAt;
    private final Principal principal;
    private final Verdict accepted;

    ApiKey(
            String keyId,
            byte[] sha256,
            byte[] secret,
            Set<Scope> scopes,
            boolean signed,
            boolean revoked,
            Instant createdAt,
            RateLimit rate) {
        if (sha256.length != 32) {
            throw new IllegalArgumentException("the hash of key " + keyId + " must be 32 bytes: " + sha256.length);
        }
        this.keyId = keyId;
        this.sha256 = sha256.clone();
        this.secret = secret.clone();
        this.signed = signed;
        this.revoked = revoked;
        this.createdAt = createdAt;
        principal = new Principal(keyId, scopes, rate);
        accepted = Verdict.accepted(principal);
    }

    /** Its public number. */
    public String keyId() {
        return keyId;
    }

    /** What it may do. */
    public Set<Scope> scopes() {
        return principal.scopes();
    }

    /** Whether it must sign each request and may not be used as a bearer key. */
    public boolean signed() {
        return signed;
    }

    /** Whether it is refused from now on. */
    public boolean revoked() {
        return revoked;
    }

    /** How often it may ask. */
    public RateLimit rate() {
        return principal.rate();
    }

    /** When it was made. */
    public Instant createdAt() {
        return createdAt;
    }

    Verdict accepted() {
        return accepted;
    }

    boolean hasHash(byte[] candidate) {
        return MessageDigest.isEqual(sha256, candidate);
    }

    byte[] sha256() {
        return sha256;
    }

    /** Key of the HMAC: the secret's text as the caller was given it. */
    byte[] secret() {
        return secret;
    }

    String secretText() {
        return new String(secret, StandardCharsets.US_ASCII);
    }

    ApiKey asRevoked() {
        return new ApiKey(keyId, sha256, secret, scopes(), signed, true, createdAt, rate());
    }
}
