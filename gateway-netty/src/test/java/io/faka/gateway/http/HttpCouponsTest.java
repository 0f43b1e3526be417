package io.faka.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Coupons over HTTP. */
@Timeout(60)
class HttpCouponsTest extends NodeOverHttp {
    private static final String TEN = "/v1/coupons/TEN%20%25";

    @BeforeEach
    void stock() throws Exception {
        http.call("PUT", "/v1/skus/game", "{\"name\":\"Game\",\"price\":100,\"currency\":\"CNY\"}");
        http.call("POST", "/v1/skus/game/units", "{\"codes\":[\"a\",\"b\",\"c\"]}");
    }

    @Test
    void shouldHoldAndUseACouponWithTheOrder() throws Exception {
        RawHttp.Answer put = http.call(
                "PUT",
                TEN,
                "{\"max_uses\":2,\"max_per_buyer\":1,\"discount_bps\":1000,\"currency\":\"CNY\",\"skus\":[\"game\"],"
                        + "\"ends_at\":\"2999-01-01T00:00:00.000Z\"}");
        assertThat(put.status()).as(put.text()).isEqualTo(201);
        RawHttp.Answer order = order("o-1", "ann");
        assertThat(order.status()).as(order.text()).isEqualTo(201);
        assertThat(order.json().path("amount").asLong()).isEqualTo(90);
        assertThat(order.json().path("discount").asLong()).isEqualTo(10);
        assertThat(order("o-2", "ann").code()).isEqualTo("coupon_per_buyer_limit");
        assertThat(http.call("GET", TEN, "").text())
                .isEqualTo("{\"code\":\"TEN %\",\"max_uses\":2,\"max_per_buyer\":1,\"used\":0,\"held\":1,"
                        + "\"discount_bps\":1000,\"currency\":\"CNY\",\"ends_at\":\"2999-01-01T00:00:00.000Z\","
                        + "\"skus\":[\"game\"]}");
        String id = order.json().path("order_id").asString();
        RawHttp.Answer paid = http.call(
                "POST",
                "/v1/orders/" + id + "/pay",
                "{\"channel\":\"alipay\",\"payment_ref\":\"r\",\"amount\":90,\"currency\":\"CNY\"}");
        assertThat(paid.json().path("state").asString()).isEqualTo("FULFILLED");
        assertThat(order("o-3", "bob").status()).isEqualTo(201);
        RawHttp.Answer exhausted = order("o-4", "cyd");
        assertThat(exhausted.status()).isEqualTo(422);
        assertThat(exhausted.code()).isEqualTo("coupon_exhausted");
        assertThat(exhausted.json().path("limit").asLong()).isEqualTo(2);
        assertThat(order("o-4", "cyd").text()).isEqualTo(exhausted.text());
        assertThat(http.call("GET", TEN, "").text()).contains("\"used\":1,\"held\":1");
        assertThat(http.call("GET", "/v1/events?after=0", "").text()).contains("\"type\":\"coupon_use\"");
    }

    @Test
    void shouldRefuseWhatNoCouponCanBe() throws Exception {
        RawHttp.Answer unknown = http.call("GET", TEN, "");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.code()).isEqualTo("coupon_not_found");
        assertThat(put("\"currency\":\"CNY\",\"discount_amount\":1").code()).isEqualTo("invalid_max_uses");
        assertThat(put("\"currency\":\"CNY\",\"max_uses\":1").code()).isEqualTo("invalid_discount_amount");
        assertThat(put("\"currency\":\"CNY\",\"max_uses\":1,\"discount_amount\":1,\"discount_bps\":1")
                        .code())
                .isEqualTo("invalid_discount_amount");
        assertThat(put("\"currency\":\"CNY\",\"max_uses\":1,\"discount_bps\":10001")
                        .code())
                .isEqualTo("invalid_discount_bps");
        assertThat(put("\"currency\":\"CNY\",\"max_uses\":1,\"discount_bps\":1,\"uses\":1")
                        .code())
                .isEqualTo("unknown_field");
        assertThat(put("\"currency\":\"CNY\",\"max_uses\":1,\"discount_bps\":1,\"skus\":[\"none\"]")
                        .code())
                .isEqualTo("sku_not_found");
        RawHttp.Answer none = order("o-1", "ann");
        assertThat(none.status()).isEqualTo(422);
        assertThat(none.code()).isEqualTo("coupon_not_found");
    }

    /** Complaint 16: orders that race for a coupon, here on eight connections at once. */
    @Test
    void shouldNotBeUsedPastItsCountByRacingOrders() throws Exception {
        http.call("POST", "/v1/skus/game/units", "{\"codes\":[" + codes(100) + "]}");
        assertThat(put("\"currency\":\"CNY\",\"max_uses\":7,\"discount_amount\":1")
                        .status())
                .isEqualTo(201);
        ExecutorService buyers = Executors.newFixedThreadPool(8);
        try {
            List<Future<Integer>> created = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                String name = "t" + thread + "-";
                created.add(buyers.submit(() -> ordersWithCoupon(name, 10)));
            }
            int sum = 0;
            for (Future<Integer> one : created) {
                sum += one.get();
            }
            assertThat(sum).isEqualTo(7);
        } finally {
            buyers.shutdownNow();
        }
        assertThat(http.call("GET", TEN, "").text()).contains("\"used\":0,\"held\":7");
    }

    private int ordersWithCoupon(String name, int count) throws Exception {
        int created = 0;
        try (RawHttp connection = new RawHttp(node.httpPort())) {
            for (int i = 0; i < count; i++) {
                RawHttp.Answer answer = connection.call("POST", "/v1/orders", orderBody(name + i, name + i));
                assertThat(answer.status()).isIn(201, 422);
                created += answer.status() == 201 ? 1 : 0;
            }
        }
        return created;
    }

    private static String codes(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\"code-" + i + "\"").collect(Collectors.joining(","));
    }

    private RawHttp.Answer put(String fields) throws Exception {
        return http.call("PUT", TEN, "{" + fields + "}");
    }

    private RawHttp.Answer order(String key, String buyer) throws Exception {
        return http.call("POST", "/v1/orders", orderBody(key, buyer));
    }

    private static String orderBody(String key, String buyer) {
        return "{\"client_order_id\":\"" + key + "\",\"buyer\":\"" + buyer
                + "\",\"coupon\":\"TEN %\",\"lines\":[{\"sku\":\"game\",\"quantity\":1}]}";
    }
}
