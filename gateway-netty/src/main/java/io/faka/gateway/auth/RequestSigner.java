package io.faka.gateway.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs requests as the verifier expects them. One per thread. */
public final class RequestSigner {
    private final Mac mac;

    /** @param secret as shown when the key was made */
    public RequestSigner(String secret) {
        this(secret.getBytes(StandardCharsets.US_ASCII));
    }

    RequestSigner(byte[] secret) {
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks HmacSHA256", e);
        }
    }

    /**
     * Value of {@code Faka-Signature}.
     *
     * @param target           path and query exactly as in the request line
     * @param timestampSeconds value of {@code Faka-Timestamp}
     * @param nonce            value of {@code Faka-Nonce}
     */
    public String sign(String method, String target, long timestampSeconds, String nonce, byte[] body) {
        return "v1=" + HexFormat.of().formatHex(request(method, target, timestampSeconds, nonce, ApiKeys.sha256(body)));
    }

    /** Signature of a binary logon: hex, without prefix. */
    public String signLogon(String keyId, long timestampSeconds, String nonce) {
        return HexFormat.of().formatHex(logon(keyId, timestampSeconds, nonce));
    }

    byte[] request(String method, String target, long timestampSeconds, String nonce, byte[] bodySha256) {
        return hmac(method + "\n" + target + "\n" + timestampSeconds + "\n" + nonce + "\n"
                + HexFormat.of().formatHex(bodySha256));
    }

    byte[] logon(String keyId, long timestampSeconds, String nonce) {
        return hmac("LOGON\n" + keyId + "\n" + timestampSeconds + "\n" + nonce);
    }

    private byte[] hmac(String text) {
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }
}
