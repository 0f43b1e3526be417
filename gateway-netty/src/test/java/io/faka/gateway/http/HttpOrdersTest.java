package io.faka.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.faka.engine.port.StorageLevel;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

@Timeout(60)
class HttpOrdersTest extends NodeOverHttp {
    private static final String SKU =
            "{\"name\":\"Steam 50\",\"price\":4500,\"currency\":\"CNY\",\"hold_ttl_ms\":600000}";

    @BeforeEach
    void stock() throws Exception {
        assertThat(http.call("PUT", "/v1/skus/steam-50", SKU).status()).isEqualTo(201);
    }

    @Test
    void shouldSellFromImportToCode() throws Exception {
        RawHttp.Answer imported = text("/v1/skus/steam-50/units?lot=first", "AAAA\r\n\n  BBBB\t\nAAAA\nCCCC");
        assertThat(imported.status()).isEqualTo(200);
        assertThat(imported.text())
                .isEqualTo(
                        "{\"lot\":\"first\",\"imported\":3,\"duplicates\":1,\"rejected\":0,\"blank\":1,\"errors\":[]}");

        RawHttp.Answer created = http.call("POST", "/v1/orders", order("o-1", 2));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        assertThat(created.code()).isEqualTo("created");
        assertThat(created.json().path("state").asString()).isEqualTo("PENDING_PAYMENT");
        assertThat(created.json().path("amount").asLong()).isEqualTo(9000);
        assertThat(created.json().path("expires_at").asString())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(created.json().has("units")).isFalse();
        assertThat(created.header("X-Server-Time")).endsWith("Z");
        String id = created.json().path("order_id").asString();
        assertThat(id).matches("[0-9a-f]{32}");
        assertThat(created.header("Location")).isEqualTo("/v1/orders/" + id);

        RawHttp.Answer paid = pay(id, "r1", 9000);
        assertThat(paid.status()).as(paid.text()).isEqualTo(200);
        assertThat(paid.code()).isEqualTo("paid");
        assertThat(paid.header("Cache-Control")).isEqualTo("no-store");
        assertThat(codes(paid.json())).containsExactlyInAnyOrder("AAAA", "BBBB");
        assertThat(pay(id, "r1", 9000).code()).isEqualTo("exists");
        assertThat(codes(pay(id, "r1", 9000).json())).isEqualTo(codes(paid.json()));

        RawHttp.Answer got = http.call("GET", "/v1/orders/" + id, "");
        assertThat(got.json().path("state").asString()).isEqualTo("FULFILLED");
        assertThat(http.call("GET", "/v1/orders?client_order_id=o%2D1", "").body())
                .isEqualTo(got.body());
        RawHttp.Answer sku = http.call("GET", "/v1/skus/steam-50", "");
        assertThat(sku.json().path("sold").asLong()).isEqualTo(2);
        assertThat(sku.json().path("available").asLong()).isEqualTo(1);
    }

    @Test
    void shouldAnswerRetriesTheSameAndNameWhatDiffers() throws Exception {
        text("/v1/skus/steam-50/units", "A\nB\nC");
        RawHttp.Answer first = http.call("POST", "/v1/orders", order("o-1", 1));
        RawHttp.Answer again = http.call("POST", "/v1/orders", order("o-1", 1));
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.code()).isEqualTo("exists");
        assertThat(again.json().path("order_id")).isEqualTo(first.json().path("order_id"));

        RawHttp.Answer other = http.call("POST", "/v1/orders", order("o-1", 2));
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.code()).isEqualTo("exists_with_different_quantity");
        RawHttp.Answer byHeader = http.call(
                "POST",
                "/v1/orders",
                order("o-1", 1).replace("\"client_order_id\":\"o-1\",", ""),
                "Idempotency-Key: o-1");
        assertThat(byHeader.json().path("order_id")).isEqualTo(first.json().path("order_id"));
        assertThat(http.call("POST", "/v1/orders", order("o-1", 1), "Idempotency-Key: o-2")
                        .code())
                .isEqualTo("invalid_idempotency_key");

        RawHttp.Answer refused = http.call("POST", "/v1/orders", order("o-9", 9));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("insufficient_stock");
        assertThat(refused.json().path("available").asLong()).isEqualTo(2);
        assertThat(http.call("POST", "/v1/orders", order("o-9", 9)).body()).isEqualTo(refused.body());
    }

    @Test
    void shouldCancelAndRefuseWhatCannotBe() throws Exception {
        text("/v1/skus/steam-50/units", "A\nB");
        String id = http.call("POST", "/v1/orders", order("o-1", 2))
                .json()
                .path("order_id")
                .asString();
        RawHttp.Answer canceled = http.call("POST", "/v1/orders/" + id + "/cancel", "");
        assertThat(canceled.status()).as(canceled.text()).isEqualTo(200);
        assertThat(canceled.json().path("state").asString()).isEqualTo("CANCELED");
        assertThat(http.call("POST", "/v1/orders/" + id + "/cancel", "{\"why\":1}")
                        .code())
                .isEqualTo("unknown_field");
        assertThat(http.call("POST", "/v1/orders/" + "0".repeat(32) + "/cancel", "{}")
                        .code())
                .isEqualTo("order_not_found");
        RawHttp.Answer unknown = pay("f".repeat(32), "r", 1);
        assertThat(unknown.status()).isEqualTo(202);
        assertThat(unknown.code()).isEqualTo("payment_in_suspense");
        assertThat(unknown.header("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void shouldAnswerPipelinedRequestsInOrderWhateverTheyWaitFor() throws Exception {
        text("/v1/skus/steam-50/units", "x\n".concat(lines("c", 200)));
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            String body = order("p-" + i, 1);
            all.append("POST /v1/orders HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + body.length() + "\r\n\r\n"
                    + body);
            all.append("GET /v1/nothing HTTP/1.1\r\nHost: localhost\r\n\r\n");
            all.append("GET /v1/skus/steam-50 HTTP/1.1\r\nHost: localhost\r\n\r\n");
            all.append(
                    "POST /v1/orders HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n");
        }
        http.send(all.toString());
        for (int i = 0; i < 100; i++) {
            assertThat(http.read().json().path("client_order_id").asString()).isEqualTo("p-" + i);
            assertThat(http.read().status()).isEqualTo(404);
            // A read behind an order sees it.
            assertThat(http.read().json().path("reserved").asLong()).isGreaterThanOrEqualTo(i + 1L);
            assertThat(http.read().code()).isEqualTo("invalid_client_order_id");
        }
    }

    @Test
    void shouldReadRequestsSplitAnywhere() throws Exception {
        text("/v1/skus/steam-50/units", lines("c", 400));
        String body = order("NUMBER", 1);
        for (int split = 1; split < 147; split++) {
            String id = String.format("%06d", split);
            String request = "POST /v1/orders HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + body.length()
                    + "\r\n\r\n" + body.replace("NUMBER", id);
            http.send(request.substring(0, split));
            http.send(request.substring(split));
            assertThat(http.read().json().path("client_order_id").asString()).isEqualTo(id);
        }
    }

    @Test
    void shouldStreamALargeOrderWhole() throws Exception {
        int units = 2_000;
        text("/v1/skus/steam-50/units", lines("code-of-some-length-", units));
        String id = http.call("POST", "/v1/orders", order("big", units))
                .json()
                .path("order_id")
                .asString();

        String pay = "{\"channel\":\"c\",\"payment_ref\":\"r\",\"amount\":" + 4500L * units + ",\"currency\":\"CNY\"}";
        http.send("POST /v1/orders/" + id + "/pay HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + pay.length()
                + "\r\n\r\n" + pay + "GET /v1/time HTTP/1.1\r\nHost: localhost\r\n\r\n");
        RawHttp.Answer paid = http.read();
        assertThat(paid.header("Transfer-Encoding")).isEqualTo("chunked");
        assertThat(codes(paid.json())).hasSize(units).allMatch(code -> code.startsWith("code-of-some-length-"));
        assertThat(http.read().json().has("epoch_ms")).isTrue();

        // The second answer's first page is there before the first answer's last.
        String get = "GET /v1/orders/" + id + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        http.send(get + get + "GET /v1/orders?client_order_id=big HTTP/1.1\r\nHost: localhost\r\n\r\n");
        for (int i = 0; i < 3; i++) {
            assertThat(codes(http.read().json())).isEqualTo(codes(paid.json()));
        }
        assertThat(http.call("HEAD", "/v1/orders/" + id, "").status()).isEqualTo(200);
        http.send("GET /v1/orders/" + id + " HTTP/1.0\r\nHost: localhost\r\n\r\n");
        RawHttp.Answer old = http.read();
        assertThat(old.header("Transfer-Encoding")).isNull();
        byte[] rest = http.socket().getInputStream().readAllBytes();
        assertThat(rest.length).isNotNegative();
    }

    @Test
    void shouldAnswerUnchangedSkuWith304() throws Exception {
        RawHttp.Answer first = http.call("GET", "/v1/skus/steam-50", "");
        String tag = first.header("ETag");
        assertThat(tag).matches("\"\\d+-1\"");
        assertThat(first.header("Cache-Control")).contains("max-age=1");
        RawHttp.Answer same = http.call("GET", "/v1/skus/steam-50", "", "If-None-Match: \"x\", W/" + tag);
        assertThat(same.status()).isEqualTo(304);
        assertThat(same.header("ETag")).isEqualTo(tag);
        assertThat(same.body()).isEmpty();

        text("/v1/skus/steam-50/units", "A");

        RawHttp.Answer changed = http.call("GET", "/v1/skus/steam-50", "", "If-None-Match: " + tag);
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.header("ETag")).isNotEqualTo(tag);
        RawHttp.Answer head = http.call("HEAD", "/v1/skus/steam-50", "");
        assertThat(Integer.parseInt(head.header("Content-Length"))).isEqualTo(changed.body().length);
    }

    @Test
    void shouldPageThroughSkus() throws Exception {
        for (int i = 0; i < 25; i++) {
            http.call("PUT", String.format("/v1/skus/p-%02d", i), SKU);
        }
        Set<String> seen = new HashSet<>();
        String target = "/v1/skus?limit=10";
        int pages = 0;
        while (target != null) {
            RawHttp.Answer page = http.call("GET", target, "");
            page.json().path("skus").forEach(sku -> seen.add(sku.path("sku").asString()));
            String link = page.header("Link");
            assertThat(page.json().path("next").isNull()).isEqualTo(link == null);
            target = link == null ? null : link.substring(1, link.indexOf('>'));
            pages++;
        }
        assertThat(pages).isEqualTo(3);
        assertThat(seen).hasSize(26);
    }

    @Test
    void shouldPutAndPatchDefinitions() throws Exception {
        assertThat(http.call("PUT", "/v1/skus/steam-50", SKU.replace("4500", "4600"))
                        .status())
                .isEqualTo(200);
        RawHttp.Answer patched = http.call("PATCH", "/v1/skus/steam-50", "{\"max_per_order\":3,\"state\":\"paused\"}");
        assertThat(patched.json().path("price").asLong()).isEqualTo(4600);
        assertThat(patched.json().path("max_per_order").asLong()).isEqualTo(3);
        assertThat(patched.json().path("state").asString()).isEqualTo("paused");
        assertThat(http.call("PATCH", "/v1/skus/none", "{}").code()).isEqualTo("sku_not_found");
        assertThat(http.call("POST", "/v1/orders", order("o", 1)).code()).isEqualTo("sku_inactive");
    }

    @Test
    void shouldRefuseNewOrdersWhenTheDiskIsLow() throws Exception {
        text("/v1/skus/steam-50/units", "A\nB");
        String id = http.call("POST", "/v1/orders", order("o-1", 1))
                .json()
                .path("order_id")
                .asString();
        node.storageLevel(StorageLevel.LOW);
        RawHttp.Answer refused = http.call("POST", "/v1/orders", order("o-2", 1));
        assertThat(refused.status()).isEqualTo(507);
        assertThat(refused.code()).isEqualTo("storage_full");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isPositive();
        assertThat(text("/v1/skus/steam-50/units", "C").status()).isEqualTo(507);
        assertThat(pay(id, "r", 4500).code()).isEqualTo("paid");
    }

    @Test
    void shouldTellMethodsAndDescribeItself() throws Exception {
        RawHttp.Answer options = http.call("OPTIONS", "/v1/skus/x", "");
        assertThat(options.status()).isEqualTo(204);
        assertThat(options.header("Allow")).isEqualTo("GET, HEAD, PUT, PATCH, OPTIONS");
        assertThat(http.call("DELETE", "/v1/orders", "").header("Allow")).isEqualTo("POST, GET, HEAD, OPTIONS");
        RawHttp.Answer description = http.call("GET", "/openapi.yaml", "", "Accept: application/yaml");
        assertThat(description.text()).startsWith("openapi: 3.1");
        for (Resource resource : Resource.values()) {
            assertThat(description.text()).contains(resource.template() + ":\n");
        }
    }

    @Test
    void shouldAskForTheBodyOnlyWhereItWillBeRead() throws Exception {
        String body = order("e-1", 1);
        http.send("POST /v1/orders HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: "
                + body.length() + "\r\n\r\n");
        assertThat(http.read().status()).isEqualTo(100);
        http.send(body);
        assertThat(http.read().code()).isEqualTo("insufficient_stock");
        http.send("POST /v1/nothing HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
        assertThat(http.read().status()).isEqualTo(404);
        assertThat(http.isEnded()).isTrue();
    }

    @Test
    void shouldEndWhenAskedTo() throws Exception {
        http.send(
                "GET /v1/time HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\nGET /v1/time HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(http.read().header("Connection")).isEqualTo("close");
        assertThat(http.isEnded()).isTrue();
    }

    private RawHttp.Answer pay(String id, String ref, long amount) throws Exception {
        return http.call(
                "POST",
                "/v1/orders/" + id + "/pay",
                "{\"channel\":\"alipay\",\"payment_ref\":\"" + ref + "\",\"amount\":" + amount
                        + ",\"currency\":\"CNY\"}");
    }

    private RawHttp.Answer text(String target, String body) throws Exception {
        http.send("POST " + target + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n");
        http.send(body.getBytes(StandardCharsets.UTF_8));
        return http.read();
    }

    private static Set<String> codes(JsonNode order) {
        Set<String> codes = new HashSet<>();
        order.path("units").forEach(unit -> codes.add(unit.path("code").asString()));
        return codes;
    }

    private static String lines(String prefix, int count) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            lines.append(prefix).append(i).append('\n');
        }
        return lines.toString();
    }

    private static String order(String id, int quantity) {
        return "{\"client_order_id\":\"" + id + "\",\"buyer\":\"b\",\"lines\":[{\"sku\":\"steam-50\",\"quantity\":"
                + quantity + "}]}";
    }
}
