package io.faka.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faka.client.ClientConfig;
import io.faka.client.CountUnits;
import io.faka.client.Credentials;
import io.faka.client.FakaClient;
import io.faka.client.FakaException;
import io.faka.client.FulfillOrder;
import io.faka.client.GetOrder;
import io.faka.client.ImportCodes;
import io.faka.client.NewOrder;
import io.faka.client.OrderResult;
import io.faka.client.PayOrder;
import io.faka.client.PutSku;
import io.faka.codec.reply.OrderState;
import io.faka.codec.reply.ResultCode;
import io.faka.gateway.tcp.Lines;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Counted stock and what operators deliver, over HTTP, JSON lines and from the Java client. */
@Timeout(60)
class HttpManualDeliveryTest extends NodeOverHttp {
    @BeforeEach
    void stock() throws Exception {
        RawHttp.Answer put = http.call(
                "PUT",
                "/v1/skus/gold",
                "{\"name\":\"Gold\",\"price\":100,\"currency\":\"CNY\",\"delivery\":\"manual\"}");
        assertThat(put.status()).as(put.text()).isEqualTo(201);
        assertThat(http.call("PUT", "/v1/skus/game", "{\"name\":\"Game\",\"price\":50,\"currency\":\"CNY\"}")
                        .status())
                .isEqualTo(201);
        assertThat(units("game", "{\"codes\":[\"AAA\",\"BBB\"]}").status()).isEqualTo(200);
        RawHttp.Answer counted = units("gold", "{\"count\":5,\"lot\":\"lot-1\"}");
        assertThat(counted.text())
                .isEqualTo(
                        "{\"lot\":\"lot-1\",\"imported\":5,\"duplicates\":0,\"rejected\":0,\"blank\":0,\"errors\":[]}");
    }

    @Test
    void shouldDeliverPartByPartWhatAnOperatorSends() throws Exception {
        String order = create("o-1", "{\"sku\":\"gold\",\"quantity\":3}");
        RawHttp.Answer early = fulfill(order, "[\"x\"]");
        assertThat(early.code()).isEqualTo("order_not_paid");
        assertThat(early.status()).isEqualTo(409);
        RawHttp.Answer paid = pay(order, "r-1", 300);
        assertThat(paid.code()).isEqualTo("paid");
        assertThat(paid.json().path("state").asString()).isEqualTo("PAID");
        assertThat(paid.json().has("units")).isFalse();
        assertThat(paid.json().path("lines").get(0).path("delivery").asString()).isEqualTo("manual");
        assertThat(sku("gold").path("allocated").asInt()).isEqualTo(3);

        RawHttp.Answer part = fulfill(order, "[\"account one / 密码\"]");
        assertThat(part.status()).as(part.text()).isEqualTo(200);
        assertThat(part.code()).isEqualTo("delivered");
        assertThat(part.json().path("state").asString()).isEqualTo("FULFILLING");
        assertThat(codes(part)).containsExactly("account one / 密码");
        assertThat(fulfill(order, "[\"account one / 密码\"]").code()).isEqualTo("exists");

        RawHttp.Answer whole = fulfill(order, "[\"account one / 密码\",\"account two\",\"account two\"]");
        assertThat(whole.json().path("state").asString()).as(whole.text()).isEqualTo("FULFILLED");
        assertThat(codes(whole)).containsExactly("account one / 密码", "account two", "account two");
        assertThat(codes(http.call("GET", "/v1/orders/" + order, ""))).hasSize(3);
        assertThat(codes(pay(order, "r-1", 300))).hasSize(3);
        JsonNode sku = sku("gold");
        assertThat(sku.path("allocated").asInt()).isZero();
        assertThat(sku.path("sold").asInt()).isEqualTo(3);
        assertThat(sku.path("delivery").asString()).isEqualTo("manual");
    }

    @Test
    void shouldDeliverTheCodesOfAMixedOrderAtOnce() throws Exception {
        String order = create("o-1", "{\"sku\":\"game\",\"quantity\":1},{\"sku\":\"gold\",\"quantity\":1}");
        RawHttp.Answer paid = pay(order, "r-1", 150);
        assertThat(paid.json().path("state").asString()).as(paid.text()).isEqualTo("FULFILLING");
        assertThat(codes(paid)).containsExactly("AAA");
        assertThat(codes(fulfill(order, "[\"by hand\"]"))).containsExactly("AAA", "by hand");
    }

    @Test
    void shouldKeepContentsSealedEverywhereButInTheDelivery() throws Exception {
        String order = create("o-1", "{\"sku\":\"gold\",\"quantity\":1}");
        pay(order, "r-1", 100);
        assertThat(fulfill(order, "[\"hunter2-secret\"]").code()).isEqualTo("delivered");
        assertThat(http.call("GET", "/v1/events?after=0&limit=1000", "").text())
                .contains("units_delivered", "order_allocated", "units_counted")
                .doesNotContain("hunter2");
        assertThat(http.call("GET", "/v1/trace/order/" + order, "").text())
                .contains("fulfill_order", "units_delivered")
                .doesNotContain("hunter2");
        assertThat(http.call("GET", "/v1/trace/unit/3", "").text()).contains("units_counted", "units_delivered");
        assertThat(node.recorded("hunter2")).isFalse();
    }

    @Test
    void shouldPutUnitsBackOnSaleWhoseMoneyWentBack() throws Exception {
        String order = create("o-1", "{\"sku\":\"gold\",\"quantity\":3}");
        pay(order, "r-1", 300);
        fulfill(order, "[\"one\"]");
        RawHttp.Answer refund = http.call(
                "POST", "/v1/orders/" + order + "/refunds", "{\"amount\":200,\"ref\":\"b-1\",\"reason\":\"late\"}");
        assertThat(refund.status()).as(refund.text()).isEqualTo(200);
        JsonNode sku = sku("gold");
        assertThat(sku.path("available").asInt()).isEqualTo(4);
        assertThat(sku.path("allocated").asInt()).isZero();
        assertThat(sku.path("sold").asInt()).isEqualTo(1);
        JsonNode shown = http.call("GET", "/v1/orders/" + order, "").json();
        assertThat(shown.path("state").asString()).isEqualTo("PARTIALLY_FULFILLED");
        assertThat(shown.path("amount").asInt()).isEqualTo(100);
    }

    @Test
    void shouldRefuseByNameAndChangeNothing() throws Exception {
        String order = create("o-1", "{\"sku\":\"gold\",\"quantity\":2}");
        pay(order, "r-1", 200);
        fulfill(order, "[\"one\"]");
        RawHttp.Answer other = fulfill(order, "[\"other\"]");
        assertThat(other.code()).isEqualTo("exists_with_different_content");
        assertThat(other.json().path("index").asInt()).isZero();
        RawHttp.Answer many = fulfill(order, "[\"one\",\"two\",\"three\"]");
        assertThat(many.code()).isEqualTo("content_exceeds_units");
        assertThat(many.json().path("units").asInt()).isEqualTo(2);
        String plain = create("o-2", "{\"sku\":\"game\",\"quantity\":1}");
        pay(plain, "r-2", 50);
        assertThat(fulfill(plain, "[\"x\"]").code()).isEqualTo("no_manual_lines");
        assertThat(fulfill("0".repeat(32), "[\"x\"]").code()).isEqualTo("order_not_found");
        for (String bad : List.of("[]", "[1]", "\"x\"", "[\"\"]", "[\"" + "x".repeat(4097) + "\"]")) {
            RawHttp.Answer refused = fulfill(order, bad);
            assertThat(refused.code()).as(refused.text()).isEqualTo("invalid_content");
            assertThat(refused.status()).isEqualTo(400);
        }
        assertThat(http.call("POST", "/v1/orders/" + order + "/fulfill", "{\"contents\":[\"x\"]}")
                        .code())
                .isEqualTo("unknown_field");
        assertThat(sku("gold").path("allocated").asInt()).isEqualTo(1);
    }

    @Test
    void shouldRefuseStockOfTheOtherKind() throws Exception {
        assertThat(units("gold", "{\"codes\":[\"AAA\"]}").code()).isEqualTo("delivery_mismatch");
        assertThat(units("game", "{\"count\":3}").code()).isEqualTo("delivery_mismatch");
        assertThat(units("gold", "{\"count\":0}").code()).isEqualTo("invalid_count");
        assertThat(units("gold", "{\"count\":1,\"codes\":[\"A\"]}").code()).isEqualTo("invalid_count");
        assertThat(units("gold", "{\"count\":1000001}").code()).isEqualTo("invalid_count");
        assertThat(units("none", "{\"count\":1}").code()).isEqualTo("sku_not_found");
        assertThat(units("gold", "{\"count\":6,\"lot\":\"lot-1\"}").code()).isEqualTo("exists_with_different_quantity");
        RawHttp.Answer again = units("gold", "{\"count\":5,\"lot\":\"lot-1\"}");
        assertThat(again.json().path("duplicates").asInt()).isEqualTo(5);
        RawHttp.Answer changed =
                http.call("PUT", "/v1/skus/gold", "{\"name\":\"Gold\",\"price\":100,\"currency\":\"CNY\"}");
        assertThat(changed.code()).isEqualTo("delivery_mismatch");
        assertThat(http.call("PATCH", "/v1/skus/gold", "{\"price\":110}").status())
                .isEqualTo(200);
        assertThat(sku("gold").path("available").asInt()).isEqualTo(5);
        assertThat(http.call(
                                "PUT",
                                "/v1/skus/loop",
                                "{\"name\":\"L\",\"price\":1,\"currency\":\"CNY\",\"delivery\":\"reusable\"}")
                        .code())
                .isEqualTo("invalid_sale_cap");
    }

    @Test
    void shouldServeJsonLines() throws Exception {
        try (Lines lines = new Lines(node.tcpPort())) {
            JsonNode put = lines.ask("{\"id\":1,\"op\":\"put_sku\",\"sku\":\"hand\",\"name\":\"H\",\"price\":10,"
                    + "\"currency\":\"CNY\",\"delivery\":\"manual\"}");
            assertThat(put.path("code").asString()).as(put.toString()).isEqualTo("created");
            JsonNode counted = lines.ask("{\"id\":2,\"op\":\"add_units\",\"sku\":\"hand\",\"count\":2}");
            assertThat(counted.toString()).contains("\"imported\":2");
            JsonNode order =
                    lines.ask("{\"id\":3,\"op\":\"create_order\",\"client_order_id\":\"o-9\",\"buyer\":\"zoe\","
                            + "\"lines\":[{\"sku\":\"hand\",\"quantity\":1}]}");
            String id = order.path("order").path("order_id").asString();
            String fulfill = "{\"id\":4,\"op\":\"fulfill\",\"order_id\":\"" + id + "\",\"content\":[\"by line\"]}";
            assertThat(lines.ask(fulfill).path("code").asString()).isEqualTo("order_not_paid");
            JsonNode paid = lines.ask("{\"id\":5,\"op\":\"pay\",\"order_id\":\"" + id + "\",\"channel\":\"alipay\","
                    + "\"payment_ref\":\"l-1\",\"amount\":10,\"currency\":\"CNY\"}");
            assertThat(paid.path("order").path("state").asString())
                    .as(paid.toString())
                    .isEqualTo("PAID");
            JsonNode delivered = lines.ask(fulfill);
            assertThat(delivered.path("code").asString())
                    .as(delivered.toString())
                    .isEqualTo("delivered");
            assertThat(delivered.path("order").path("units").get(0).path("code").asString())
                    .isEqualTo("by line");
            assertThat(lines.ask(fulfill).path("code").asString()).isEqualTo("exists");
        }
    }

    @Test
    void shouldServeTheJavaClient() {
        try (FakaClient client = FakaClient.connect(ClientConfig.of("127.0.0.1", node.tcpPort(), Credentials.none()))) {
            client.call(PutSku.of("hand", "By hand", 10, "CNY").deliveredManually());
            assertThat(client.call(CountUnits.of("hand", "lot-h", 3)).imported())
                    .isEqualTo(3);
            assertThat(client.call(CountUnits.of("hand", "lot-h", 3)).duplicates())
                    .isEqualTo(3);
            OrderResult order = client.call(NewOrder.of("o-1", "zoe", "hand", 2));
            order = client.call(new PayOrder(order.orderId(), "alipay", "ref-1", 20, "CNY"));
            assertThat(order.state()).isEqualTo(OrderState.PAID);
            OrderResult part = client.call(FulfillOrder.of(order.orderId(), List.of("one")));
            assertThat(part.code()).isEqualTo(ResultCode.DELIVERED);
            assertThat(part.state()).isEqualTo(OrderState.FULFILLING);
            OrderResult rest = client.call(new FulfillOrder(order.orderId(), 1, List.of("two")));
            assertThat(rest.units()).extracting(OrderResult.Unit::code).containsExactly("one", "two");
            assertThat(client.call(FulfillOrder.of(order.orderId(), List.of("one", "two")))
                            .code())
                    .isEqualTo(ResultCode.EXISTS);
            assertThat(client.call(new GetOrder(order.orderId())).units()).hasSize(2);
            OrderResult fulfilled = order;
            refused(client, FulfillOrder.of(fulfilled.orderId(), List.of("other")), "EXISTS_WITH_DIFFERENT_CONTENT");
            refused(client, FulfillOrder.of(fulfilled.orderId(), List.of("")), "content 0 must be 1-4096 bytes");
            refused(client, CountUnits.of("hand", "lot-i", 0), "quantity must be 1 to 1000000");
            refused(client, CountUnits.of("hand", "", 1), "lot must be 1-64 bytes");
            refused(client, ImportCodes.of("hand", "lot-j", List.of("A")), "DELIVERY_MISMATCH");
        }
    }

    private static void refused(FakaClient client, io.faka.client.Request<?> request, String why) {
        assertThatThrownBy(() -> client.call(request))
                .isInstanceOfSatisfying(
                        FakaException.class, e -> assertThat(e.getMessage()).contains(why));
    }

    private RawHttp.Answer units(String sku, String body) throws Exception {
        return http.call("POST", "/v1/skus/" + sku + "/units", body);
    }

    private String create(String client, String lines) throws Exception {
        String body = "{\"client_order_id\":\"" + client + "\",\"buyer\":\"zoe\",\"lines\":[" + lines + "]}";
        RawHttp.Answer created = http.call("POST", "/v1/orders", body);
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        return created.json().path("order_id").asString();
    }

    private RawHttp.Answer pay(String order, String ref, int amount) throws Exception {
        return http.call(
                "POST",
                "/v1/orders/" + order + "/pay",
                "{\"channel\":\"alipay\",\"payment_ref\":\"" + ref + "\",\"amount\":" + amount
                        + ",\"currency\":\"CNY\"}");
    }

    private RawHttp.Answer fulfill(String order, String content) throws Exception {
        return http.call("POST", "/v1/orders/" + order + "/fulfill", "{\"content\":" + content + "}");
    }

    private JsonNode sku(String name) throws Exception {
        return http.call("GET", "/v1/skus/" + name, "").json();
    }

    private static List<String> codes(RawHttp.Answer order) {
        return order.json()
                .path("units")
                .valueStream()
                .map(unit -> unit.path("code").asString())
                .toList();
    }
}
