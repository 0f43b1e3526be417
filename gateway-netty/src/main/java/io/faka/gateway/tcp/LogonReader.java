package io.faka.gateway.tcp;

import io.faka.codec.reply.ResultCode;
import io.faka.codec.session.CloseReason;
import io.faka.codec.session.LogonDecoder;
import io.faka.gateway.auth.Verdict;
import io.faka.gateway.session.MessageCursor;
import java.net.SocketAddress;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;

/** Reads and judges the first frame of a binary session. Used once per session. */
final class LogonReader {
    /** FAKA in memory order. */
    static final int MAGIC = 0x414B4146;
    /** The version of the binary protocol spoken here. */
    static final int PROTOCOL_VERSION = 1;

    private static final int HEADER_BYTES = 8;
    private static final ByteOrder LE = ByteOrder.LITTLE_ENDIAN;

    private final MessageCursor cursor = new MessageCursor();
    private final Authenticator authenticator;
    private final SocketAddress remote;
    private CloseReason reason;
    private String message;
    private long heartbeatMillis;

    LogonReader(Authenticator authenticator, SocketAddress remote) {
        this.authenticator = authenticator;
        this.remote = remote;
    }

    /** The caller, or null; then {@link #reason} and {@link #message} tell why the session ends. */
    Verdict read(UnsafeBuffer frame, int length) {
        if ((frame.getShort(4, LE) & 0xffff) != LogonDecoder.SCHEMA_ID
                || (frame.getShort(2, LE) & 0xffff) != LogonDecoder.TEMPLATE_ID) {
            return end(CloseReason.PROTOCOL_ERROR, "the first frame must be Logon");
        }
        if ((frame.getShort(0, LE) & 0xffff) != LogonDecoder.BLOCK_LENGTH) {
            return end(CloseReason.UNSUPPORTED_VERSION, "Logon must be of schema version 0");
        }
        cursor.wrap(frame, HEADER_BYTES, length - HEADER_BYTES);
        int block = cursor.block(LogonDecoder.BLOCK_LENGTH);
        String bearer = text(frame);
        String keyId = text(frame);
        String nonce = text(frame);
        String signature = text(frame);
        cursor.end();
        if (cursor.failed()) {
            return end(CloseReason.PROTOCOL_ERROR, cursor.failure());
        }
        if (frame.getInt(block + LogonDecoder.magicEncodingOffset(), LE) != MAGIC) {
            return end(CloseReason.PROTOCOL_ERROR, "Logon must carry the magic number FAKA");
        }
        if ((frame.getShort(block + LogonDecoder.protocolVersionEncodingOffset(), LE) & 0xffff) != PROTOCOL_VERSION) {
            return end(CloseReason.UNSUPPORTED_VERSION, "this server speaks protocol version " + PROTOCOL_VERSION);
        }
        heartbeatMillis = frame.getInt(block + LogonDecoder.heartbeatMillisEncodingOffset(), LE) & 0xffffffffL;
        long timestamp = frame.getLong(block + LogonDecoder.timestampSecondsEncodingOffset(), LE);
        return judge(bearer, keyId, timestamp, nonce, signature);
    }

    CloseReason reason() {
        return reason;
    }

    String message() {
        return message;
    }

    /** What the client asks for; 0 = the server's default. */
    long heartbeatMillis() {
        return heartbeatMillis;
    }

    private Verdict judge(String bearer, String keyId, long timestamp, String nonce, String signature) {
        Verdict verdict;
        if (!bearer.isEmpty()) {
            verdict = authenticator.bearer(bearer);
        } else if (!keyId.isEmpty() || !signature.isEmpty()) {
            verdict = authenticator.signatures().verifyLogon(keyId, timestamp, nonce, signature);
        } else {
            verdict = authenticator.withoutKey(remote);
        }
        if (verdict.isAccepted()) {
            return verdict;
        }
        String code = verdict.code() == ResultCode.UNAUTHENTICATED
                ? ""
                : verdict.code().name().toLowerCase(java.util.Locale.ROOT) + ": ";
        return end(CloseReason.UNAUTHENTICATED, code + verdict.detail());
    }

    private String text(UnsafeBuffer frame) {
        cursor.text8();
        byte[] bytes = new byte[cursor.textLength()];
        if (!cursor.failed()) {
            frame.getBytes(cursor.textOffset(), bytes);
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private Verdict end(CloseReason reason, String message) {
        this.reason = reason;
        this.message = message;
        return null;
    }
}
