package io.faka.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.faka.gateway.TestNode;
import java.io.EOFException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that two servers could read in two ways, or that are simply wrong, over a real socket. */
@Timeout(60)
class MalformedRequestsTest {
    private static final String GET = "GET /v1/time HTTP/1.1\r\n";
    private static final String POST = "POST /v1/orders HTTP/1.1\r\nHost: localhost\r\n";
    private static final String JSON = "Content-Type: application/json\r\n";
    private static TestNode node;
    private static RawHttp healthy;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        node = TestNode.open(directory);
        healthy = new RawHttp(node.httpPort());
    }

    @AfterAll
    static void stop() throws Exception {
        healthy.close();
        node.close();
    }

    /** Refused, and the connection is ended, because nobody can tell where the next request starts. */
    static Stream<Arguments> broken() {
        return Stream.of(
                broken(
                        400,
                        "both lengths",
                        POST + JSON + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                broken(
                        400,
                        "both lengths the other way",
                        POST + "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n{}"),
                broken(400, "two lengths", POST + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}"),
                broken(400, "two equal lengths", POST + "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}"),
                broken(400, "a list of lengths", POST + "Content-Length: 2, 2\r\n\r\n{}"),
                broken(400, "a signed length", POST + "Content-Length: +2\r\n\r\n{}"),
                broken(400, "a negative length", POST + "Content-Length: -2\r\n\r\n{}"),
                broken(400, "a hex length", POST + "Content-Length: 0x2\r\n\r\n{}"),
                broken(400, "an empty length", POST + "Content-Length: \r\n\r\n"),
                broken(400, "a length with a space", POST + "Content-Length: 1 2\r\n\r\n{}"),
                broken(400, "a length above 64 bits", POST + "Content-Length: 18446744073709551618\r\n\r\n{}"),
                broken(400, "a fractional length", POST + "Content-Length: 2.0\r\n\r\n{}"),
                broken(400, "another transfer coding", POST + "Transfer-Encoding: gzip\r\n\r\n"),
                broken(400, "two transfer codings", POST + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
                broken(400, "chunked not last", POST + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n"),
                broken(
                        400,
                        "chunked twice",
                        POST + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                broken(400, "a disguised coding", POST + "Transfer-Encoding: \u000bchunked\r\n\r\n0\r\n\r\n"),
                broken(400, "a quoted coding", POST + "Transfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n"),
                broken(400, "an empty coding", POST + "Transfer-Encoding:\r\n\r\n0\r\n\r\n"),
                broken(
                        400,
                        "chunked in HTTP/1.0",
                        "POST /v1/orders HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                broken(400, "a folded header", GET + "Host: a\r\n b\r\n\r\n"),
                broken(400, "a folded first header", GET + " Host: a\r\n\r\n"),
                broken(400, "a header folded with a tab", GET + "Host: a\r\nX: a\r\n\tb\r\n\r\n"),
                broken(400, "a space before the colon", GET + "Host : a\r\n\r\n"),
                broken(400, "a space before the length's colon", POST + "Content-Length : 2\r\n\r\n{}"),
                broken(400, "a tab before the colon", GET + "Host\t: a\r\n\r\n"),
                broken(400, "a header without a name", GET + ": a\r\n\r\n"),
                broken(400, "a header without a colon", GET + "Host\r\n\r\n"),
                broken(400, "a bad character in a name", GET + "Ho(st: a\r\n\r\n"),
                broken(400, "a byte above ASCII in a name", GET + "H\u00f6st: a\r\n\r\n"),
                broken(400, "a NUL in a name", GET + "Ho\u0000st: a\r\n\r\n"),
                broken(400, "a NUL in a value", GET + "Host: a\u0000b\r\n\r\n"),
                broken(400, "a DEL in a value", GET + "Host: a\u007fb\r\n\r\n"),
                broken(400, "an escape in a value", GET + "Host: a\u001bb\r\n\r\n"),
                broken(400, "a bare CR in a value", GET + "Host: a\rX: b\r\n\r\n"),
                broken(400, "a bare LF in a value", GET + "Host: a\nX: b\r\n\r\n"),
                broken(400, "a bare LF for the empty line", GET + "Host: a\r\n\n"),
                broken(400, "a bare CR for the empty line", GET + "Host: a\r\n\rGET /"),
                broken(400, "a bare LF after the request line", "GET /v1/time HTTP/1.1\nHost: a\r\n\r\n"),
                broken(400, "bare LFs only", "GET /v1/time HTTP/1.1\nHost: a\n\n"),
                broken(400, "an empty line first", "\r\nGET /v1/time HTTP/1.1\r\nHost: a\r\n\r\n"),
                broken(400, "no host", GET + "\r\n"),
                broken(400, "an empty host", GET + "Host: \r\n\r\n"),
                broken(400, "two hosts", GET + "Host: a\r\nHost: b\r\n\r\n"),
                broken(400, "two keys", GET + "Host: a\r\nAuthorization: Bearer a\r\nAuthorization: Bearer b\r\n\r\n"),
                broken(400, "no target", "GET HTTP/1.1\r\nHost: a\r\n\r\n"),
                broken(400, "an empty target", "GET  HTTP/1.1\r\nHost: a\r\n\r\n"),
                broken(400, "two spaces", "GET  /v1/time HTTP/1.1\r\nHost: a\r\n\r\n"),
                broken(400, "a space in the target", "GET /v1/ti me HTTP/1.1\r\nHost: a\r\n\r\n"),
                broken(400, "a tab in the request line", "GET\t/v1/time HTTP/1.1\r\nHost: a\r\n\r\n"),
                broken(400, "a fragment in the target", "GET /v1/time#x HTTP/1.1\r\nHost: a\r\n\r\n"),
                broken(400, "a backslash in the target", "GET \\v1\\time HTTP/1.1\r\nHost: a\r\n\r\n"),
                broken(400, "a NUL in the target", "GET /v1\u0000 HTTP/1.1\r\nHost: a\r\n\r\n"),
                broken(400, "a whole URL as target", "GET http://a/v1/time HTTP/1.1\r\nHost: a\r\n\r\n"),
                broken(400, "no version", "GET /v1/time\r\nHost: a\r\n\r\n"),
                broken(400, "a lower-case version", "GET /v1/time http/1.1\r\nHost: a\r\n\r\n"),
                broken(400, "a long version", "GET /v1/time HTTP/1.11\r\nHost: a\r\n\r\n"),
                broken(400, "words behind the version", "GET /v1/time HTTP/1.1 x\r\nHost: a\r\n\r\n"),
                broken(505, "another minor version", "GET /v1/time HTTP/1.2\r\nHost: a\r\n\r\n"),
                broken(400, "HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
                broken(400, "a TLS hello", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003"),
                broken(400, "a bad method", "G@T /v1/time HTTP/1.1\r\nHost: a\r\n\r\n"),
                broken(400, "no method", " /v1/time HTTP/1.1\r\nHost: a\r\n\r\n"),
                broken(417, "another expectation", POST + "Expect: cookies\r\nContent-Length: 2\r\n\r\n"),
                broken(414, "a long target", "GET /" + "a".repeat(5000) + " HTTP/1.1\r\nHost: a\r\n\r\n"),
                broken(414, "an endless request line", "GET /" + "a".repeat(5000)),
                broken(431, "a long header", GET + "Host: a\r\nX: " + "a".repeat(9000)),
                broken(431, "many headers", GET + "X: a\r\n".repeat(2000)),
                broken(400, "a chunk extension", chunked("2;x=y\r\n{}\r\n0\r\n\r\n")),
                broken(400, "a chunk with a trailer", chunked("2\r\n{}\r\n0\r\nX: a\r\n\r\n")),
                broken(400, "a chunk without a size", chunked("\r\n{}\r\n0\r\n\r\n")),
                broken(400, "a negative chunk", chunked("-2\r\n{}\r\n0\r\n\r\n")),
                broken(400, "a chunk size in 0x", chunked("0x2\r\n{}\r\n0\r\n\r\n")),
                broken(400, "a chunk size with a space", chunked("2 \r\n{}\r\n0\r\n\r\n")),
                broken(400, "a huge chunk size", chunked("FFFFFFFFFFFFFFFFF\r\n{}")),
                broken(400, "a chunk ended by LF", chunked("2\n{}\r\n0\r\n\r\n")),
                broken(400, "a chunk longer than its size", chunked("2\r\n{} \r\n0\r\n\r\n")),
                broken(413, "chunks beyond the limit", chunked(("1000\r\n" + "a".repeat(4096) + "\r\n").repeat(17))),
                broken(413, "a body beyond the limit", POST + JSON + "Content-Length: 65537\r\n\r\n"),
                broken(413, "a body of a terabyte", POST + JSON + "Content-Length: 1099511627776\r\n\r\n"));
    }

    /** Refused; the next request on the same connection is served. */
    static Stream<Arguments> refused() {
        return Stream.of(
                refused(400, "malformed", post("{")),
                refused(400, "malformed", post("")),
                refused(400, "malformed", post("{}}")),
                refused(400, "malformed", post("\u0000")),
                refused(400, "malformed", post("{\"buyer\":\"\u00ff\"}")),
                refused(400, "invalid_lines", post("{\"lines\":" + "[".repeat(50_000))),
                refused(400, "invalid_lines", post("{\"lines\":5}")),
                refused(400, "unknown_field", post("{\"nonsense\":5}")),
                refused(
                        400,
                        "unknown_field",
                        "POST /v1/orders?a=b HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}"),
                refused(411, "length_required", POST + JSON + "\r\n"),
                refused(415, "unsupported_media_type", POST + "Content-Type: text/xml\r\nContent-Length: 2\r\n\r\n{}"),
                refused(
                        415,
                        "unsupported_media_type",
                        POST + "Content-Type: application/jsonx\r\nContent-Length: 2\r\n\r\n{}"),
                refused(
                        415,
                        "unsupported_media_type",
                        POST + JSON + "Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}"),
                refused(
                        415,
                        "unsupported_media_type",
                        "POST /v1/skus/a/units HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}"),
                refused(406, "not_acceptable", GET + "Host: localhost\r\nAccept: text/html\r\n\r\n"),
                refused(404, "not_found", "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                refused(404, "not_found", "GET /v1/orders/ HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                refused(404, "not_found", "GET /v1/skus/a/b/c HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                refused(404, "not_found", "GET /v1/nothing HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                refused(405, "method_not_allowed", "DELETE /v1/orders HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                refused(405, "method_not_allowed", "BREW /v1/time HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                refused(
                        405,
                        "method_not_allowed",
                        "POST /v1/time HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}"),
                refused(400, "invalid_order_id", "GET /v1/orders/xyz HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                refused(
                        400,
                        "invalid_order_id",
                        "GET /v1/orders/" + "A".repeat(32) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                refused(
                        404,
                        "order_not_found",
                        "GET /v1/orders/" + "a".repeat(32) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                refused(400, "invalid_sku", "GET /v1/skus/a%2Fb HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                refused(400, "invalid_sku", "GET /v1/skus/" + "a".repeat(65) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                refused(404, "sku_not_found", "GET /v1/skus/nothing HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                refused(400, "invalid_limit", "GET /v1/skus?limit=0 HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                refused(400, "invalid_limit", "GET /v1/skus?limit=1001 HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                refused(400, "malformed", "GET /v1/skus?after=%zz HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                refused(400, "malformed", "GET /v1/skus?after=%ff HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                refused(400, "malformed", "GET /v1/skus?after=a&after=b HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                refused(400, "unknown_field", "GET /v1/skus?page=2 HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                refused(400, "invalid_client_order_id", "GET /v1/orders HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                refused(403, "forbidden", "GET /v1/skus HTTP/1.1\r\nHost: evil.example\r\n\r\n"),
                refused(
                        403,
                        "forbidden",
                        "GET /v1/skus HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\n\r\n"),
                refused(
                        401,
                        "unauthenticated",
                        "GET /v1/skus HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer fk_x_y\r\n\r\n"),
                refused(
                        401,
                        "unauthenticated",
                        "GET /v1/skus HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic eA==\r\n\r\n"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("broken")
    void shouldRefuseAndEnd(int status, String name, String request) throws Exception {
        try (RawHttp http = new RawHttp(node.httpPort())) {
            http.send(request);
            RawHttp.Answer answer = http.read();
            assertThat(answer.status()).as("%s: %s", name, answer.text()).isEqualTo(status);
            assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(answer.header("Connection")).isEqualTo("close");
            assertThat(answer.code()).isIn("malformed", "too_large");
            assertThat(answer.json().path("detail").asString()).isNotEmpty();
            assertThat(http.isEnded()).isTrue();
        }
        assertThatOthersAreServed();
    }

    @ParameterizedTest(name = "{1} {index}")
    @MethodSource("refused")
    void shouldRefuseAndGoOn(int status, String code, String request) throws Exception {
        try (RawHttp http = new RawHttp(node.httpPort())) {
            http.send(request);
            RawHttp.Answer answer = http.read();
            assertThat(answer.status()).as(answer.text()).isEqualTo(status);
            assertThat(answer.code()).isEqualTo(code);
            assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(answer.json().path("status").asInt()).isEqualTo(status);
            assertThat(http.call("GET", "/v1/time", "").status()).isEqualTo(200);
        }
    }

    @Test
    void shouldSurviveRandomBytes() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        String valid = post("{\"client_order_id\":\"k\",\"buyer\":\"b\",\"lines\":[{\"sku\":\"s\",\"quantity\":1}]}");
        for (int i = 0; i < 150; i++) {
            byte[] bytes = valid.getBytes(StandardCharsets.ISO_8859_1);
            for (int n = random.nextInt(4); n >= 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try (RawHttp http = new RawHttp(node.httpPort())) {
                http.send(bytes);
                http.socket().shutdownOutput();
                RawHttp.Answer answer = http.read();
                assertThat(answer.status())
                        .as("seed %d, request %d: %s", seed, i, answer.text())
                        .isBetween(200, 505);
                assertThat(answer.status()).isNotEqualTo(500);
            } catch (EOFException | SocketException e) {
                // A request that never became whole gets no answer.
                assertThat(node.failure()).isNull();
            }
        }
        assertThatOthersAreServed();
        assertThat(node.failure()).isNull();
    }

    private static void assertThatOthersAreServed() throws Exception {
        assertThat(healthy.call("GET", "/v1/time", "").status()).isEqualTo(200);
    }

    private static Arguments broken(int status, String name, String request) {
        return Arguments.of(status, name, request);
    }

    private static Arguments refused(int status, String code, String request) {
        return Arguments.of(status, code, request);
    }

    private static String post(String body) {
        return POST + JSON + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static String chunked(String chunks) {
        return POST + JSON + "Transfer-Encoding: chunked\r\n\r\n" + chunks;
    }
}
