package io.faka.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.faka.gateway.http.HeadParser.Result;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HeadParserTest {
    private static final HttpLimits LIMITS = HttpLimits.defaults();
    private static final String HEAD =
            "POST /v1/orders?a=b HTTP/1.1\r\nHost: h:1\r\nX-Other: \t a, b;c=\"d\" \r\ncontent-LENGTH:\t12 \r\n"
                    + "Authorization:Bearer x\r\nConnection: foo, Close\r\nIdempotency-Key: k\r\n\r\n";

    private final HeadParser parser = new HeadParser(LIMITS);

    @Test
    void shouldReadAHeadHoweverItIsSplit() {
        byte[] head = bytes(HEAD + "body");
        int length = HEAD.length();
        for (int first = 0; first <= length; first++) {
            for (int offset : new int[] {0, 3}) {
                parser.restart();
                byte[] in = new byte[offset + head.length];
                System.arraycopy(head, 0, in, offset, head.length);
                Result early = parser.parse(in, offset, offset + first);
                assertThat(early).as("first %d bytes", first).isEqualTo(first < length ? Result.MORE : Result.DONE);
                // The bytes may lie elsewhere when there are more of them.
                byte[] moved = Arrays.copyOf(head, head.length);
                if (early == Result.MORE) {
                    assertThat(parser.parse(moved, 0, moved.length)).isEqualTo(Result.DONE);
                }
                check();
            }
        }
    }

    @Test
    void shouldReadAHeadByteByByte() {
        byte[] head = bytes(HEAD);
        for (int to = 0; to < head.length; to++) {
            assertThat(parser.parse(head, 0, to)).isEqualTo(Result.MORE);
        }
        assertThat(parser.parse(head, 0, head.length)).isEqualTo(Result.DONE);
        check();
    }

    @Test
    void shouldGiveTheSameVerdictOnMutatedHeadsHoweverTheyAreSplit() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] head = bytes(HEAD);
            for (int mutations = random.nextInt(3); mutations >= 0; mutations--) {
                head[random.nextInt(head.length)] =
                        (byte) (random.nextBoolean() ? random.nextInt(256) : " \r\n\t:".charAt(random.nextInt(5)));
            }
            HeadParser whole = new HeadParser(LIMITS);
            Result expected = whole.parse(head, 0, head.length);
            HeadParser split = new HeadParser(LIMITS);
            Result result = Result.MORE;
            for (int to = 0; to <= head.length && result == Result.MORE; to += 1 + random.nextInt(9)) {
                result = split.parse(head, 0, to);
            }
            if (result == Result.MORE) {
                result = split.parse(head, 0, head.length);
            }
            assertThat(result)
                    .as("seed %d, head %d: %s", seed, i, new String(head, StandardCharsets.ISO_8859_1))
                    .isEqualTo(expected);
            assertThat(split.head().length).isEqualTo(whole.head().length);
        }
    }

    @Test
    void shouldBoundTheRequestLineAndTheHeaders() {
        assertThat(parse("GET /" + "a".repeat(LIMITS.requestLineBytes() - 16) + " HTTP/1.1\r\nHost: h\r\n\r\n"))
                .isEqualTo(Result.DONE);
        assertThat(parse("GET /" + "a".repeat(LIMITS.requestLineBytes() - 15) + " HTTP/1.1\r\nHost: h\r\n\r\n"))
                .isEqualTo(Result.REFUSED);
        assertThat(parser.status()).isEqualTo(414);
        assertThat(parse("GET /" + "a".repeat(LIMITS.requestLineBytes()))).isEqualTo(Result.REFUSED);
        assertThat(parser.status()).isEqualTo(414);
        assertThat(parse("GET / HTTP/1.1\r\nHost: h\r\nX: " + "a".repeat(LIMITS.headerBytes()) + "\r\n\r\n"))
                .isEqualTo(Result.REFUSED);
        assertThat(parser.status()).isEqualTo(431);
        assertThat(parse("GET / HTTP/1.1\r\n" + "X: a\r\n".repeat(LIMITS.headerBytes() / 6 + 1)))
                .isEqualTo(Result.REFUSED);
        assertThat(parser.status()).isEqualTo(431);
    }

    @Test
    void shouldKnowWhenTheConnectionEnds() {
        assertThat(parse("GET / HTTP/1.1\r\nHost: h\r\n\r\n")).isEqualTo(Result.DONE);
        assertThat(parser.head().endsConnection()).isFalse();
        assertThat(parse("GET / HTTP/1.0\r\n\r\n")).isEqualTo(Result.DONE);
        assertThat(parser.head().endsConnection()).isTrue();
        assertThat(parse("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n")).isEqualTo(Result.DONE);
        assertThat(parser.head().endsConnection()).isFalse();
    }

    private void check() {
        RequestHead head = parser.head();
        assertThat(head.method).isEqualTo(HttpMethod.POST);
        assertThat(head.targetLength).isEqualTo("/v1/orders?a=b".length());
        assertThat(head.pathLength).isEqualTo("/v1/orders".length());
        assertThat(head.contentLength).isEqualTo(12);
        assertThat(head.chunked).isFalse();
        assertThat(head.endsConnection()).isTrue();
        assertThat(head.length).isEqualTo(HEAD.length());
        assertThat(head.text(HeaderName.HOST, bytes(HEAD), 0)).isEqualTo("h:1");
        assertThat(head.text(HeaderName.AUTHORIZATION, bytes(HEAD), 0)).isEqualTo("Bearer x");
        assertThat(head.text(HeaderName.IDEMPOTENCY_KEY, bytes(HEAD), 0)).isEqualTo("k");
        assertThat(head.has(HeaderName.ACCEPT)).isFalse();
    }

    private Result parse(String head) {
        parser.restart();
        byte[] bytes = bytes(head);
        return parser.parse(bytes, 0, bytes.length);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
