package io.faka.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.faka.engine.pipeline.PipelineConfig;
import io.faka.engine.port.AckMode;
import io.faka.gateway.TestNode;
import io.faka.gateway.auth.NewKey;
import io.faka.gateway.auth.RequestSigner;
import io.faka.gateway.auth.Scope;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpAuthTest extends NodeOverHttp {
    private static final String SKU = "{\"name\":\"S\",\"price\":1,\"currency\":\"CNY\"}";

    private int nonces;

    @Override
    TestNode open(Path directory) {
        return new TestNode(
                directory, TestNode.config().withLoopbackWithoutKey(false), PipelineConfig.defaults(AckMode.ASYNC));
    }

    @Test
    void shouldAskForAKeyEverywhereButForTheTime() throws Exception {
        RawHttp.Answer refused = http.call("GET", "/v1/skus", "");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.code()).isEqualTo("unauthenticated");
        assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(http.call("POST", "/v1/orders", "{}").status()).isEqualTo(401);
        assertThat(http.call("GET", "/v1/time", "").status()).isEqualTo(200);
        assertThat(http.call("GET", "/openapi.yaml", "").status()).isEqualTo(200);
    }

    @Test
    void shouldTurnAwayAKeyThatAsksTooOftenAndCountNoPayments() throws Exception {
        NewKey key = node.apiKeys().create(EnumSet.allOf(Scope.class), false, 1);
        String bearer = "Authorization: Bearer " + key.key();
        List<RawHttp.Answer> refused = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            RawHttp.Answer answer = http.call("GET", "/v1/skus", "", bearer);
            assertThat(answer.status()).isIn(i == 0 ? List.of(200) : List.of(200, 429));
            if (answer.status() == 429) {
                refused.add(answer);
            }
        }
        assertThat(refused).isNotEmpty();
        assertThat(refused.get(0).code()).isEqualTo("rate_limited");
        assertThat(refused.get(0).header("Retry-After")).isEqualTo("1");
        for (int i = 0; i < 20; i++) {
            String pay = "{\"channel\":\"c\",\"payment_ref\":\"" + i + "\",\"amount\":1,\"currency\":\"CNY\"}";
            assertThat(http.call("POST", "/v1/orders/" + "0".repeat(32) + "/pay", pay, bearer)
                            .status())
                    .isEqualTo(202);
            String credit = "{\"amount\":1,\"currency\":\"CNY\",\"ref\":\"" + i + "\"}";
            assertThat(http.call("POST", "/v1/wallets/ann/credit", credit, bearer)
                            .status())
                    .isEqualTo(201);
            assertThat(http.call("POST", "/v1/orders/" + "0".repeat(32) + "/extend", "{\"ttl_ms\":1000}", bearer)
                            .status())
                    .isEqualTo(404);
        }
        assertThat(node.apiKeys()
                        .bearer(key.key().getBytes(StandardCharsets.US_ASCII))
                        .principal()
                        .rate()
                        .refused())
                .isEqualTo(refused.size());
    }

    @Test
    void shouldHoldEveryKeyToItsScopes() throws Exception {
        List<String> allowed = new ArrayList<>();
        for (Scope scope : Scope.values()) {
            String key = bearer(EnumSet.of(scope));
            for (String[] call : new String[][] {
                {"GET", "/v1/skus", ""},
                {"GET", "/v1/skus/s", ""},
                {"GET", "/v1/orders/" + "0".repeat(32), ""},
                {"POST", "/v1/orders", "{}"},
                {"POST", "/v1/orders/" + "0".repeat(32) + "/cancel", "{}"},
                {"POST", "/v1/orders/" + "0".repeat(32) + "/pay", "{}"},
                {"POST", "/v1/orders/" + "0".repeat(32) + "/refunds", "{}"},
                {"GET", "/v1/refunds_due", ""},
                {"GET", "/v1/suspense", ""},
                {"POST", "/v1/suspense/c/r/resolve", "{}"},
                {"GET", "/v1/wallets/w", ""},
                {"GET", "/v1/wallets/w/statement", ""},
                {"POST", "/v1/wallets/w/credit", "{}"},
                {"POST", "/v1/wallets/w/debit", "{}"},
                {"POST", "/v1/wallets/w/hold", "{}"},
                {"POST", "/v1/wallets/w/release", "{}"},
                {"PUT", "/v1/skus/s", "{}"},
                {"PATCH", "/v1/skus/s", "{}"},
                {"POST", "/v1/skus/s/units", "{}"}
            }) {
                RawHttp.Answer answer = http.call(call[0], call[1], call[2], key);
                if (answer.status() != 403) {
                    allowed.add(scope.text() + " " + call[0] + " " + call[1].replaceAll("0{32}", "ID"));
                }
            }
        }
        assertThat(allowed)
                .containsExactly(
                        "read GET /v1/skus",
                        "read GET /v1/skus/s",
                        "read GET /v1/orders/ID",
                        "read GET /v1/refunds_due",
                        "read GET /v1/suspense",
                        "read GET /v1/wallets/w",
                        "read GET /v1/wallets/w/statement",
                        "order POST /v1/orders",
                        "order POST /v1/orders/ID/cancel",
                        "pay POST /v1/orders/ID/pay",
                        "pay POST /v1/orders/ID/refunds",
                        "pay POST /v1/wallets/w/hold",
                        "pay POST /v1/wallets/w/release",
                        "admin POST /v1/suspense/c/r/resolve",
                        "admin POST /v1/wallets/w/credit",
                        "admin POST /v1/wallets/w/debit",
                        "admin PUT /v1/skus/s",
                        "admin PATCH /v1/skus/s",
                        "admin POST /v1/skus/s/units");
    }

    @Test
    void shouldAskForTheScopePayWhereAnOrderIsPaidWithTheSameRequest() throws Exception {
        String order = "{\"client_order_id\":\"o\",\"buyer\":\"b\",\"lines\":[{\"sku\":\"s\",\"quantity\":1}],"
                + "\"pay\":{\"channel\":\"a\",\"payment_ref\":\"r\",\"amount\":1,\"currency\":\"CNY\"}}";
        RawHttp.Answer refused = http.call("POST", "/v1/orders", order, bearer(EnumSet.of(Scope.ORDER)));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("forbidden");
        String both = bearer(EnumSet.of(Scope.ORDER, Scope.PAY));
        assertThat(http.call("POST", "/v1/orders", order, both).code()).isEqualTo("sku_not_found");
    }

    @Test
    void shouldForgetARevokedKeyOnAnOpenConnection() throws Exception {
        NewKey key = node.apiKeys().create(EnumSet.of(Scope.READ), false);
        String header = "Authorization: Bearer " + key.key();
        assertThat(http.call("GET", "/v1/skus", "", header).status()).isEqualTo(200);
        assertThat(http.call("GET", "/v1/skus", "", header + "x").status()).isEqualTo(401);
        assertThat(http.call("GET", "/v1/skus", "", header).status()).isEqualTo(200);
        assertThat(node.apiKeys().revoke(key.keyId())).isTrue();
        assertThat(http.call("GET", "/v1/skus", "", header).status()).isEqualTo(401);
    }

    @Test
    void shouldTakeSignedRequestsOnce() throws Exception {
        NewKey key = node.apiKeys().create(EnumSet.allOf(Scope.class), true);
        long now = System.currentTimeMillis() / 1000;
        String[] signed = sign(key, "PUT", "/v1/skus/s", SKU, now);

        assertThat(http.call("PUT", "/v1/skus/s", SKU.replace("1", "2"), signed).code())
                .isEqualTo("signature_invalid");
        assertThat(http.call("PUT", "/v1/skus/t", SKU, signed).code()).isEqualTo("signature_invalid");
        assertThat(http.call("PUT", "/v1/skus/s", SKU, signed).status()).isEqualTo(201);
        assertThat(http.call("PUT", "/v1/skus/s", SKU, signed).code()).isEqualTo("nonce_replayed");
        assertThat(http.call("GET", "/v1/skus?limit=5", "", sign(key, "GET", "/v1/skus?limit=5", "", now))
                        .status())
                .isEqualTo(200);
        assertThat(http.call("GET", "/v1/skus?limit=6", "", sign(key, "GET", "/v1/skus?limit=5", "", now))
                        .code())
                .isEqualTo("signature_invalid");
        assertThat(http.call("GET", "/v1/skus", "", "Authorization: Bearer " + key.secret())
                        .code())
                .isEqualTo("unauthenticated");
    }

    @Test
    void shouldNameTheSkewOfAStaleTimestamp() throws Exception {
        NewKey key = node.apiKeys().create(EnumSet.of(Scope.READ), true);
        long now = System.currentTimeMillis() / 1000;
        RawHttp.Answer stale = http.call("GET", "/v1/skus", "", sign(key, "GET", "/v1/skus", "", now - 400));
        assertThat(stale.status()).isEqualTo(401);
        assertThat(stale.code()).isEqualTo("timestamp_expired");
        assertThat(stale.json().path("skew_seconds").asInt()).isBetween(-410, -400);
    }

    @Test
    void shouldVerifyASignedImportBeforeTakingAnyOfIt() throws Exception {
        NewKey key = node.apiKeys().create(EnumSet.of(Scope.ADMIN, Scope.READ), true);
        long now = System.currentTimeMillis() / 1000;
        assertThat(http.call("PUT", "/v1/skus/s", SKU, sign(key, "PUT", "/v1/skus/s", SKU, now))
                        .status())
                .isEqualTo(201);
        String codes = "code\n".repeat(30_000) + "last";
        String[] signed = sign(key, "POST", "/v1/skus/s/units", codes, now);

        assertThat(importText(codes.replace("last", "lost"), signed).code()).isEqualTo("signature_invalid");
        assertThat(importText(codes, signed).json().path("imported").asInt()).isEqualTo(2);
    }

    private RawHttp.Answer importText(String codes, String... headers) throws Exception {
        http.send("POST /v1/skus/s/units HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: "
                + codes.length() + "\r\n" + String.join("\r\n", headers) + "\r\n\r\n");
        return http.send(codes).read();
    }

    private String bearer(EnumSet<Scope> scopes) {
        return "Authorization: Bearer " + node.apiKeys().create(scopes, false).key();
    }

    private String[] sign(NewKey key, String method, String target, String body, long seconds) {
        String nonce = "nonce-" + nonces++;
        String signature = new RequestSigner(key.secret())
                .sign(method, target, seconds, nonce, body.getBytes(StandardCharsets.UTF_8));
        return new String[] {
            "Faka-Key: " + key.keyId(),
            "Faka-Timestamp: " + seconds,
            "Faka-Nonce: " + nonce,
            "Faka-Signature: " + signature
        };
    }
}
