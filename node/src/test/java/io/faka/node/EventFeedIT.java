package io.faka.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.faka.node.http.NodeApi;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The event feed of the real process: the same over a kill, whatever became of the event log. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class EventFeedIT {
    @TempDir
    Path work;

    @Test
    void shouldGiveTheSameBytesAfterAKillAndAfterTheEventLogIsLost() throws Exception {
        Path data = work.resolve("data");
        byte[] first;
        byte[] second;
        try (TestNode node = TestNode.serve(data)) {
            sell(node);
            first = page(node, "limit=3");
            second = page(node, "limit=100&after=2");
            assertThat(JsonMapper.shared().readTree(second).path("events")).hasSizeGreaterThan(3);
            node.kill();
        }
        try (TestNode node = TestNode.serve(data)) {
            assertThat(page(node, "limit=3")).isEqualTo(first);
            assertThat(page(node, "limit=100&after=2")).isEqualTo(second);
            assertThat(node.stop()).isZero();
        }
        new ProcessBuilder("rm", "-r", data.resolve("events").toString())
                .start()
                .waitFor();
        assertThat(data.resolve("events")).doesNotExist();
        try (TestNode node = TestNode.serve(data)) {
            assertThat(page(node, "limit=3")).isEqualTo(first);
            assertThat(page(node, "limit=100&after=2")).isEqualTo(second);
            assertThat(node.stop()).isZero();
        }
    }

    static byte[] page(TestNode node, String query) {
        try (NodeApi api = node.api()) {
            return api.exchange("GET", "/v1/events?" + query, "application/json", null)
                    .body();
        }
    }

    /** One SKU, three codes; one order paid, one refused. */
    static void sell(TestNode node) {
        try (NodeApi api = node.api()) {
            json(api, "PUT", "/v1/skus/s", "{\"name\":\"n\",\"price\":100,\"currency\":\"CNY\"}");
            api.upload("/v1/skus/s/units?lot=l", "A-1\nA-2\nA-3\n".getBytes(StandardCharsets.US_ASCII));
            String id = json(api, "POST", "/v1/orders", order("o-1", 2))
                    .path("order_id")
                    .asString();
            json(
                    api,
                    "POST",
                    "/v1/orders/" + id + "/pay",
                    "{\"channel\":\"alipay\",\"payment_ref\":\"r-1\",\"amount\":200,\"currency\":\"CNY\"}");
            assertThat(api.exchange(
                                    "POST",
                                    "/v1/orders",
                                    "application/json",
                                    order("o-2", 2).getBytes(StandardCharsets.UTF_8))
                            .status())
                    .isEqualTo(409);
        }
    }

    static JsonNode json(NodeApi api, String method, String path, String body) {
        return api.call(method, path, JsonMapper.shared().readTree(body));
    }

    static String order(String clientId, int quantity) {
        return "{\"client_order_id\":\"" + clientId + "\",\"buyer\":\"b\",\"lines\":[{\"sku\":\"s\",\"quantity\":"
                + quantity + "}]}";
    }
}
