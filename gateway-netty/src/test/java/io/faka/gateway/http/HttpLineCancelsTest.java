package io.faka.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faka.client.CancelLine;
import io.faka.client.ClientConfig;
import io.faka.client.Credentials;
import io.faka.client.FakaClient;
import io.faka.client.FakaException;
import io.faka.client.NewOrder;
import io.faka.client.OrderResult;
import io.faka.gateway.tcp.Lines;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A part of an order's line is given back, over HTTP, on JSON lines and from the Java client. */
@Timeout(60)
class HttpLineCancelsTest extends NodeOverHttp {
    @BeforeEach
    void stock() throws Exception {
        http.call("PUT", "/v1/skus/game", "{\"name\":\"Game\",\"price\":100,\"currency\":\"CNY\"}");
        assertThat(http.call("POST", "/v1/skus/game/units", "{\"codes\":[\"a\",\"b\",\"c\",\"d\"]}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void shouldGiveAPartOfALineBack() throws Exception {
        String id = order("o-1", 3);
        RawHttp.Answer part = cancel(id, "0", "{\"quantity\":2}");
        assertThat(part.status()).as(part.text()).isEqualTo(200);
        assertThat(part.json().path("state").asString()).isEqualTo("PENDING_PAYMENT");
        assertThat(part.json().path("amount").asLong()).isEqualTo(100);
        assertThat(part.json().at("/lines/0/quantity").asLong()).isEqualTo(1);
        assertThat(part.json().at("/lines/0/reserved").asLong()).isEqualTo(1);
        assertThat(available()).isEqualTo(3);
        RawHttp.Answer paid = http.call(
                "POST",
                "/v1/orders/" + id + "/pay",
                "{\"channel\":\"alipay\",\"payment_ref\":\"r\",\"amount\":100,\"currency\":\"CNY\"}");
        assertThat(paid.json().path("units").size()).isEqualTo(1);
        RawHttp.Answer late = cancel(id, "0", "{\"quantity\":1}");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.code()).isEqualTo("cancel_not_allowed");
        assertThat(http.call("GET", "/v1/events?after=0", "").text())
                .contains("\"type\":\"line_canceled\"")
                .contains("\"quantity\":2");
        assertThat(http.call("GET", "/v1/trace/order/" + id, "").text()).contains("line_canceled");
    }

    @Test
    void shouldCancelTheOrderWithTheLastUnit() throws Exception {
        String id = order("o-1", 2);
        assertThat(cancel(id, "0", "{\"quantity\":2}").json().path("state").asString())
                .isEqualTo("CANCELED");
        assertThat(available()).isEqualTo(4);
        assertThat(cancel(id, "0", "{\"quantity\":1}").code()).isEqualTo("already_canceled");
    }

    @Test
    void shouldCancelOnceHoweverOftenARefIsSent() throws Exception {
        String id = order("o-1", 4);
        for (int i = 0; i < 3; i++) {
            RawHttp.Answer answer = cancel(id, "0", "{\"quantity\":1,\"ref\":\"part-1\"}");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().path("amount").asLong()).isEqualTo(300);
        }
        RawHttp.Answer other = cancel(id, "0", "{\"quantity\":2,\"ref\":\"part-1\"}");
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.code()).isEqualTo("exists_with_different_quantity");
        assertThat(available()).isEqualTo(1);
    }

    @Test
    void shouldRefuseWhatIsNoPartOfALine() throws Exception {
        String id = order("o-1", 2);
        RawHttp.Answer tooMany = cancel(id, "0", "{\"quantity\":3}");
        assertThat(tooMany.status()).isEqualTo(422);
        assertThat(tooMany.code()).isEqualTo("quantity_greater_than_limit");
        assertThat(tooMany.json().path("maximum").asLong()).isEqualTo(2);
        RawHttp.Answer noLine = cancel(id, "1", "{\"quantity\":1}");
        assertThat(noLine.status()).isEqualTo(404);
        assertThat(noLine.code()).isEqualTo("line_not_found");
        assertThat(cancel(id, "999999999", "{\"quantity\":1}").code()).isEqualTo("line_not_found");
        assertThat(cancel(id, "-1", "{\"quantity\":1}").code()).isEqualTo("invalid_line");
        assertThat(cancel(id, "0", "{\"quantity\":0}").code()).isEqualTo("invalid_quantity");
        assertThat(cancel(id, "0", "{\"quantity\":-1}").code()).isEqualTo("invalid_quantity");
        assertThat(cancel(id, "0", "{}").code()).isEqualTo("invalid_quantity");
        assertThat(cancel(id, "0", "{\"quantity\":1,\"ref\":\"\"}").code()).isEqualTo("invalid_ref");
        assertThat(cancel(id, "0", "{\"quantity\":1,\"all\":true}").code()).isEqualTo("unknown_field");
        assertThat(cancel("00000000000000000000000000000001", "0", "{\"quantity\":1}")
                        .code())
                .isEqualTo("order_not_found");
        assertThat(cancel("1", "0", "{\"quantity\":1}").code()).isEqualTo("invalid_order_id");
        assertThat(available()).isEqualTo(2);
    }

    @Test
    void shouldCancelOnJsonLines() throws Exception {
        String id = order("o-1", 3);
        try (Lines lines = new Lines(node.tcpPort())) {
            String answer = lines.ask("{\"id\":1,\"op\":\"cancel_line\",\"order_id\":\"" + id
                            + "\",\"line\":0,\"quantity\":1,\"ref\":\"r\"}")
                    .toString();
            assertThat(answer).contains("\"code\":\"line_canceled\"").contains("\"amount\":200");
            assertThat(lines.ask("{\"id\":2,\"op\":\"cancel_line\",\"order_id\":\"" + id + "\",\"quantity\":1}")
                            .toString())
                    .contains("\"code\":\"invalid_line\"");
        }
    }

    @Test
    void shouldCancelFromTheJavaClient() {
        try (FakaClient client = FakaClient.connect(ClientConfig.of("127.0.0.1", node.tcpPort(), Credentials.none()))) {
            OrderResult order = client.call(NewOrder.of("o-1", "ann", "game", 4));
            OrderResult part = client.call(new CancelLine(order.orderId(), 0, 3, ""));
            assertThat(part.amount()).isEqualTo(100);
            assertThatThrownBy(() -> client.call(new CancelLine(order.orderId(), 0, 2, "")))
                    .isInstanceOfSatisfying(
                            FakaException.class,
                            e -> assertThat(e.getMessage()).contains("QUANTITY_GREATER_THAN_LIMIT"));
            assertThatThrownBy(() -> client.call(new CancelLine(order.orderId(), 0, 0, "")))
                    .isInstanceOfSatisfying(
                            FakaException.class, e -> assertThat(e.getMessage()).contains("QUANTITY_BELOW_MINIMUM"));
        }
    }

    private String order(String key, int quantity) throws Exception {
        String body = "{\"client_order_id\":\"" + key + "\",\"buyer\":\"b\",\"lines\":[{\"sku\":\"game\",\"quantity\":"
                + quantity + "}]}";
        return http.call("POST", "/v1/orders", body).json().path("order_id").asString();
    }

    private RawHttp.Answer cancel(String id, String line, String body) throws Exception {
        return http.call("POST", "/v1/orders/" + id + "/lines/" + line + "/cancel", body);
    }

    private long available() throws Exception {
        return http.call("GET", "/v1/skus/game", "").json().path("available").asLong();
    }
}
