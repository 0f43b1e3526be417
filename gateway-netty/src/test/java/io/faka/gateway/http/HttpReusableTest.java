package io.faka.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faka.client.ClientConfig;
import io.faka.client.Credentials;
import io.faka.client.FakaClient;
import io.faka.client.FakaException;
import io.faka.client.GetSku;
import io.faka.client.ImportCodes;
import io.faka.client.NewOrder;
import io.faka.client.OrderResult;
import io.faka.client.PayOrder;
import io.faka.client.PutSku;
import io.faka.client.SkuResult;
import io.faka.codec.reply.ResultCode;
import io.faka.gateway.tcp.Lines;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** One text sold many times, over HTTP, JSON lines and from the Java client. */
@Timeout(60)
class HttpReusableTest extends NodeOverHttp {
    private static final String LOOP =
            "{\"name\":\"Loop\",\"price\":100,\"currency\":\"CNY\",\"delivery\":\"reusable\"";

    @Test
    void shouldSellOneTextUntilItsCapIsReached() throws Exception {
        assertThat(put(3).status()).isEqualTo(201);
        assertThat(sku().path("available").asInt()).isZero();
        RawHttp.Answer text = text("  the text / 兑换码  \n\n");
        assertThat(text.status()).as(text.text()).isEqualTo(200);
        assertThat(text.json().path("imported").asInt()).isEqualTo(1);
        JsonNode sku = sku();
        assertThat(sku.path("delivery").asString()).isEqualTo("reusable");
        assertThat(sku.path("sale_cap").asInt()).isEqualTo(3);
        assertThat(sku.path("available").asInt()).isEqualTo(3);

        RawHttp.Answer paid = pay(create("o-1", 2), "r-1", 200);
        assertThat(paid.json().path("state").asString()).as(paid.text()).isEqualTo("FULFILLED");
        assertThat(codes(paid)).containsExactly("the text / 兑换码", "the text / 兑换码");
        assertThat(codes(pay(create("o-2", 1), "r-2", 100))).containsExactly("the text / 兑换码");
        RawHttp.Answer fourth = order("o-3", 1);
        assertThat(fourth.code()).isEqualTo("insufficient_stock");
        assertThat(sku().path("sold").asInt()).isEqualTo(3);

        RawHttp.Answer low = put(2);
        assertThat(low.status()).isEqualTo(409);
        assertThat(low.code()).isEqualTo("sale_cap_below_used");
        assertThat(low.json().path("used").asInt()).isEqualTo(3);
        RawHttp.Answer raised = http.call("PATCH", "/v1/skus/loop", "{\"sale_cap\":5}");
        assertThat(raised.status()).as(raised.text()).isEqualTo(200);
        assertThat(raised.json().path("available").asInt()).isEqualTo(2);
        assertThat(http.call("PATCH", "/v1/skus/loop", "{\"price\":90}")
                        .json()
                        .path("sale_cap")
                        .asInt())
                .isEqualTo(5);
    }

    @Test
    void shouldReplaceTheTextForWhatIsDeliveredFromThenOn() throws Exception {
        put(5);
        assertThat(units("{\"codes\":[\"first\"],\"lot\":\"t-1\"}").status()).isEqualTo(200);
        String before = create("o-1", 1);
        assertThat(codes(pay(before, "r-1", 100))).containsExactly("first");
        RawHttp.Answer second = units("{\"codes\":[\"second\"],\"lot\":\"t-2\"}");
        assertThat(second.json().path("imported").asInt()).isEqualTo(1);
        assertThat(second.json().path("lot").asString())
                .as("the lot of the uses")
                .isEqualTo("t-1");
        assertThat(text("first").json().path("duplicates").asInt()).isEqualTo(1);
        assertThat(codes(pay(create("o-2", 1), "r-2", 100))).containsExactly("second");
        RawHttp.Answer shown = http.call("GET", "/v1/orders/" + before, "");
        assertThat(codes(shown)).containsExactly("first");
        long unit = shown.json().path("units").get(0).path("unit_id").asLong();
        RawHttp.Answer replaced =
                http.call("POST", "/v1/orders/" + before + "/units/" + unit + "/replace", "{\"reason\":\"dead\"}");
        assertThat(codes(replaced)).as(replaced.text()).containsExactly("second");
        assertThat(sku().path("available").asInt()).isEqualTo(2);
    }

    @Test
    void shouldTellEveryUseAndNoText() throws Exception {
        put(5);
        text("hunter2-secret");
        String order = create("o-1", 2);
        assertThat(codes(pay(order, "r-1", 200))).hasSize(2);
        String all = http.call("GET", "/v1/events?after=0&limit=1000", "").text();
        assertThat(all).contains("text_put", "text_used", "\"sale_cap\":5").doesNotContain("hunter2");
        JsonNode events = http.call("GET", "/v1/trace/unit/2", "").json();
        assertThat(events.toString())
                .contains("units_counted", "order_created", "text_used", "\"buyer\":\"ann\"", "\"first_use\":1");
        assertThat(http.call("GET", "/v1/trace/order/" + order, "").text()).contains("text_used");
        assertThat(node.recorded("hunter2")).isFalse();
    }

    @Test
    void shouldRefuseByNameWhatATextCannotBe() throws Exception {
        assertThat(http.call("PUT", "/v1/skus/loop", LOOP + "}").code()).isEqualTo("invalid_sale_cap");
        for (String cap : List.of("0", "10000001", "-1", "\"3\"")) {
            assertThat(http.call("PUT", "/v1/skus/loop", LOOP + ",\"sale_cap\":" + cap + "}")
                            .code())
                    .as(cap)
                    .isEqualTo("invalid_sale_cap");
        }
        assertThat(http.call(
                                "PUT",
                                "/v1/skus/plain",
                                "{\"name\":\"P\",\"price\":1,\"currency\":\"CNY\",\"sale_cap\":5}")
                        .code())
                .isEqualTo("invalid_sale_cap");
        put(5);
        RawHttp.Answer two = text("one\ntwo\n");
        assertThat(two.status()).isEqualTo(422);
        assertThat(two.code()).isEqualTo("one_text_only");
        assertThat(units("{\"codes\":[\"a\",\"b\"]}").code()).isEqualTo("one_text_only");
        assertThat(units("{\"codes\":[\"a\"],\"expires_at\":\"2999-01-01T00:00:00.000Z\"}")
                        .code())
                .isEqualTo("invalid_field");
        assertThat(units("{\"codes\":[\"a\"],\"offer\":77}").code()).isEqualTo("invalid_field");
        assertThat(units("{\"count\":5}").code()).isEqualTo("delivery_mismatch");
        assertThat(sku().path("available").asInt()).isZero();
        assertThat(units("{\"codes\":[\"a\"]}").status()).isEqualTo(200);
        assertThat(http.call("PUT", "/v1/skus/loop", "{\"name\":\"P\",\"price\":1,\"currency\":\"CNY\"}")
                        .code())
                .isEqualTo("delivery_mismatch");
    }

    /** A file of codes goes out in many commands; the last has one code alone, which is no text all the same. */
    @Test
    void shouldNotTakeTheLastLineOfAFileOfCodesForAText() throws Exception {
        put(5);
        String line = "x".repeat(1_000);
        for (int count = 30; count < 60; count++) {
            StringBuilder file = new StringBuilder();
            for (int i = 0; i < count; i++) {
                file.append(line).append(i).append('\n');
            }
            assertThat(text(file.toString()).code()).isEqualTo("one_text_only");
        }
        assertThat(sku().path("available").asInt()).isZero();
        try (Lines lines = new Lines(node.tcpPort())) {
            for (int count = 40; count < 60; count++) {
                StringBuilder codes = new StringBuilder();
                for (int i = 0; i < count; i++) {
                    codes.append(i == 0 ? "\"" : ",\"").append(line).append(i).append('"');
                }
                JsonNode answer =
                        lines.ask("{\"id\":1,\"op\":\"add_units\",\"sku\":\"loop\",\"codes\":[" + codes + "]}");
                assertThat(answer.path("code").asString()).isEqualTo("one_text_only");
            }
        }
        assertThat(sku().path("available").asInt()).isZero();
    }

    @Test
    void shouldServeJsonLines() throws Exception {
        try (Lines lines = new Lines(node.tcpPort())) {
            JsonNode put = lines.ask("{\"id\":1,\"op\":\"put_sku\",\"sku\":\"loop\",\"name\":\"L\",\"price\":10,"
                    + "\"currency\":\"CNY\",\"delivery\":\"reusable\",\"sale_cap\":2}");
            assertThat(put.path("code").asString()).as(put.toString()).isEqualTo("created");
            JsonNode added = lines.ask("{\"id\":2,\"op\":\"add_units\",\"sku\":\"loop\",\"codes\":[\"shared\"]}");
            assertThat(added.path("imported").asInt()).as(added.toString()).isEqualTo(1);
            JsonNode order =
                    lines.ask("{\"id\":3,\"op\":\"create_order\",\"client_order_id\":\"l-1\",\"buyer\":\"ann\","
                            + "\"lines\":[{\"sku\":\"loop\",\"quantity\":2}]}");
            String id = order.path("order").path("order_id").asString();
            JsonNode paid = lines.ask("{\"id\":4,\"op\":\"pay\",\"order_id\":\"" + id
                    + "\",\"channel\":\"alipay\",\"payment_ref\":\"l-r\",\"amount\":20,\"currency\":\"CNY\"}");
            assertThat(paid.toString()).contains("\"code\":\"shared\"");
            JsonNode sku = lines.ask("{\"id\":5,\"op\":\"get_sku\",\"sku\":\"loop\"}");
            assertThat(sku.path("sku").path("sale_cap").asInt())
                    .as(sku.toString())
                    .isEqualTo(2);
        }
    }

    @Test
    void shouldServeTheJavaClient() throws Exception {
        try (FakaClient client = FakaClient.connect(ClientConfig.of("127.0.0.1", node.tcpPort(), Credentials.none()))) {
            SkuResult put = client.call(PutSku.of("loop", "Loop", 100, "CNY").reusable(2));
            assertThat(put.saleCap()).isEqualTo(2);
            assertThat(client.call(ImportCodes.of("loop", "t-1", List.of("shared")))
                            .imported())
                    .isEqualTo(1);
            OrderResult order = client.call(NewOrder.of("c-1", "ann", "loop", 2));
            OrderResult paid = client.call(new PayOrder(order.orderId(), "alipay", "c-r", 200, "CNY"));
            assertThat(paid.units().stream().map(OrderResult.Unit::code)).containsExactly("shared", "shared");
            assertThat(client.call(new GetSku("loop")).sold()).isEqualTo(2);
            assertThatThrownBy(() ->
                            client.call(PutSku.of("loop", "Loop", 100, "CNY").reusable(1)))
                    .isInstanceOfSatisfying(
                            FakaException.class, e -> assertThat(e.code()).isEqualTo(ResultCode.SALE_CAP_BELOW_USED));
            assertThatThrownBy(() ->
                            client.call(PutSku.of("loop", "Loop", 100, "CNY").reusable(10_000_001)))
                    .isInstanceOfSatisfying(
                            FakaException.class, e -> assertThat(e.code()).isEqualTo(ResultCode.INVALID_FIELD));
        }
    }

    private RawHttp.Answer put(long cap) throws Exception {
        return http.call("PUT", "/v1/skus/loop", LOOP + ",\"sale_cap\":" + cap + "}");
    }

    private RawHttp.Answer text(String body) throws Exception {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head =
                "POST /v1/skus/loop/units HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: ";
        return http.send(head + bytes.length + "\r\n\r\n").send(bytes).read();
    }

    private RawHttp.Answer units(String body) throws Exception {
        return http.call("POST", "/v1/skus/loop/units", body);
    }

    private JsonNode sku() throws Exception {
        return http.call("GET", "/v1/skus/loop", "").json();
    }

    private RawHttp.Answer order(String key, int quantity) throws Exception {
        return http.call(
                "POST",
                "/v1/orders",
                "{\"client_order_id\":\"" + key + "\",\"buyer\":\"ann\",\"lines\":[{\"sku\":\"loop\",\"quantity\":"
                        + quantity + "}]}");
    }

    private String create(String key, int quantity) throws Exception {
        RawHttp.Answer answer = order(key, quantity);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().path("order_id").asString();
    }

    private RawHttp.Answer pay(String order, String ref, long amount) throws Exception {
        return http.call(
                "POST",
                "/v1/orders/" + order + "/pay",
                "{\"channel\":\"alipay\",\"payment_ref\":\"" + ref + "\",\"amount\":" + amount
                        + ",\"currency\":\"CNY\"}");
    }

    private static List<String> codes(RawHttp.Answer answer) {
        return answer.json()
                .path("units")
                .valueStream()
                .map(unit -> unit.path("code").asString())
                .toList();
    }
}
