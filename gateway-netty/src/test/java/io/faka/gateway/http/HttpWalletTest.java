package io.faka.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Prepaid money over HTTP. */
@Timeout(60)
class HttpWalletTest extends NodeOverHttp {
    @BeforeEach
    void stock() throws Exception {
        String sku = "{\"name\":\"Game\",\"price\":100,\"currency\":\"CNY\"}";
        assertThat(http.call("PUT", "/v1/skus/game", sku).status()).isEqualTo(201);
        String codes = "{\"codes\":[\"A\",\"B\",\"C\",\"D\"]}";
        assertThat(http.call("POST", "/v1/skus/game/units", codes).status()).isEqualTo(200);
    }

    @Test
    void shouldCreditHoldAndPayOutOncePerRef() throws Exception {
        assertThat(http.call("GET", "/v1/wallets/ann", "").code()).isEqualTo("wallet_not_found");
        RawHttp.Answer credit = change("ann", "credit", 250, "c-1");
        assertThat(credit.status()).isEqualTo(201);
        assertThat(credit.code()).isEqualTo("created");
        assertThat(credit.json().path("available").asLong()).isEqualTo(250);
        RawHttp.Answer again = change("ann", "credit", 250, "c-1");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.code()).isEqualTo("exists");
        assertThat(again.json().path("available").asLong()).isEqualTo(250);
        RawHttp.Answer other = change("ann", "credit", 251, "c-1");
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.code()).isEqualTo("exists_with_different_amount");
        assertThat(change("ann", "debit", 250, "c-1").code()).isEqualTo("exists_with_different_kind");
        RawHttp.Answer tooMuch = change("ann", "debit", 251, "d-1");
        assertThat(tooMuch.status()).isEqualTo(402);
        assertThat(tooMuch.code()).isEqualTo("insufficient_funds");
        assertThat(tooMuch.json().path("available").asLong()).isEqualTo(250);
        assertThat(change("ann", "hold", 60, "h-1").status()).isEqualTo(201);
        JsonNode balance = balance("ann");
        assertThat(balance.path("available").asLong()).isEqualTo(190);
        assertThat(balance.path("held").asLong()).isEqualTo(60);
        assertThat(http.call("POST", "/v1/wallets/ann/release", "{\"ref\":\"h-1\"}")
                        .code())
                .isEqualTo("created");
        assertThat(http.call("POST", "/v1/wallets/ann/release", "{\"ref\":\"nope\"}")
                        .status())
                .isEqualTo(404);
        assertThat(change("ann", "debit", 50, "d-1").status()).isEqualTo(201);
        assertThat(balance("ann").path("available").asLong()).isEqualTo(200);
    }

    @Test
    void shouldPayOrdersFromTheBuyersWalletOrAnother() throws Exception {
        assertThat(change("ann", "credit", 150, "c-1").status()).isEqualTo(201);
        assertThat(change("agent%2Fsite", "credit", 100, "c-1").status()).isEqualTo(201);
        String first = order("o-1", "");
        RawHttp.Answer paid = pay(first, "p-1", "");
        assertThat(paid.status()).isEqualTo(200);
        assertThat(paid.code()).isEqualTo("paid");
        assertThat(paid.json().path("units").get(0).path("code").asString()).isEqualTo("A");
        assertThat(pay(first, "p-1", "").json().path("units"))
                .isEqualTo(paid.json().path("units"));
        RawHttp.Answer second = pay(first, "p-2", "");
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.code()).isEqualTo("already_paid");
        String next = order("o-2", "");
        RawHttp.Answer poor = pay(next, "p-3", "");
        assertThat(poor.status()).isEqualTo(402);
        assertThat(poor.json().path("available").asLong()).isEqualTo(50);
        assertThat(pay(next, "p-3", ",\"account\":\"agent/site\"").code()).isEqualTo("paid");
        assertThat(balance("agent%2Fsite").path("available").asLong()).isZero();
        assertThat(balance("ann").path("available").asLong()).isEqualTo(50);
        RawHttp.Answer refund = http.call(
                "POST", "/v1/orders/" + next + "/refunds", "{\"amount\":40,\"ref\":\"r-1\",\"reason\":\"late\"}");
        assertThat(refund.code()).isEqualTo("refunded");
        assertThat(balance("agent%2Fsite").path("available").asLong()).isEqualTo(40);
        assertThat(http.call("GET", "/v1/refunds_due", "").json().path("items").size())
                .isZero();
    }

    @Test
    void shouldRefuseAnOrderWhosePaymentTheWalletDoesNotHold() throws Exception {
        assertThat(change("agent", "credit", 100, "c-1").status()).isEqualTo(201);
        String pay = ",\"pay\":{\"channel\":\"wallet\",\"payment_ref\":\"p-1\",\"amount\":100,\"currency\":\"CNY\"";
        RawHttp.Answer poor = http.call("POST", "/v1/orders", body("o-1", pay + "}"));
        assertThat(poor.status()).isEqualTo(402);
        assertThat(http.call("GET", "/v1/orders?client_order_id=o-1", "").status())
                .isEqualTo(404);
        RawHttp.Answer bought = http.call("POST", "/v1/orders", body("o-1", pay + ",\"account\":\"agent\"}"));
        assertThat(bought.status()).isEqualTo(201);
        assertThat(bought.json().path("state").asString()).isEqualTo("FULFILLED");
        RawHttp.Answer again = http.call("POST", "/v1/orders", body("o-1", pay + ",\"account\":\"agent\"}"));
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().path("units")).isEqualTo(bought.json().path("units"));
        assertThat(balance("agent").path("available").asLong()).isZero();
    }

    @Test
    void shouldShowTheStatementPageByPage() throws Exception {
        assertThat(change("ann", "credit", 250, "c-1").status()).isEqualTo(201);
        assertThat(change("ann", "hold", 100, "p-1").status()).isEqualTo(201);
        String id = order("o-1", "");
        assertThat(pay(id, "p-1", "").code()).isEqualTo("paid");
        JsonNode page =
                http.call("GET", "/v1/wallets/ann/statement?limit=3", "").json();
        assertThat(page.path("entries").size()).isEqualTo(3);
        assertThat(page.path("entries").get(0).path("kind").asString()).isEqualTo("credit");
        assertThat(page.path("entries").get(0).path("order_id").isNull()).isTrue();
        assertThat(page.path("entries").get(0).path("time").asString()).endsWith("Z");
        assertThat(page.path("entries").get(2).path("kind").asString()).isEqualTo("release");
        long next = page.path("next").asLong();
        JsonNode rest =
                http.call("GET", "/v1/wallets/ann/statement?after=" + next, "").json();
        assertThat(rest.path("next").isNull()).isTrue();
        JsonNode entry = rest.path("entries").get(0);
        assertThat(entry.path("kind").asString()).isEqualTo("payment");
        assertThat(entry.path("order_id").asString()).isEqualTo(id);
        assertThat(entry.path("ref").asString()).isEqualTo("p-1");
        assertThat(entry.path("available").asLong()).isEqualTo(150);
        assertThat(entry.path("seq").asLong())
                .isEqualTo(page.path("entries").get(2).path("seq").asLong());
        assertThat(http.call("GET", "/v1/wallets/ann/statement?after=9999", "").code())
                .isEqualTo("invalid_field");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ann/credit  | {"amount":0,"currency":"CNY","ref":"r"}       | invalid_amount
                    ann/credit  | {"amount":-1,"currency":"CNY","ref":"r"}      | invalid_amount
                    ann/credit  | {"amount":1.5,"currency":"CNY","ref":"r"}     | invalid_amount
                    ann/credit  | {"amount":1,"currency":"yen","ref":"r"}       | invalid_currency
                    ann/credit  | {"amount":1,"ref":"r"}                        | invalid_currency
                    ann/debit   | {"amount":1,"currency":"CNY"}                 | invalid_ref
                    ann/debit   | {"amount":1,"currency":"CNY","ref":""}        | invalid_ref
                    ann/hold    | {"amount":1,"currency":"CNY","ref":"r","x":1} | unknown_field
                    ann/release | {"amount":1,"ref":"r"}                        | unknown_field
                    """)
    void shouldNameWhatIsWrong(String path, String body, String code) throws Exception {
        RawHttp.Answer answer = http.call("POST", "/v1/wallets/" + path, body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo(code);
    }

    @Test
    void shouldTakeAnAccountForTheChannelWalletOnly() throws Exception {
        String id = order("o-1", "");
        String pay =
                "{\"channel\":\"alipay\",\"payment_ref\":\"p\",\"amount\":100,\"currency\":\"CNY\",\"account\":\"a\"}";
        assertThat(http.call("POST", "/v1/orders/" + id + "/pay", pay).code()).isEqualTo("invalid_account");
        assertThat(http.call("POST", "/v1/orders", body("o-2", ",\"pay\":" + pay))
                        .code())
                .isEqualTo("invalid_account");
    }

    private RawHttp.Answer change(String account, String verb, long amount, String ref) throws IOException {
        return http.call(
                "POST",
                "/v1/wallets/" + account + "/" + verb,
                "{\"amount\":" + amount + ",\"currency\":\"CNY\",\"ref\":\"" + ref + "\"}");
    }

    private JsonNode balance(String account) throws IOException {
        return http.call("GET", "/v1/wallets/" + account, "")
                .json()
                .path("balances")
                .get(0);
    }

    private String order(String key, String more) throws IOException {
        return http.call("POST", "/v1/orders", body(key, more))
                .json()
                .path("order_id")
                .asString();
    }

    private static String body(String key, String more) {
        return "{\"client_order_id\":\"" + key + "\",\"buyer\":\"ann\",\"lines\":[{\"sku\":\"game\",\"quantity\":1}]"
                + more + "}";
    }

    private RawHttp.Answer pay(String id, String ref, String more) throws IOException {
        return http.call(
                "POST",
                "/v1/orders/" + id + "/pay",
                "{\"channel\":\"wallet\",\"payment_ref\":\"" + ref + "\",\"amount\":100,\"currency\":\"CNY\"" + more
                        + "}");
    }
}
