package io.faka.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.faka.gateway.auth.Scope;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@Timeout(60)
class HttpEventsTest extends NodeOverHttp {
    private static final String SKU = "{\"name\":\"n\",\"price\":100,\"currency\":\"CNY\"}";

    @BeforeEach
    void stock() throws Exception {
        assertThat(http.call("PUT", "/v1/skus/s", SKU).status()).isEqualTo(201);
        text("/v1/skus/s/units?lot=l", "SECRET-ONE\nSECRET-TWO\nSECRET-THREE");
    }

    @Test
    void shouldTellTheLifeOfAnOrderInOrderAndNeverACode() throws Exception {
        String id = place("o-1", 2).path("order_id").asString();
        assertThat(pay(id, "r-1", 200).path("state").asString()).isEqualTo("FULFILLED");

        RawHttp.Answer answer = http.call("GET", "/v1/events", "");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.text())
                .doesNotContain("SECRET")
                .doesNotContain("fingerprint")
                .doesNotContain("sealed");
        List<JsonNode> events = list(answer.json());
        assertThat(events)
                .extracting(event -> event.path("type").asString())
                .containsExactly("sku_put", "units_added", "order_created", "payment_recorded", "order_fulfilled");
        JsonNode added = events.get(1);
        assertThat(added.path("units").asInt()).isEqualTo(3);
        assertThat(added.path("lot").asString()).isEqualTo("l");
        JsonNode created = events.get(2);
        assertThat(created.path("order_id").asString()).isEqualTo(id);
        assertThat(created.path("client_order_id").asString()).isEqualTo("o-1");
        assertThat(created.path("state").asString()).isEqualTo("PENDING_PAYMENT");
        assertThat(created.path("currency").asString()).isEqualTo("CNY");
        assertThat(created.path("time").asString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(created.path("lines").get(0).path("sku").asString()).isEqualTo("s");
        assertThat(created.path("units")).hasSize(2);
        JsonNode paid = events.get(3);
        assertThat(paid.path("code").asString()).isEqualTo("paid");
        assertThat(paid.path("payment_ref").asString()).isEqualTo("r-1");
        assertThat(paid.path("index").asInt()).isZero();
        JsonNode fulfilled = events.get(4);
        assertThat(fulfilled.path("seq").asLong()).isEqualTo(paid.path("seq").asLong());
        assertThat(fulfilled.path("index").asInt()).isEqualTo(1);
        assertThat(answer.json().path("next").asLong())
                .isEqualTo(paid.path("seq").asLong());
    }

    @Test
    void shouldKeepTheEventsOfASequenceOnOnePageAndRepeatEveryPageToTheByte() throws Exception {
        for (int i = 0; i < 3; i++) {
            String id = place("o-" + i, 1).path("order_id").asString();
            assertThat(pay(id, "r-" + i, 100).path("state").asString()).isEqualTo("FULFILLED");
        }
        List<String> whole = new ArrayList<>();
        list(http.call("GET", "/v1/events?limit=1000", "").json()).forEach(event -> whole.add(event.toString()));
        assertThat(whole).hasSize(2 + 3 * 3);
        for (int limit = 1; limit <= 12; limit++) {
            List<String> joined = new ArrayList<>();
            long after = 0;
            while (true) {
                String target = "/v1/events?after=" + after + "&limit=" + limit;
                RawHttp.Answer page = http.call("GET", target, "");
                assertThat(http.call("GET", target, "").body()).isEqualTo(page.body());
                List<JsonNode> events = list(page.json());
                if (events.isEmpty()) {
                    assertThat(page.json().path("next").asLong()).isEqualTo(after);
                    break;
                }
                assertThat(events.get(0).path("index").asInt()).isZero();
                assertThat(events).hasSizeLessThanOrEqualTo(Math.max(limit, 2));
                events.forEach(event -> joined.add(event.toString()));
                after = page.json().path("next").asLong();
            }
            assertThat(joined).isEqualTo(whole);
        }
    }

    @Test
    void shouldNameWhatIsWrongWithARequest() throws Exception {
        refused("after=-1", 400, "invalid_after");
        refused("after=x", 400, "invalid_after");
        refused("after=", 400, "invalid_after");
        refused("after=9999999999999999999", 400, "invalid_after");
        refused("limit=0", 400, "invalid_limit");
        refused("limit=1001", 400, "invalid_limit");
        refused("before=1", 400, "unknown_field");
        refused("after=1&after=2", 400, "malformed");
        assertThat(http.call("POST", "/v1/events", "{}").status()).isEqualTo(405);
        RawHttp.Answer beyond = http.call("GET", "/v1/events?after=999999999999999999", "");
        assertThat(beyond.text()).isEqualTo("{\"events\":[],\"next\":999999999999999999}");
    }

    @Test
    void shouldAskForTheScopeRead(@TempDir Path other) throws Exception {
        String reader = "Authorization: Bearer "
                + node.apiKeys().create(Set.of(Scope.READ), false).key();
        String payer = "Authorization: Bearer "
                + node.apiKeys().create(Set.of(Scope.PAY), false).key();
        assertThat(http.call("GET", "/v1/events", "", reader).status()).isEqualTo(200);
        RawHttp.Answer refused = http.call("GET", "/v1/events", "", payer);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("forbidden");
        assertThat(http.call("GET", "/v1/events", "", "Authorization: Bearer nonsense")
                        .status())
                .isEqualTo(401);
        assertThat(other).exists();
    }

    @Test
    void shouldAnswerPipelinedPagesInOrder() throws Exception {
        String request = "GET /v1/events?limit=1&after=%d HTTP/1.1\r\nHost: localhost\r\n\r\n";
        http.send(request.formatted(0) + request.formatted(2) + "GET /v1/time HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(http.read().json().path("events").get(0).path("type").asString())
                .isEqualTo("sku_put");
        assertThat(http.read().json().path("events").get(0).path("type").asString())
                .isEqualTo("units_added");
        assertThat(http.read().json().has("epoch_ms")).isTrue();
        assertThat(node.gateway().feed().pagesServed()).isEqualTo(2);
    }

    private void refused(String query, int status, String code) throws Exception {
        RawHttp.Answer answer = http.call("GET", "/v1/events?" + query, "");
        assertThat(answer.status()).as(query).isEqualTo(status);
        assertThat(answer.code()).as(query).isEqualTo(code);
    }

    private JsonNode place(String clientId, int quantity) throws Exception {
        return http.call(
                        "POST",
                        "/v1/orders",
                        "{\"client_order_id\":\"" + clientId
                                + "\",\"buyer\":\"b\",\"lines\":[{\"sku\":\"s\",\"quantity\":" + quantity + "}]}")
                .json();
    }

    private JsonNode pay(String id, String ref, long amount) throws Exception {
        return http.call(
                        "POST",
                        "/v1/orders/" + id + "/pay",
                        "{\"channel\":\"alipay\",\"payment_ref\":\"" + ref + "\",\"amount\":" + amount
                                + ",\"currency\":\"CNY\"}")
                .json();
    }

    private void text(String target, String body) throws Exception {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        http.send("POST " + target + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: "
                + bytes.length + "\r\n\r\n" + body);
        assertThat(http.read().status()).isEqualTo(200);
    }

    private static List<JsonNode> list(JsonNode page) {
        List<JsonNode> events = new ArrayList<>();
        page.path("events").forEach(events::add);
        return events;
    }
}
