package io.faka.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faka.client.ClientConfig;
import io.faka.client.Credentials;
import io.faka.client.FakaClient;
import io.faka.client.FakaException;
import io.faka.client.GetSku;
import io.faka.client.ImportCodes;
import io.faka.client.NewOrder;
import io.faka.client.PutSku;
import io.faka.client.SkuResult;
import io.faka.client.SkuTerms;
import io.faka.codec.command.Delivery;
import io.faka.codec.reply.OrderState;
import io.faka.codec.reply.ResultCode;
import io.faka.engine.pipeline.PipelineConfig;
import io.faka.engine.port.AckMode;
import io.faka.gateway.TestNode;
import io.faka.gateway.auth.Scope;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Units that are kept for orders of a priority above 0: over HTTP, on lines of JSON and from the Java client. */
@Timeout(60)
class HttpVipQuotaTest extends NodeOverHttp {
    private static final String SKU = "/v1/skus/game";
    private static final String DEFINITION = "\"name\":\"Game\",\"price\":100,\"currency\":\"CNY\"";

    @Test
    void shouldSetChangeAndShowTheQuotaAndWhatItLeavesToWhom() throws Exception {
        put(3);
        stock("a", "b", "c", "d");
        assertThat(http.call("GET", SKU, "").text())
                .contains("\"available\":4", "\"vip_quota\":3,\"orderable\":1,\"orderable_by_vips\":4");
        assertThat(http.call("PATCH", SKU, "{\"price\":120}").status()).isEqualTo(200);
        assertThat(http.call("GET", SKU, "").text()).contains("\"vip_quota\":3");
        assertThat(http.call("PATCH", SKU, "{\"vip_quota\":9,\"safety_stock\":1}")
                        .text())
                .contains("\"vip_quota\":9,\"orderable\":0,\"orderable_by_vips\":3");
        put(0);
        assertThat(http.call("GET", SKU, "").text()).doesNotContain("vip_quota", "orderable");
        assertThat(http.call("GET", "/v1/events?limit=100", "").text())
                .contains("\"type\":\"vip_quota_put\"", "\"vip_quota\":9");
    }

    @Test
    void shouldRefuseWithItsOwnCodeAndSellToPriorityInEveryMode() throws Exception {
        put(2);
        stock("a", "b", "c");
        assertThat(order("o-1", 1, "").status()).isEqualTo(201);
        RawHttp.Answer kept = order("o-2", 1, "");
        assertThat(kept.status()).isEqualTo(409);
        assertThat(kept.code()).isEqualTo("vip_quota_reserved");
        assertThat(kept.json().path("available").asInt(-1)).isZero();
        assertThat(order("o-2", 1, "").text()).isEqualTo(kept.text());
        assertThat(order("o-2", 1, ",\"priority\":1").code()).isEqualTo("exists_with_different_priority");
        assertThat(order("o-3", 3, "").code()).isEqualTo("insufficient_stock");
        assertThat(order("o-4", 3, ",\"mode\":\"IOC\"").code()).isEqualTo("vip_quota_reserved");
        RawHttp.Answer vip = order("o-5", 1, ",\"priority\":1");
        assertThat(vip.status()).as(vip.text()).isEqualTo(201);
        assertThat(order("o-5", 1, ",\"priority\":1").status()).isEqualTo(200);
        RawHttp.Answer part = order("o-6", 3, ",\"mode\":\"IOC\",\"priority\":9");
        assertThat(part.code()).isEqualTo("partially_reserved");
        assertThat(part.json().path("lines").get(0).path("reserved").asInt()).isEqualTo(1);
        assertThat(order("o-7", 1, ",\"priority\":1").code()).isEqualTo("insufficient_stock");
    }

    @Test
    void shouldServeThoseWhoWaitFromTheQuotaOnlyIfTheyHaveAPriority() throws Exception {
        put(1);
        RawHttp.Answer first = order("o-1", 1, ",\"mode\":\"GTC\"");
        stock("a");
        assertThat(get(first).path("state").asString()).isEqualTo("BACKORDERED");
        RawHttp.Answer vip = order("o-2", 1, ",\"mode\":\"GTC\",\"priority\":1");
        assertThat(vip.json().path("state").asString()).isEqualTo("PENDING_PAYMENT");
        assertThat(http.call("POST", path(vip) + "/cancel", "").status()).isEqualTo(200);
        assertThat(get(first).path("state").asString()).isEqualTo("BACKORDERED");
        assertThat(http.call("PATCH", SKU, "{\"vip_quota\":0}").status()).isEqualTo(200);
        assertThat(get(first).path("state").asString()).isEqualTo("PENDING_PAYMENT");
    }

    @Test
    void shouldKeepToTheQuotaInAnOrderThatIsPaidAtOnce() throws Exception {
        put(1);
        stock("a");
        String pay = ",\"pay\":{\"channel\":\"c\",\"payment_ref\":\"p\",\"amount\":100,\"currency\":\"CNY\"}";
        assertThat(order("o-1", 1, pay).code()).isEqualTo("vip_quota_reserved");
        RawHttp.Answer sold = order("o-2", 1, pay + ",\"priority\":1");
        assertThat(sold.json().path("units")).as(sold.text()).hasSize(1);
    }

    @Test
    void shouldRefuseAQuotaThatIsNoCount() throws Exception {
        for (String bad : List.of("-1", "2147483648", "1.5", "\"1\"", "null", "true")) {
            RawHttp.Answer answer = http.call("PUT", SKU, "{" + DEFINITION + ",\"vip_quota\":" + bad + "}");
            assertThat(answer.status()).as(bad).isEqualTo(400);
            assertThat(answer.code()).as(bad).isIn("invalid_vip_quota", "malformed");
        }
        assertThat(order("o-1", 1, ",\"priority\":10").code()).isEqualTo("invalid_priority");
    }

    @Test
    void shouldAskForTheRightToAPriorityInEveryMode(@TempDir Path other) throws Exception {
        try (TestNode closed = new TestNode(
                        other,
                        TestNode.config().withLoopbackWithoutKey(false),
                        PipelineConfig.defaults(AckMode.ASYNC));
                RawHttp calls = new RawHttp(closed.httpPort())) {
            String key = closed.apiKeys().create(EnumSet.of(Scope.ORDER), false).key();
            for (String mode : List.of("FOK", "IOC", "GTC")) {
                String body = body("o-" + mode, 1, ",\"priority\":1,\"mode\":\"" + mode + "\"");
                assertThat(calls.call("POST", "/v1/orders", body, "Authorization: Bearer " + key)
                                .status())
                        .isEqualTo(403);
            }
            try (FakaClient client =
                    FakaClient.connect(ClientConfig.of("127.0.0.1", closed.tcpPort(), Credentials.bearer(key)))) {
                assertThatThrownBy(() ->
                                client.call(NewOrder.of("o-1", "b", "game", 1).withPriority(1)))
                        .isInstanceOfSatisfying(
                                FakaException.class,
                                e -> assertThat(e.getMessage()).contains("FORBIDDEN"));
            }
        }
    }

    @Test
    void shouldKeepSafetyStockForTheJavaClient() {
        SkuTerms terms = new SkuTerms(Delivery.ONE_TIME, 0, 0, 1, 0, 2, 0, 0, 0);
        try (FakaClient client = FakaClient.connect(ClientConfig.of("127.0.0.1", node.tcpPort(), Credentials.none()))) {
            client.call(PutSku.of("game", "Game", 100, "CNY").withTerms(terms));
            client.call(ImportCodes.of("game", "lot", List.of("a", "b", "c")));
            assertThat(client.call(new GetSku("game")).orderable()).isEqualTo(2);
            assertThatThrownBy(() -> client.call(NewOrder.of("o-1", "ann", "game", 1)))
                    .hasMessageContaining(ResultCode.QUANTITY_BELOW_MINIMUM.name());
            assertThatThrownBy(() -> client.call(NewOrder.of("o-2", "ann", "game", 3)))
                    .hasMessageContaining(ResultCode.INSUFFICIENT_STOCK.name());
            assertThat(client.call(NewOrder.of("o-3", "ann", "game", 2)).state())
                    .isEqualTo(OrderState.PENDING_PAYMENT);
        }
    }

    @Test
    void shouldServeTheJavaClient() {
        try (FakaClient client = FakaClient.connect(ClientConfig.of("127.0.0.1", node.tcpPort(), Credentials.none()))) {
            client.call(PutSku.of("game", "Game", 100, "CNY").withVipQuota(1));
            client.call(ImportCodes.of("game", "lot", List.of("a", "b")));
            SkuResult sku = client.call(new GetSku("game"));
            assertThat(List.of(sku.vipQuota(), sku.orderable(), sku.orderableByVips()))
                    .containsExactly(1L, 1L, 2L);
            assertThat(client.call(NewOrder.of("o-1", "ann", "game", 1)).state())
                    .isEqualTo(OrderState.PENDING_PAYMENT);
            assertThatThrownBy(() -> client.call(NewOrder.of("o-2", "ann", "game", 1)))
                    .isInstanceOfSatisfying(
                            FakaException.class,
                            e -> assertThat(e.getMessage()).contains(ResultCode.VIP_QUOTA_RESERVED.name()));
            assertThat(client.call(NewOrder.of("o-3", "vip", "game", 1).withPriority(1))
                            .state())
                    .isEqualTo(OrderState.PENDING_PAYMENT);
        }
    }

    @Test
    void shouldServeLinesOfJson() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", node.tcpPort())) {
            OutputStream out = socket.getOutputStream();
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String sku = "{\"id\":1,\"op\":\"put_sku\",\"sku\":\"game\"," + DEFINITION + ",\"vip_quota\":1}";
            assertThat(line(out, in, sku)).contains("\"vip_quota\":1", "\"orderable_by_vips\":0");
            String codes = "{\"id\":2,\"op\":\"add_units\",\"sku\":\"game\",\"codes\":[\"a\"]}";
            assertThat(line(out, in, codes)).contains("\"imported\":1");
            String order = body("o-1", 1, "").substring(1);
            assertThat(line(out, in, "{\"id\":3,\"op\":\"create_order\"," + order))
                    .contains("\"code\":\"vip_quota_reserved\"");
            String vip = body("o-2", 1, ",\"priority\":2").substring(1);
            assertThat(line(out, in, "{\"id\":4,\"op\":\"create_order\"," + vip))
                    .contains("\"code\":\"created\"");
        }
    }

    private static String line(OutputStream out, BufferedReader in, String request) throws Exception {
        out.write((request + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        return in.readLine();
    }

    private void put(int quota) throws Exception {
        RawHttp.Answer answer = http.call("PUT", SKU, "{" + DEFINITION + ",\"vip_quota\":" + quota + "}");
        assertThat(answer.status()).as(answer.text()).isIn(200, 201);
    }

    private RawHttp.Answer order(String id, int quantity, String more) throws Exception {
        return http.call("POST", "/v1/orders", body(id, quantity, more));
    }

    private static String body(String id, int quantity, String more) {
        return "{\"client_order_id\":\"" + id + "\",\"buyer\":\"b\",\"lines\":[{\"sku\":\"game\",\"quantity\":"
                + quantity + "}]" + more + "}";
    }

    private JsonNode get(RawHttp.Answer order) throws Exception {
        return http.call("GET", path(order), "").json();
    }

    private static String path(RawHttp.Answer order) {
        return "/v1/orders/" + order.json().path("order_id").asString();
    }

    private void stock(String... codes) throws Exception {
        String body = "{\"codes\":[\"" + String.join("\",\"", codes) + "\"]}";
        RawHttp.Answer answer = http.call("POST", SKU + "/units", body);
        assertThat(answer.json().path("imported").asInt()).as(answer.text()).isEqualTo(codes.length);
    }
}
