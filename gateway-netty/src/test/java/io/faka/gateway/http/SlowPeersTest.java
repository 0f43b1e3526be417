package io.faka.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.faka.engine.pipeline.PipelineConfig;
import io.faka.engine.port.AckMode;
import io.faka.gateway.TestNode;
import io.faka.gateway.session.SessionLimits;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SlowPeersTest {
    private TestNode node;

    @BeforeEach
    void start(@TempDir Path directory) {
        SessionLimits limits = new SessionLimits(128, 8 << 10, 16 << 10, 64 << 20, 400, 400, 900);
        node = new TestNode(
                directory, TestNode.config().withLimits(limits, 100, 100), PipelineConfig.defaults(AckMode.ASYNC));
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void shouldCutAHeadThatTrickles() throws Exception {
        try (RawHttp http = new RawHttp(node.httpPort())) {
            http.send("GET /v1/time HTTP/1.1\r\nHo");
            RawHttp.Answer answer = http.read();
            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.code()).isEqualTo("request_timeout");
            assertThat(http.isEnded()).isTrue();
        }
    }

    @Test
    void shouldCutABodyThatTrickles() throws Exception {
        try (RawHttp http = new RawHttp(node.httpPort())) {
            http.send("POST /v1/orders HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{");
            assertThat(http.read().status()).isEqualTo(408);
            assertThat(http.isEnded()).isTrue();
        }
    }

    @Test
    void shouldCutAnImportThatStalls() throws Exception {
        try (RawHttp http = new RawHttp(node.httpPort())) {
            assertThat(http.call("PUT", "/v1/skus/s", "{\"name\":\"S\",\"price\":1,\"currency\":\"CNY\"}")
                            .status())
                    .isEqualTo(201);
            http.send(
                    "POST /v1/skus/s/units HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 100\r\n\r\nA\n");
            assertThat(http.isEnded()).isTrue();
        }
    }

    @Test
    void shouldEndAnIdleConnection() throws Exception {
        try (RawHttp http = new RawHttp(node.httpPort())) {
            assertThat(http.call("GET", "/v1/time", "").status()).isEqualTo(200);
            assertThat(http.isEnded()).isTrue();
        }
    }

    @Test
    void shouldCutAPeerThatDoesNotReadItsAnswers() throws Exception {
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4 << 10);
            socket.connect(new java.net.InetSocketAddress("127.0.0.1", node.httpPort()));
            byte[] requests = "GET /openapi.yaml HTTP/1.1\r\nHost: localhost\r\n\r\n"
                    .repeat(2_000)
                    .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            assertThat(sentUntilCut(socket, requests)).isLessThan(1000L * requests.length);
        }
        try (RawHttp http = new RawHttp(node.httpPort())) {
            assertThat(http.call("GET", "/v1/time", "").status()).isEqualTo(200);
        }
    }

    private static long sentUntilCut(Socket socket, byte[] requests) throws Exception {
        long sent = 0;
        try {
            for (int i = 0; i < 1000; i++) {
                socket.getOutputStream().write(requests);
                sent += requests.length;
            }
        } catch (java.net.SocketException cut) {
            return sent;
        }
        try (InputStream in = socket.getInputStream()) {
            assertThat(in.readAllBytes()).isNotNull();
        } catch (java.net.SocketException cut) {
            return sent;
        }
        return sent;
    }
}
