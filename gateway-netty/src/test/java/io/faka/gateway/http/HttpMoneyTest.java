package io.faka.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Odd payments, suspense and refunds over HTTP. */
@Timeout(60)
class HttpMoneyTest extends NodeOverHttp {
    private static final String NOBODY = "0123456789abcdef0123456789abcdef";

    @BeforeEach
    void stock() throws Exception {
        String sku = "{\"name\":\"Game\",\"price\":100,\"currency\":\"CNY\"}";
        assertThat(http.call("PUT", "/v1/skus/game", sku).status()).isEqualTo(201);
        String codes = "{\"codes\":[\"A\",\"B\",\"C\",\"D\"]}";
        assertThat(http.call("POST", "/v1/skus/game/units", codes).status()).isEqualTo(200);
    }

    @Test
    void shouldRefundASecondPaymentOncePerRef() throws Exception {
        String id = order("o-1");
        assertThat(pay(id, "alipay", "a-1", 100).code()).isEqualTo("paid");
        RawHttp.Answer second = pay(id, "wechat", "w-1", 100);
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.code()).isEqualTo("duplicate_payment");
        JsonNode due = http.call("GET", "/v1/refunds_due", "").json();
        assertThat(due.path("next").isNull()).isTrue();
        JsonNode item = due.path("items").get(0);
        assertThat(item.path("order_id").asString()).isEqualTo(id);
        assertThat(item.path("channel").asString()).isEqualTo("wechat");
        assertThat(item.path("payment_ref").asString()).isEqualTo("w-1");
        assertThat(item.path("amount").asLong()).isEqualTo(100);
        assertThat(item.path("currency").asString()).isEqualTo("CNY");
        assertThat(item.path("reason").asString()).isEqualTo("duplicate_payment");

        RawHttp.Answer tooMuch = refund(id, 201, "r-1");
        assertThat(tooMuch.status()).isEqualTo(422);
        assertThat(tooMuch.code()).isEqualTo("refund_exceeds_payment");
        assertThat(tooMuch.json().path("refundable").asLong()).isEqualTo(200);
        RawHttp.Answer refunded = refund(id, 100, "r-1");
        assertThat(refunded.status()).isEqualTo(200);
        assertThat(refunded.code()).isEqualTo("refunded");
        assertThat(refunded.json().path("state").asString()).isEqualTo("FULFILLED");
        assertThat(refunded.json().path("refund_due").asLong()).isZero();
        assertThat(refund(id, 100, "r-1").code()).isEqualTo("exists");
        RawHttp.Answer other = refund(id, 99, "r-1");
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.code()).isEqualTo("exists_with_different_amount");
        assertThat(refund(id, 40, "r-2").json().path("state").asString()).isEqualTo("PARTIALLY_REFUNDED");
        assertThat(refund(id, 60, "r-3").json().path("state").asString()).isEqualTo("REFUNDED");
        JsonNode order = http.call("GET", "/v1/orders/" + id, "").json();
        assertThat(order.path("state").asString()).isEqualTo("REFUNDED");
        assertThat(order.path("units").size()).isEqualTo(1);
        assertThat(http.call("GET", "/v1/refunds_due", "").text()).isEqualTo("{\"items\":[],\"next\":null}");
    }

    @Test
    void shouldHoldMoneyOfTheWrongAmountUntilAnOperatorDecides() throws Exception {
        String id = order("o-1");
        RawHttp.Answer mismatch = pay(id, "alipay", "a/1 é", 130);
        assertThat(mismatch.status()).isEqualTo(200);
        assertThat(mismatch.code()).isEqualTo("payment_amount_mismatch");
        assertThat(mismatch.json().path("state").asString()).isEqualTo("PENDING_PAYMENT");
        JsonNode item = http.call("GET", "/v1/suspense?limit=1", "")
                .json()
                .path("items")
                .get(0);
        assertThat(item.path("payment_ref").asString()).isEqualTo("a/1 é");
        String path = "/v1/suspense/alipay/a%2F1%20%C3%A9/resolve";
        RawHttp.Answer resolved = http.call("POST", path, decision("apply"));
        assertThat(resolved.status()).as(resolved.text()).isEqualTo(200);
        assertThat(resolved.code()).isEqualTo("resolved");
        assertThat(resolved.json().path("outcome").asString()).isEqualTo("paid");
        assertThat(resolved.json().path("refund_due").asLong()).isEqualTo(30);
        RawHttp.Answer again = http.call("POST", path, decision("apply"));
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.code()).isEqualTo("already_resolved");
        assertThat(pay(id, "alipay", "a/1 é", 130).code()).isEqualTo("exists");
        assertThat(pay(id, "alipay", "a/1 é", 130).json().path("units").size()).isEqualTo(1);
    }

    @Test
    void shouldKeepAPaymentOfAnOrderNobodyKnows() throws Exception {
        RawHttp.Answer kept = pay(NOBODY, "alipay", "a-1", 100);
        assertThat(kept.status()).isEqualTo(202);
        assertThat(kept.code()).isEqualTo("payment_in_suspense");
        RawHttp.Answer used = pay(order("o-1"), "alipay", "a-1", 100);
        assertThat(used.status()).isEqualTo(409);
        assertThat(used.code()).isEqualTo("payment_ref_used");
        RawHttp.Answer applied = http.call("POST", "/v1/suspense/alipay/a-1/resolve", decision("apply"));
        assertThat(applied.status()).isEqualTo(404);
        assertThat(applied.code()).isEqualTo("order_not_found");
        assertThat(http.call("POST", "/v1/suspense/alipay/a-1/resolve", decision("refund"))
                        .json()
                        .path("refund_due")
                        .asLong())
                .isEqualTo(100);
        RawHttp.Answer refunded = refund(NOBODY, 100, "r-1");
        assertThat(refunded.code()).isEqualTo("refunded");
        assertThat(refunded.json().path("state").isNull()).isTrue();
    }

    @Test
    void shouldCreateAndPayInOneCommand() throws Exception {
        String body = paidOrder("o-1", "a-1", 100);
        RawHttp.Answer created = http.call("POST", "/v1/orders", body);
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        assertThat(created.code()).isEqualTo("created");
        assertThat(created.json().path("state").asString()).isEqualTo("FULFILLED");
        assertThat(created.json().path("units").size()).isEqualTo(1);
        RawHttp.Answer again = http.call("POST", "/v1/orders", body);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.code()).isEqualTo("exists");
        assertThat(again.json().path("units")).isEqualTo(created.json().path("units"));
        RawHttp.Answer used = http.call("POST", "/v1/orders", paidOrder("o-2", "a-1", 100));
        assertThat(used.status()).isEqualTo(409);
        assertThat(used.code()).isEqualTo("payment_ref_used");
        RawHttp.Answer wrong = http.call("POST", "/v1/orders", paidOrder("o-3", "a-3", 99));
        assertThat(wrong.status()).isEqualTo(200);
        assertThat(wrong.code()).isEqualTo("payment_amount_mismatch");
        RawHttp.Answer short0 = http.call(
                "POST", "/v1/orders", paidOrder("o-4", "a-4", 900).replace("\"quantity\":1", "\"quantity\":9"));
        assertThat(short0.status()).isEqualTo(409);
        assertThat(short0.code()).isEqualTo("insufficient_stock");
        assertThat(http.call("POST", "/v1/suspense/alipay/a-4/resolve", decision("refund"))
                        .code())
                .isEqualTo("payment_not_found");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'channel':'alipay'}|invalid_pay",
                "7|invalid_pay",
                "{'channel':'alipay','payment_ref':'r','amount':0,'currency':'CNY'}|invalid_amount",
                "{'channel':'','payment_ref':'r','amount':1,'currency':'CNY'}|invalid_channel",
                "{'channel':'a','payment_ref':'r','amount':1,'currency':'CNY','note':1}|unknown_field",
                "{'channel':'a','channel':'a','payment_ref':'r','amount':1,'currency':'CNY'}|malformed",
            })
    void shouldNameWhatIsWrongWithThePaymentInAnOrder(String pay, String code) throws Exception {
        String body =
                paidOrder("o-1", "a-1", 100).replaceFirst("\"pay\":\\{.*?\\}", "\"pay\":" + pay.replace('\'', '"'));
        RawHttp.Answer answer = http.call("POST", "/v1/orders", body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo(code);
    }

    @Test
    void shouldListInPages() throws Exception {
        for (int i = 1; i <= 5; i++) {
            assertThat(pay(NOBODY, "alipay", "a-" + i, i).status()).isEqualTo(202);
        }
        JsonNode first = http.call("GET", "/v1/suspense?limit=3", "").json();
        assertThat(first.path("items").size()).isEqualTo(3);
        JsonNode second = http.call(
                        "GET",
                        "/v1/suspense?limit=3&after=" + first.path("next").asLong(),
                        "")
                .json();
        assertThat(second.path("items").size()).isEqualTo(2);
        assertThat(second.path("items").get(0).path("payment_ref").asString()).isEqualTo("a-4");
        assertThat(second.path("next").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/orders/" + NOBODY + "/refunds|{'amount':1,'ref':'r','reason':'x'}|404|order_not_found",
                "/v1/orders/" + NOBODY + "/refunds|{'amount':0,'ref':'r'}|400|invalid_amount",
                "/v1/orders/" + NOBODY + "/refunds|{'amount':-1,'ref':'r'}|400|invalid_amount",
                "/v1/orders/" + NOBODY + "/refunds|{'amount':1}|400|invalid_ref",
                "/v1/orders/" + NOBODY + "/refunds|{'amount':1,'ref':''}|400|invalid_ref",
                "/v1/orders/" + NOBODY + "/refunds|{'amount':1,'ref':'r','currency':'x'}|400|invalid_currency",
                "/v1/orders/" + NOBODY + "/refunds|{'amount':1,'ref':'r','note':'x'}|400|unknown_field",
                "/v1/orders/12/refunds|{'amount':1,'ref':'r'}|400|invalid_order_id",
                "/v1/suspense/alipay/r/resolve|{'action':'apply','operator':'o','reason':'x'}|404|payment_not_found",
                "/v1/suspense/alipay/r/resolve|{'action':'keep','operator':'o','reason':'x'}|400|invalid_action",
                "/v1/suspense/alipay/r/resolve|{'action':'apply','reason':'x'}|400|invalid_operator",
                "/v1/suspense/alipay/r/resolve|{'action':'apply','operator':'o'}|400|invalid_reason",
                "/v1/suspense/alipay//resolve|{'action':'apply','operator':'o','reason':'x'}|400|invalid_payment_ref",
                "/v1/suspense/alipay/%zz/resolve|{'action':'apply','operator':'o','reason':'x'}|400|malformed",
                "/v1/suspense/alipay/resolve|{'action':'apply','operator':'o','reason':'x'}|404|not_found",
            })
    void shouldNameWhatIsWrong(String path, String body, int status, String code) throws Exception {
        RawHttp.Answer answer = http.call("POST", path, body.replace('\'', '"'));
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"limit=0", "limit=201", "limit=x", "after=-1", "after=x", "before=1"})
    void shouldRefuseAPageThatCannotBe(String query) throws Exception {
        assertThat(http.call("GET", "/v1/refunds_due?" + query, "").status()).isEqualTo(400);
        assertThat(http.call("GET", "/v1/suspense?" + query, "").status()).isEqualTo(400);
    }

    private String order(String key) throws IOException {
        String body =
                "{\"client_order_id\":\"" + key + "\",\"buyer\":\"ann\",\"lines\":[{\"sku\":\"game\",\"quantity\":1}]}";
        return http.call("POST", "/v1/orders", body).json().path("order_id").asString();
    }

    private RawHttp.Answer pay(String id, String channel, String ref, long amount) throws IOException {
        String body = "{\"channel\":\"" + channel + "\",\"payment_ref\":\"" + ref + "\",\"amount\":" + amount
                + ",\"currency\":\"CNY\"}";
        return http.call("POST", "/v1/orders/" + id + "/pay", body);
    }

    private RawHttp.Answer refund(String id, long amount, String ref) throws IOException {
        String body = "{\"amount\":" + amount + ",\"ref\":\"" + ref + "\",\"reason\":\"asked for\"}";
        return http.call("POST", "/v1/orders/" + id + "/refunds", body);
    }

    private static String paidOrder(String key, String ref, long amount) {
        return "{\"client_order_id\":\"" + key
                + "\",\"buyer\":\"ann\",\"pay\":{\"channel\":\"alipay\",\"payment_ref\":\""
                + ref + "\",\"amount\":" + amount
                + ",\"currency\":\"CNY\"},\"lines\":[{\"sku\":\"game\",\"quantity\":1}]}";
    }

    private static String decision(String action) {
        return "{\"action\":\"" + action + "\",\"operator\":\"olga\",\"reason\":\"agreed by phone\"}";
    }
}
