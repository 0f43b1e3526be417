package io.faka.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faka.client.ClientConfig;
import io.faka.client.Credentials;
import io.faka.client.FakaClient;
import io.faka.client.PutSku;
import io.faka.codec.reply.ResultCode;
import io.faka.engine.pipeline.PipelineConfig;
import io.faka.engine.port.AckMode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class GatewayServerTest {
    @TempDir
    Path directory;

    @Test
    void shouldNameThePortThatIsInUseAndLeaveNothingBound() throws IOException {
        int free = freePort();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            GatewayConfig config = GatewayConfig.defaults(taken.getLocalPort(), free, 0);
            assertThatThrownBy(() -> new TestNode(directory, config, PipelineConfig.defaults(AckMode.ASYNC)))
                    .isInstanceOfSatisfying(
                            PortInUseException.class,
                            inUse -> assertThat(inUse.port()).isEqualTo(taken.getLocalPort()))
                    .hasMessageContaining("TCP port 127.0.0.1:" + taken.getLocalPort());
        }
        try (ServerSocket again = new ServerSocket(free, 1, InetAddress.getLoopbackAddress())) {
            assertThat(again.isBound()).isTrue();
        }
    }

    @Test
    void shouldServeOnTheSamePortRightAfterAStop() {
        int port;
        try (TestNode node = TestNode.open(directory)) {
            port = node.tcpPort();
            put(port);
        }
        try (TestNode node = new TestNode(
                directory,
                GatewayConfig.defaults(port, 0, 0).withLoopbackWithoutKey(true),
                PipelineConfig.defaults(AckMode.ASYNC))) {
            assertThat(node.tcpPort()).isEqualTo(port);
            put(port);
        }
    }

    @Test
    void shouldNameTheRuleOfABadSetting() {
        assertThatThrownBy(() -> GatewayConfig.defaults(70_000, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tcpPort must be 0 to 65535: 70000");
    }

    private static void put(int port) {
        try (FakaClient client = FakaClient.connect(ClientConfig.of("127.0.0.1", port, Credentials.none()))) {
            assertThat(client.call(PutSku.of("a", "a", 1, "CNY")).code()).isEqualTo(ResultCode.CREATED);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
