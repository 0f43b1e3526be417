package io.faka.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

@Timeout(60)
class HttpTraceTest extends NodeOverHttp {
    @BeforeEach
    void stock() throws Exception {
        http.call("PUT", "/v1/skus/s", "{\"name\":\"n\",\"price\":100,\"currency\":\"CNY\"}");
        http.call("POST", "/v1/skus/s/units", "{\"codes\":[\"SECRET-1\",\"SECRET-2\",\"SECRET-3\"],\"lot\":\"l\"}");
    }

    @Test
    void shouldTellAUnitsLifeThroughEveryOrderThatHeldIt() throws Exception {
        String first = place("o-1", 1);
        http.call("POST", "/v1/orders/" + first + "/cancel", "{}");
        String other = place("o-2", 3);
        pay(other, "r-1", 300);
        RawHttp.Answer answer = http.call("GET", "/v1/trace/unit/1", "");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).doesNotContain("SECRET").doesNotContain("fingerprint");
        assertThat(types(answer.json()))
                .containsExactly(
                        "units_added",
                        "create_order",
                        "order_created",
                        "cancel_order",
                        "order_canceled",
                        "create_order",
                        "order_created",
                        "pay",
                        "payment_recorded",
                        "order_fulfilled");
        assertThat(answer.json().path("truncated").asBoolean(true)).isFalse();
        assertThat(http.call("GET", "/v1/trace/unit/4", "").code()).isEqualTo("unit_not_found");
    }

    @Test
    void shouldTellAnOrdersLifeByEitherIdWithWhatWasAskedAgain() throws Exception {
        place("other", 1);
        String id = place("o-1", 1);
        assertThat(place("o-1", 1)).isEqualTo(id);
        pay(id, "r-1", 100);
        pay(id, "r-2", 100);
        JsonNode byId = http.call("GET", "/v1/trace/order/" + id, "").json();
        assertThat(types(byId))
                .startsWith(
                        "create_order",
                        "order_created",
                        "create_order",
                        "pay",
                        "payment_recorded",
                        "order_fulfilled",
                        "pay",
                        "payment_recorded")
                .contains("refund_due");
        JsonNode byClientId = http.call("GET", "/v1/trace/order/o%2D1", "").json();
        assertThat(byClientId.path("entries")).isEqualTo(byId.path("entries"));
        JsonNode created = byId.path("entries").get(1);
        assertThat(created.path("seq")).isEqualTo(byId.path("entries").get(0).path("seq"));
        assertThat(created.path("time")).isEqualTo(byId.path("entries").get(0).path("time"));
    }

    @Test
    void shouldTellAPaymentsLifeWithOrWithoutItsChannel() throws Exception {
        String id = place("o-1", 1);
        pay(id, "r-1", 100);
        pay(id, "r-1", 100);
        pay(id, "r-2", 100);
        JsonNode trace = http.call("GET", "/v1/trace/payment/r-1", "").json();
        assertThat(types(trace)).containsExactly("pay", "payment_recorded", "pay");
        assertThat(http.call("GET", "/v1/trace/payment/alipay:r-1", "").json().path("entries"))
                .isEqualTo(trace.path("entries"));
        assertThat(http.call("GET", "/v1/trace/payment/wechat:r-1", "").code()).isEqualTo("payment_not_found");
    }

    @Test
    void shouldTellARefusedOrder() throws Exception {
        String body = "{\"client_order_id\":\"big\",\"buyer\":\"b\",\"lines\":[{\"sku\":\"s\",\"quantity\":9}]}";
        assertThat(http.call("POST", "/v1/orders", body).status()).isEqualTo(409);
        JsonNode trace = http.call("GET", "/v1/trace/order/big", "").json();
        assertThat(types(trace)).containsExactly("create_order", "order_refused");
        assertThat(trace.path("entries").get(1).path("code").asString()).isEqualTo("insufficient_stock");
        assertThat(trace.path("entries").get(1).path("detail").asLong()).isEqualTo(3);
    }

    @Test
    void shouldNameWhatIsWrongWithARequest() throws Exception {
        assertThat(http.call("GET", "/v1/trace/unit/x", "").code()).isEqualTo("invalid_id");
        assertThat(http.call("GET", "/v1/trace/unit/0", "").code()).isEqualTo("invalid_id");
        assertThat(http.call("GET", "/v1/trace/order/%zz", "").code()).isEqualTo("malformed");
        assertThat(http.call("GET", "/v1/trace/order/none", "").code()).isEqualTo("order_not_found");
        assertThat(http.call("GET", "/v1/trace/sku/s", "").status()).isEqualTo(404);
        assertThat(http.call("GET", "/v1/trace/order/x?deep=1", "").code()).isEqualTo("unknown_field");
        assertThat(http.call("DELETE", "/v1/trace/order/x", "").status()).isEqualTo(405);
    }

    private String place(String clientId, int quantity) throws IOException {
        String body = "{\"client_order_id\":\"" + clientId
                + "\",\"buyer\":\"b\",\"lines\":[{\"sku\":\"s\",\"quantity\":" + quantity + "}]}";
        return http.call("POST", "/v1/orders", body).json().path("order_id").asString();
    }

    private void pay(String id, String ref, long amount) throws IOException {
        String body = "{\"channel\":\"alipay\",\"payment_ref\":\"" + ref + "\",\"amount\":" + amount
                + ",\"currency\":\"CNY\"}";
        assertThat(http.call("POST", "/v1/orders/" + id + "/pay", body).status())
                .isEqualTo(200);
    }

    private static List<String> types(JsonNode trace) {
        List<String> types = new ArrayList<>();
        trace.path("entries").forEach(entry -> types.add(entry.path("type").asString()));
        return types;
    }
}
