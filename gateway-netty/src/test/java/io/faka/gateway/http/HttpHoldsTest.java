package io.faka.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.faka.client.CancelOrder;
import io.faka.client.ClientConfig;
import io.faka.client.Credentials;
import io.faka.client.ExtendHold;
import io.faka.client.FakaClient;
import io.faka.client.FakaException;
import io.faka.client.NewOrder;
import io.faka.client.OrderResult;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A hold that ends later or sooner, over HTTP and from the Java client. */
@Timeout(60)
class HttpHoldsTest extends NodeOverHttp {
    @BeforeEach
    void stock() throws Exception {
        http.call("PUT", "/v1/skus/game", "{\"name\":\"Game\",\"price\":100,\"currency\":\"CNY\",\"low_stock_at\":1}");
        assertThat(http.call("POST", "/v1/skus/game/units", "{\"codes\":[\"a\",\"b\"]}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void shouldLetAHoldEndLaterOrSooner() throws Exception {
        String id = order("o-1").path("order_id").asString();
        RawHttp.Answer later = extend(id, "{\"ttl_ms\":3600000}");
        assertThat(later.status()).as(later.text()).isEqualTo(200);
        assertThat(later.json().path("state").asString()).isEqualTo("PENDING_PAYMENT");
        assertThat(left(later)).isBetween(Duration.ofMinutes(58), Duration.ofMinutes(61));
        assertThat(left(extend(id, "{\"ttl_ms\":60000}"))).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(61));
    }

    @Test
    void shouldRefuseToExtendWhatIsNoHold() throws Exception {
        String paid = order("o-1").path("order_id").asString();
        http.call(
                "POST",
                "/v1/orders/" + paid + "/pay",
                "{\"channel\":\"alipay\",\"payment_ref\":\"r\",\"amount\":100,\"currency\":\"CNY\"}");
        assertThat(extend(paid, "{\"ttl_ms\":60000}").code()).isEqualTo("already_paid");
        String canceled = order("o-2").path("order_id").asString();
        http.call("POST", "/v1/orders/" + canceled + "/cancel", "");
        RawHttp.Answer refused = extend(canceled, "{\"ttl_ms\":60000}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("already_canceled");
        assertThat(extend("00000000000000000000000000000001", "{\"ttl_ms\":60000}")
                        .code())
                .isEqualTo("order_not_found");
        assertThat(extend(paid, "{\"ttl_ms\":999}").code()).isEqualTo("invalid_ttl_ms");
        assertThat(extend(paid, "{\"ttl_ms\":2592000001}").code()).isEqualTo("invalid_ttl_ms");
        assertThat(extend(paid, "{}").code()).isEqualTo("invalid_ttl_ms");
        assertThat(extend(paid, "{\"ttl\":1}").code()).isEqualTo("unknown_field");
    }

    @Test
    void shouldRefuseToExtendWhatWaitsForStock() throws Exception {
        String body = "{\"client_order_id\":\"o-1\",\"buyer\":\"b\",\"mode\":\"GTC\","
                + "\"lines\":[{\"sku\":\"game\",\"quantity\":3}]}";
        String id =
                http.call("POST", "/v1/orders", body).json().path("order_id").asString();
        RawHttp.Answer refused = extend(id, "{\"ttl_ms\":60000}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("not_held");
        http.call("POST", "/v1/skus/game/units", "{\"codes\":[\"c\"]}");
        assertThat(extend(id, "{\"ttl_ms\":60000}").status()).isEqualTo(200);
    }

    @Test
    void shouldTellStockAlertsInTheFeed() throws Exception {
        String id = order("o-1").path("order_id").asString();
        extend(id, "{\"ttl_ms\":60000}");
        order("o-2");
        String events = http.call("GET", "/v1/events?after=0", "").text();
        assertThat(events)
                .containsOnlyOnce("\"type\":\"stock_low\"")
                .containsOnlyOnce("\"type\":\"sold_out\"")
                .containsOnlyOnce("\"type\":\"back_in_stock\"")
                .containsOnlyOnce("\"type\":\"hold_extended\"")
                .contains("\"available\":1,\"low_stock_at\":1,\"sku\":\"game\"");
    }

    @Test
    void shouldExtendFromTheJavaClient() {
        try (FakaClient client = FakaClient.connect(ClientConfig.of("127.0.0.1", node.tcpPort(), Credentials.none()))) {
            OrderResult order = client.call(NewOrder.of("o-1", "ann", "game", 1));
            OrderResult extended = client.call(new ExtendHold(order.orderId(), 7_200_000));
            assertThat(extended.expiresAt()).isAfter(order.expiresAt());
            client.call(new CancelOrder(order.orderId()));
            Assertions.assertThatThrownBy(() -> client.call(new ExtendHold(order.orderId(), 60_000)))
                    .isInstanceOfSatisfying(
                            FakaException.class, e -> assertThat(e.getMessage()).contains("ALREADY_CANCELED"));
        }
    }

    private tools.jackson.databind.JsonNode order(String key) throws Exception {
        return http.call(
                        "POST",
                        "/v1/orders",
                        "{\"client_order_id\":\"" + key
                                + "\",\"buyer\":\"b\",\"lines\":[{\"sku\":\"game\",\"quantity\":1}]}")
                .json();
    }

    private RawHttp.Answer extend(String id, String body) throws Exception {
        return http.call("POST", "/v1/orders/" + id + "/extend", body);
    }

    private static Duration left(RawHttp.Answer answer) throws Exception {
        return Duration.between(
                Instant.now(), Instant.parse(answer.json().path("expires_at").asString()));
    }
}
