package io.faka.gateway.http;

import io.faka.codec.reply.ResultCode;
import io.faka.gateway.auth.Principal;
import io.faka.gateway.auth.Verdict;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Who is at the other end of a connection. Remembers the last bearer key, so that a connection's requests cost one comparison each. */
final class Caller {
    private static final byte[] BEARER = "bearer ".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_KEY_BYTES = 256;
    private static final Verdict LOOPBACK = new Verdict(Principal.LOOPBACK, ResultCode.OK, "", 0);
    private static final Verdict NO_KEY =
            refused(ResultCode.UNAUTHENTICATED, "send Authorization: Bearer KEY, or sign the request");
    private static final Verdict NOT_BEARER = refused(ResultCode.UNAUTHENTICATED, "Authorization must be: Bearer KEY");
    private static final Verdict BOTH =
            refused(ResultCode.UNAUTHENTICATED, "send either Authorization or a signature, not both");
    private static final Verdict FOREIGN_PAGE = refused(
            ResultCode.FORBIDDEN,
            "without a key only callers on this machine are let in, and no web pages of other hosts");
    private static final byte[][] LOCAL_HOSTS = {
        "localhost".getBytes(StandardCharsets.US_ASCII),
        "127.0.0.1".getBytes(StandardCharsets.US_ASCII),
        "[::1]".getBytes(StandardCharsets.US_ASCII)
    };

    private final HttpContext context;
    private final boolean letInWithoutKey;
    private byte[] lastKey = new byte[0];
    private long lastGeneration = -1;
    private Verdict lastVerdict = NO_KEY;

    Caller(HttpContext context, SocketAddress remote) {
        this.context = context;
        this.letInWithoutKey = context.allowLoopbackWithoutKey()
                && remote instanceof InetSocketAddress address
                && address.getAddress() != null
                && address.getAddress().isLoopbackAddress();
    }

    /** Whether the request is signed, so that only {@link #judgeSigned} can tell. */
    static boolean isSigned(RequestHead head) {
        return head.has(HeaderName.FAKA_KEY) || head.has(HeaderName.FAKA_SIGNATURE);
    }

    /** Judges a request that is not signed. */
    Verdict judge(RequestHead head, byte[] in, int from) {
        int length = head.length(HeaderName.AUTHORIZATION);
        if (length < 0) {
            return letInWithoutKey ? withoutKey(head, in, from) : NO_KEY;
        }
        int start = from + head.start(HeaderName.AUTHORIZATION);
        if (length > MAX_KEY_BYTES || !Ascii.startsWithIgnoreCase(in, start, length, BEARER)) {
            return NOT_BEARER;
        }
        return bearer(in, start + BEARER.length, length - BEARER.length);
    }

    /** Judges a signed request. */
    Verdict judgeSigned(RequestHead head, byte[] in, int from, byte[] bodySha256) {
        if (head.has(HeaderName.AUTHORIZATION)) {
            return BOTH;
        }
        return context.signatures()
                .verifyRequest(
                        head.text(HeaderName.FAKA_KEY, in, from),
                        head.text(HeaderName.FAKA_TIMESTAMP, in, from),
                        head.text(HeaderName.FAKA_NONCE, in, from),
                        head.text(HeaderName.FAKA_SIGNATURE, in, from),
                        head.method.name(),
                        new String(in, from + head.targetStart, head.targetLength, StandardCharsets.ISO_8859_1),
                        bodySha256);
    }

    private Verdict bearer(byte[] in, int start, int length) {
        long generation = context.apiKeys().generation();
        if (generation != lastGeneration || !isLastKey(in, start, length)) {
            lastKey = Arrays.copyOfRange(in, start, start + length);
            lastGeneration = generation;
            lastVerdict = context.apiKeys().bearer(lastKey);
        }
        return lastVerdict;
    }

    /** Looks at every byte, so that its time does not tell where a wrong key differs. */
    private boolean isLastKey(byte[] in, int start, int length) {
        if (length != lastKey.length) {
            return false;
        }
        int difference = 0;
        for (int i = 0; i < length; i++) {
            difference |= in[start + i] ^ lastKey[i];
        }
        return difference == 0;
    }

    /** A page of another site, opened in a browser on this machine, is not the machine's owner. */
    private static Verdict withoutKey(RequestHead head, byte[] in, int from) {
        if (head.has(HeaderName.ORIGIN)) {
            return FOREIGN_PAGE;
        }
        if (!head.has(HeaderName.HOST)) {
            return LOOPBACK;
        }
        int start = from + head.start(HeaderName.HOST);
        int length = head.length(HeaderName.HOST);
        for (byte[] host : LOCAL_HOSTS) {
            if (Ascii.startsWithIgnoreCase(in, start, length, host)
                    && (length == host.length || in[start + host.length] == ':')) {
                return LOOPBACK;
            }
        }
        return FOREIGN_PAGE;
    }

    private static Verdict refused(ResultCode code, String detail) {
        return new Verdict(null, code, detail, 0);
    }
}
