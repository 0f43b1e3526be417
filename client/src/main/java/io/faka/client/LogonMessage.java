package io.faka.client;

import io.faka.codec.session.LogonEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The first frame of a session. */
final class LogonMessage {
    /** FAKA in memory order. */
    static final int MAGIC = 0x414B4146;

    static final int PROTOCOL_VERSION = 1;

    private LogonMessage() {}

    static void encode(LogonEncoder logon, ClientConfig config, long timestampSeconds, String nonce) {
        logon.magic(MAGIC).protocolVersion(PROTOCOL_VERSION);
        logon.heartbeatMillis(config.heartbeat().toMillis());
        if (config.credentials() instanceof Credentials.Bearer bearer) {
            logon.timestampSeconds(0).bearerKey(bearer.key());
            logon.keyId("").nonce("").signature("");
        } else if (config.credentials() instanceof Credentials.Signed signed) {
            logon.timestampSeconds(timestampSeconds).bearerKey("");
            logon.keyId(signed.keyId()).nonce(nonce).signature(sign(signed, timestampSeconds, nonce));
        } else {
            logon.timestampSeconds(0).bearerKey("");
            logon.keyId("").nonce("").signature("");
        }
    }

    static String sign(Credentials.Signed key, long timestampSeconds, String nonce) {
        String text = "LOGON\n" + key.keyId() + "\n" + timestampSeconds + "\n" + nonce;
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.secret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
