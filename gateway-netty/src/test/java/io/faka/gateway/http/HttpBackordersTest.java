package io.faka.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faka.client.Backorder;
import io.faka.client.CancelOrder;
import io.faka.client.ClientConfig;
import io.faka.client.Credentials;
import io.faka.client.FakaClient;
import io.faka.client.FakaException;
import io.faka.client.ImportCodes;
import io.faka.client.NewOrder;
import io.faka.client.OrderResult;
import io.faka.codec.command.Fill;
import io.faka.codec.reply.OrderState;
import io.faka.codec.reply.ResultCode;
import io.faka.engine.pipeline.PipelineConfig;
import io.faka.engine.port.AckMode;
import io.faka.gateway.TestNode;
import io.faka.gateway.auth.NewKey;
import io.faka.gateway.auth.Scope;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Orders that wait for stock, over HTTP and from the Java client. */
@Timeout(60)
class HttpBackordersTest extends NodeOverHttp {
    private static final String GTC = ",\"mode\":\"GTC\"";

    @BeforeEach
    void stock() throws Exception {
        String sku = "{\"name\":\"Game\",\"price\":100,\"currency\":\"CNY\",\"late_policy\":\"backorder\"}";
        assertThat(http.call("PUT", "/v1/skus/game", sku).status()).isEqualTo(201);
    }

    @Test
    void shouldLetAnOrderWaitAndHoldItsUnitsOnceTheyCome() throws Exception {
        RawHttp.Answer waits = order("o-1", 2, GTC + ",\"backorder_ttl_ms\":3600000");
        assertThat(waits.status()).as(waits.text()).isEqualTo(202);
        assertThat(waits.code()).isEqualTo("backordered");
        assertThat(waits.json().path("state").asString()).isEqualTo("BACKORDERED");
        assertThat(waits.json().path("amount").asLong()).isEqualTo(200);
        assertThat(waits.json().path("queue_position").asInt()).isEqualTo(1);
        assertThat(waits.json().path("expires_at").isNull()).isTrue();
        assertThat(Instant.parse(waits.json().path("backorder_expires_at").asString()))
                .isAfter(Instant.now().plusSeconds(3_000));
        assertThat(order("o-2", 1, GTC).json().path("queue_position").asInt()).isEqualTo(2);
        assertThat(order("o-1", 2, GTC + ",\"backorder_ttl_ms\":3600000").status())
                .isEqualTo(200);
        assertThat(order("o-1", 2, GTC).code()).isEqualTo("exists_with_different_backorder_ttl");
        assertThat(http.call("GET", "/v1/skus/game", "")
                        .json()
                        .path("backordered")
                        .asInt())
                .isEqualTo(3);

        units("a", "b");
        JsonNode filled = get(waits);
        assertThat(filled.path("state").asString()).isEqualTo("PENDING_PAYMENT");
        assertThat(filled.path("lines").get(0).path("reserved").asInt()).isEqualTo(2);
        assertThat(filled.path("expires_at").isNull()).isFalse();
        assertThat(filled.has("queue_position")).isFalse();
        assertThat(pay(waits, 200).json().path("units")).hasSize(2);
    }

    @Test
    void shouldDeliverAtOnceWhatWasPaidAhead() throws Exception {
        RawHttp.Answer waits = order("o-1", 1, GTC);
        RawHttp.Answer paid = pay(waits, 100);
        assertThat(paid.status()).isEqualTo(200);
        assertThat(paid.code()).isEqualTo("paid_waiting");
        assertThat(paid.json().path("state").asString()).isEqualTo("PAID");
        assertThat(http.call("POST", path(waits) + "/cancel", "").code()).isEqualTo("cancel_not_allowed");
        RawHttp.Answer both = order(
                "o-2",
                1,
                GTC + ",\"pay\":{\"channel\":\"c\",\"payment_ref\":\"p\",\"amount\":100,\"currency\":\"CNY\"}");
        assertThat(both.status()).as(both.text()).isEqualTo(202);
        assertThat(both.code()).isEqualTo("paid_waiting");
        units("a", "b");
        assertThat(get(waits).path("units").get(0).path("code").asString()).isEqualTo("a");
        assertThat(get(both).path("state").asString()).isEqualTo("FULFILLED");
    }

    @Test
    void shouldHoldPartsAsTheyComeAndTellOfIt() throws Exception {
        units("a");
        RawHttp.Answer waits = order("o-1", 3, GTC + ",\"fill\":\"partial\"");
        assertThat(waits.status()).isEqualTo(202);
        assertThat(waits.json().path("lines").get(0).path("reserved").asInt()).isEqualTo(1);
        assertThat(pay(waits, 300).json().path("state").asString()).isEqualTo("PARTIALLY_FULFILLED");
        units("b", "c");
        assertThat(get(waits).path("units")).hasSize(3);
        String events = http.call("GET", "/v1/events?limit=100", "").text();
        assertThat(events)
                .contains("\"type\":\"order_backordered\"", "\"type\":\"order_filled\"", "\"fill\":\"partial\"");
    }

    @Test
    void shouldLetALatePaymentWaitWhereTheSkuSaysSo() throws Exception {
        units("a");
        RawHttp.Answer first = order("o-1", 1, "");
        http.call("POST", path(first) + "/cancel", "");
        order("o-2", 1, "");
        RawHttp.Answer late = pay(first, 100);
        assertThat(late.status()).isEqualTo(200);
        assertThat(late.code()).isEqualTo("late_payment_backordered");
        assertThat(http.call("GET", "/v1/skus/game", "")
                        .json()
                        .path("late_policy")
                        .asString())
                .isEqualTo("backorder");
        assertThat(http.call("PATCH", "/v1/skus/game", "{\"price\":120}").status())
                .isEqualTo(200);
        assertThat(http.call("GET", "/v1/skus/game", "")
                        .json()
                        .path("late_policy")
                        .asString())
                .isEqualTo("backorder");
    }

    @Test
    void shouldAskForTheRightToBeServedFirst(@TempDir Path other) throws Exception {
        try (TestNode closed = new TestNode(
                        other,
                        TestNode.config().withLoopbackWithoutKey(false),
                        PipelineConfig.defaults(AckMode.ASYNC));
                RawHttp calls = new RawHttp(closed.httpPort())) {
            String first = body("o-1", 1, GTC + ",\"priority\":1");
            RawHttp.Answer refused = calls.call("POST", "/v1/orders", first, bearer(closed, Scope.ORDER));
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.code()).isEqualTo("forbidden");
            assertThat(calls.call("POST", "/v1/orders", body("o-0", 1, GTC), bearer(closed, Scope.ORDER))
                            .code())
                    .isEqualTo("sku_not_found");
            for (Scope right : List.of(Scope.PRIORITY, Scope.ADMIN)) {
                assertThat(calls.call("POST", "/v1/orders", first, bearer(closed, Scope.ORDER, right))
                                .code())
                        .isEqualTo("sku_not_found");
            }
            NewKey key = closed.apiKeys().create(EnumSet.of(Scope.ORDER), false);
            try (FakaClient client =
                    FakaClient.connect(ClientConfig.of("127.0.0.1", closed.tcpPort(), Credentials.bearer(key.key())))) {
                NewOrder order = NewOrder.of("o-1", "b", "game", 1);
                assertThatThrownBy(() -> client.call(order.orWaiting(new Backorder(Fill.ALL_OR_NONE, 9, 0))))
                        .isInstanceOfSatisfying(
                                FakaException.class,
                                e -> assertThat(e.getMessage()).contains("FORBIDDEN"));
            }
        }
    }

    @Test
    void shouldServeTheJavaClientByPriority() {
        try (FakaClient client = FakaClient.connect(ClientConfig.of("127.0.0.1", node.tcpPort(), Credentials.none()))) {
            OrderResult last = client.call(NewOrder.of("o-1", "ann", "game", 1).orWaiting(Backorder.DEFAULT));
            assertThat(last.code()).isEqualTo(ResultCode.BACKORDERED);
            assertThat(last.queuePosition()).isEqualTo(1);
            assertThat(last.backorderExpiresAt()).isAfter(Instant.now().plusSeconds(600_000));
            OrderResult first =
                    client.call(NewOrder.of("o-2", "bob", "game", 2).orWaiting(new Backorder(Fill.PARTIAL, 9, 60_000)));
            assertThat(first.queuePosition()).isEqualTo(1);
            client.call(ImportCodes.of("game", "lot", List.of("a", "b")));
            assertThat(client.call(new CancelOrder(last.orderId())).state()).isEqualTo(OrderState.CANCELED);
            assertThat(client.call(NewOrder.of("o-2", "bob", "game", 2)
                                    .orWaiting(new Backorder(Fill.PARTIAL, 9, 60_000)))
                            .state())
                    .isEqualTo(OrderState.PENDING_PAYMENT);
        }
    }

    private static String bearer(TestNode at, Scope first, Scope... more) throws Exception {
        return "Authorization: Bearer "
                + at.apiKeys().create(EnumSet.of(first, more), false).key();
    }

    private RawHttp.Answer order(String id, int quantity, String more) throws Exception {
        return http.call("POST", "/v1/orders", body(id, quantity, more));
    }

    private static String body(String id, int quantity, String more) {
        return "{\"client_order_id\":\"" + id + "\",\"buyer\":\"b\",\"lines\":[{\"sku\":\"game\",\"quantity\":"
                + quantity + "}]" + more + "}";
    }

    private RawHttp.Answer pay(RawHttp.Answer order, long amount) throws Exception {
        String notice = "{\"channel\":\"alipay\",\"payment_ref\":\"r-" + path(order) + "\",\"amount\":" + amount
                + ",\"currency\":\"CNY\"}";
        return http.call("POST", path(order) + "/pay", notice);
    }

    private JsonNode get(RawHttp.Answer order) throws Exception {
        return http.call("GET", path(order), "").json();
    }

    private static String path(RawHttp.Answer order) {
        return "/v1/orders/" + order.json().path("order_id").asString();
    }

    private void units(String... codes) throws Exception {
        String body = "{\"codes\":[\"" + String.join("\",\"", codes) + "\"]}";
        RawHttp.Answer answer = http.call("POST", "/v1/skus/game/units", body);
        assertThat(answer.json().path("imported").asInt()).as(answer.text()).isEqualTo(codes.length);
    }
}
