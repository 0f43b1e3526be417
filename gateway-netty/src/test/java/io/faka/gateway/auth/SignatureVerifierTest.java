package io.faka.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.faka.codec.reply.ResultCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignatureVerifierTest {
    private static final byte[] BODY = "{\"a\":1}".getBytes(StandardCharsets.US_ASCII);
    private static final String TARGET = "/v1/orders?x=1";

    @TempDir
    Path directory;

    private final MovableClock clock = new MovableClock();
    private ApiKeys keys;
    private NewKey key;
    private RequestSigner signer;
    private SignatureVerifier verifier;

    @BeforeEach
    void makeKey() {
        keys = new ApiKeys(directory, clock);
        key = keys.create(EnumSet.of(Scope.ORDER), true);
        signer = new RequestSigner(key.secret());
        verifier = new SignatureVerifier(keys, new NonceCache(1000), clock);
    }

    @Test
    void shouldAcceptWithinTheWindowAndNameTheSkewBeyondIt() {
        assertThat(signedAt(0, "n1").isAccepted()).isTrue();
        assertThat(signedAt(300, "n2").isAccepted()).isTrue();
        assertThat(signedAt(-300, "n3").isAccepted()).isTrue();

        Verdict ahead = signedAt(301, "n4");
        Verdict behind = signedAt(-301, "n5");

        assertThat(ahead.code()).isEqualTo(ResultCode.TIMESTAMP_EXPIRED);
        assertThat(ahead.skewSeconds()).isEqualTo(301);
        assertThat(behind.skewSeconds()).isEqualTo(-301);
        assertThat(behind.detail()).contains("301 s behind");
    }

    @Test
    void shouldKnowTheSignatureOthersCompute() {
        // echo -en 'GET\n/v1/time\n1800000000\nabc\n<sha256 of nothing>' | openssl dgst -sha256 -hmac s3cret
        assertThat(new RequestSigner("s3cret").sign("GET", "/v1/time", 1_800_000_000L, "abc", new byte[0]))
                .isEqualTo("v1=d102e3e533367376c746da00cb010fffe21bc12d41dec7e956ddb87b485156be");
    }

    @Test
    void shouldRefuseReplayedNonceForTenMinutes() {
        long first = clock.seconds();
        assertThat(verify(first, "once", "POST", TARGET, BODY, sign(first, "once"))
                        .isAccepted())
                .isTrue();
        for (int i = 0; i < 6; i++) {
            clock.advanceSeconds(100);
            assertThat(signedAt(0, "once").code()).isEqualTo(ResultCode.NONCE_REPLAYED);
        }
        clock.advanceSeconds(2 * NonceCache.REMEMBER_SECONDS);
        assertThat(signedAt(0, "once").isAccepted()).isTrue();
    }

    @Test
    void shouldRefuseWhatWasAltered() {
        long now = clock.seconds();
        String signature = sign(now, "n");
        byte[] otherBody = BODY.clone();
        otherBody[1] ^= 1;
        String otherDigit = signature.endsWith("0") ? "1" : "0";

        assertThat(verify(now, "n", "PUT", TARGET, BODY, signature).code()).isEqualTo(ResultCode.SIGNATURE_INVALID);
        assertThat(verify(now, "n", "POST", "/v1/orders?x=2", BODY, signature).code())
                .isEqualTo(ResultCode.SIGNATURE_INVALID);
        assertThat(verify(now, "n", "POST", TARGET, otherBody, signature).code())
                .isEqualTo(ResultCode.SIGNATURE_INVALID);
        assertThat(verify(now + 1, "n", "POST", TARGET, BODY, signature).code())
                .isEqualTo(ResultCode.SIGNATURE_INVALID);
        assertThat(verify(now, "m", "POST", TARGET, BODY, signature).code()).isEqualTo(ResultCode.SIGNATURE_INVALID);
        assertThat(verify(now, "n", "POST", TARGET, BODY, signature.substring(0, 66) + otherDigit)
                        .code())
                .isEqualTo(ResultCode.SIGNATURE_INVALID);
        assertThat(verify(now, "n", "POST", TARGET, BODY, "v1=").code()).isEqualTo(ResultCode.SIGNATURE_INVALID);
        assertThat(verify(now, "n", "POST", TARGET, BODY, "v2=" + signature).code())
                .isEqualTo(ResultCode.SIGNATURE_INVALID);
        // None of the refused ones used the nonce up.
        assertThat(verify(now, "n", "POST", TARGET, BODY, signature).isAccepted())
                .isTrue();
    }

    @Test
    void shouldRefuseUnknownAndRevokedKeysAndMissingParts() {
        long now = clock.seconds();
        String time = Long.toString(now);
        byte[] digest = ApiKeys.sha256(BODY);
        String signature = sign(now, "n");

        assertThat(verifier.verifyRequest("nobody", time, "n", signature, "POST", TARGET, digest)
                        .code())
                .isEqualTo(ResultCode.UNAUTHENTICATED);
        assertThat(verifier.verifyRequest(key.keyId(), null, "n", signature, "POST", TARGET, digest)
                        .code())
                .isEqualTo(ResultCode.UNAUTHENTICATED);
        for (String bad : new String[] {"", "-1", "+1", "1.5", "0x10", "01800000000", "9999999999999"}) {
            assertThat(verifier.verifyRequest(key.keyId(), bad, "n", signature, "POST", TARGET, digest)
                            .code())
                    .isEqualTo(ResultCode.UNAUTHENTICATED);
        }
        for (String bad : new String[] {"", "a b", "é", "x".repeat(65)}) {
            assertThat(verifier.verifyRequest(key.keyId(), time, bad, signature, "POST", TARGET, digest)
                            .code())
                    .isEqualTo(ResultCode.UNAUTHENTICATED);
        }
        assertThat(keys.revoke(key.keyId())).isTrue();
        assertThat(verify(now, "n", "POST", TARGET, BODY, signature).code()).isEqualTo(ResultCode.UNAUTHENTICATED);
    }

    @Test
    void shouldRefuseRatherThanForgetNonces() {
        verifier = new SignatureVerifier(keys, new NonceCache(5), clock);
        for (int i = 0; i < 5; i++) {
            assertThat(signedAt(0, "n" + i).isAccepted()).isTrue();
        }
        assertThat(signedAt(0, "n5").code()).isEqualTo(ResultCode.OVERLOADED);
        assertThat(signedAt(0, "n0").code()).isEqualTo(ResultCode.NONCE_REPLAYED);
    }

    @Test
    void shouldRememberManyNonces() {
        NonceCache nonces = new NonceCache(100_000);
        for (long i = 0; i < 100_000; i++) {
            assertThat(nonces.add(i * 31, i, 5000)).isEqualTo(NonceCache.Outcome.FRESH);
        }
        for (long i = 0; i < 100_000; i++) {
            assertThat(nonces.add(i * 31, i, 5000 + 599)).isEqualTo(NonceCache.Outcome.REPLAYED);
        }
    }

    @Test
    void shouldVerifyLogon() {
        long now = clock.seconds();
        String signature = signer.signLogon(key.keyId(), now, "n");

        assertThat(verifier.verifyLogon(key.keyId(), now, "m", signature).code())
                .isEqualTo(ResultCode.SIGNATURE_INVALID);
        assertThat(verifier.verifyLogon(key.keyId(), now, "n", signature).isAccepted())
                .isTrue();
        assertThat(verifier.verifyLogon(key.keyId(), now, "n", signature).code())
                .isEqualTo(ResultCode.NONCE_REPLAYED);
    }

    private Verdict signedAt(long skew, String nonce) {
        long time = clock.seconds() + skew;
        return verify(time, nonce, "POST", TARGET, BODY, sign(time, nonce));
    }

    private String sign(long time, String nonce) {
        return signer.sign("POST", TARGET, time, nonce, BODY);
    }

    private Verdict verify(long time, String nonce, String method, String target, byte[] body, String signature) {
        return verifier.verifyRequest(
                key.keyId(), Long.toString(time), nonce, signature, method, target, ApiKeys.sha256(body));
    }
}
