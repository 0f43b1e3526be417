package io.faka.gateway.auth;

import io.faka.codec.reply.ResultCode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.HexFormat;

/**
 * Judges signed requests and logons. Checked in this order: the parts are there and well formed, the timestamp is within {@link
 * #WINDOW_SECONDS}, the signature is right, the nonce is new. Thread-safe; the nonces are shared by whoever shares the instance.
 */
public final class SignatureVerifier {
    /** How far the caller's clock may be off, in seconds, either way. */
    public static final long WINDOW_SECONDS = 300;
    /** Longest nonce, in characters. */
    public static final int MAX_NONCE_LENGTH = 64;

    private static final byte[] NO_SECRET = new byte[32];
    private static final int DIGEST_BYTES = 32;

    private final ApiKeys keys;
    private final NonceCache nonces;
    private final InstantSource clock;

    /** @param clock the wall clock */
    public SignatureVerifier(ApiKeys keys, NonceCache nonces, InstantSource clock) {
        this.keys = keys;
        this.nonces = nonces;
        this.clock = clock;
    }

    /**
     * Judges a signed HTTP request from its {@code Faka-} headers, null where one is missing.
     *
     * @param target     path and query exactly as in the request line
     * @param bodySha256 digest of the body's bytes
     */
    public Verdict verifyRequest(
            String keyId,
            String timestamp,
            String nonce,
            String signature,
            String method,
            String target,
            byte[] bodySha256) {
        if (keyId == null || timestamp == null || nonce == null || signature == null) {
            return Verdict.refused(
                    ResultCode.UNAUTHENTICATED,
                    "a signed request has Faka-Key, Faka-Timestamp, Faka-Nonce and Faka-Signature");
        }
        if (!signature.startsWith("v1=")) {
            return Verdict.refused(ResultCode.SIGNATURE_INVALID, "Faka-Signature must start with v1=");
        }
        return verify(
                keyId,
                timestamp,
                nonce,
                signature.substring(3),
                (signer, seconds) -> signer.request(method, target, seconds, nonce, bodySha256));
    }

    /** Judges a signed binary logon. */
    public Verdict verifyLogon(String keyId, long timestampSeconds, String nonce, String signature) {
        return verify(
                keyId,
                Long.toString(timestampSeconds),
                nonce,
                signature,
                (signer, seconds) -> signer.logon(keyId, seconds, nonce));
    }

    private Verdict verify(String keyId, String timestamp, String nonce, String signatureHex, Signing signing) {
        long seconds = seconds(timestamp);
        if (seconds < 0) {
            return Verdict.refused(ResultCode.UNAUTHENTICATED, "the timestamp must be whole seconds since 1970");
        }
        if (!isNonce(nonce)) {
            return Verdict.refused(
                    ResultCode.UNAUTHENTICATED,
                    "the nonce must be 1-" + MAX_NONCE_LENGTH + " visible ASCII characters");
        }
        long now = Math.floorDiv(clock.millis(), 1000L);
        if (Math.abs(seconds - now) > WINDOW_SECONDS) {
            return Verdict.expired(seconds - now);
        }
        ApiKey key = keys.active(keyId);
        // An unknown key costs the same MAC as a known one.
        byte[] expected = signing.sign(new RequestSigner(key == null ? NO_SECRET : key.secret()), seconds);
        if (!MessageDigest.isEqual(expected, digest(signatureHex)) || key == null) {
            return key == null
                    ? Verdict.refused(ResultCode.UNAUTHENTICATED, "this key is unknown or was revoked")
                    : Verdict.refused(ResultCode.SIGNATURE_INVALID, "the signature does not match the request");
        }
        return remember(keyId, nonce, now, key);
    }

    private Verdict remember(String keyId, String nonce, long now, ApiKey key) {
        byte[] digest = ApiKeys.sha256((keyId + "\n" + nonce).getBytes(StandardCharsets.US_ASCII));
        return switch (nonces.add(readLong(digest, 0), readLong(digest, 8), now)) {
            case FRESH -> key.accepted();
            case REPLAYED -> Verdict.refused(ResultCode.NONCE_REPLAYED, "this nonce was used before");
            case FULL ->
                Verdict.refused(
                        ResultCode.OVERLOADED, "too many signed requests in ten minutes to remember their nonces");
        };
    }

    private static boolean isNonce(String nonce) {
        return !nonce.isEmpty()
                && nonce.length() <= MAX_NONCE_LENGTH
                && nonce.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    private static long seconds(String text) {
        if (text.isEmpty() || text.length() > 12 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        return text.length() > 1 && text.charAt(0) == '0' ? -1 : Long.parseLong(text);
    }

    /** The bytes of a lower-case hex digest; anything else gives bytes that match nothing. */
    private static byte[] digest(String hex) {
        if (hex.length() != 2 * DIGEST_BYTES
                || !hex.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
            return new byte[0];
        }
        return HexFormat.of().parseHex(hex);
    }

    private static long readLong(byte[] bytes, int offset) {
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = value << 8 | bytes[offset + i] & 0xff;
        }
        return value;
    }

    private interface Signing {
        byte[] sign(RequestSigner signer, long timestampSeconds);
    }
}
