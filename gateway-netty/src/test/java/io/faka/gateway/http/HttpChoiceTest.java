package io.faka.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faka.client.ClientConfig;
import io.faka.client.Credentials;
import io.faka.client.FakaClient;
import io.faka.client.FakaException;
import io.faka.client.GetPublicUnits;
import io.faka.client.NewOrder;
import io.faka.client.PublicUnit;
import io.faka.client.PublicUnitsPage;
import io.faka.gateway.tcp.Lines;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Units that buyers choose by their label, over HTTP, on JSON lines and from the Java client. */
@Timeout(60)
class HttpChoiceTest extends NodeOverHttp {
    private static final String UNITS = "{\"lot\":\"pretty\",\"units\":["
            + "{\"code\":\"secret-1\",\"label\":\"138-8888-8888\",\"surcharge\":1000},"
            + "{\"code\":\"secret-2\",\"label\":\"139-0000-0000\"}]}";

    @BeforeEach
    void stock() throws Exception {
        http.call("PUT", "/v1/skus/sim", "{\"name\":\"Sim\",\"price\":100,\"currency\":\"CNY\"}");
        http.call("POST", "/v1/skus/sim/units", "{\"codes\":[\"plain\"]}");
        RawHttp.Answer imported = http.call("POST", "/v1/skus/sim/units", UNITS);
        assertThat(imported.status()).as(imported.text()).isEqualTo(200);
        assertThat(imported.json().path("imported").asLong()).isEqualTo(2);
    }

    /** Complaint 13: a buyer can't choose a number and pay for its being a good one. */
    @Test
    void shouldLetTheBuyerChooseANumber() throws Exception {
        RawHttp.Answer list = list("public=1");
        assertThat(list.status()).isEqualTo(200);
        assertThat(list.json().path("units").size()).isEqualTo(2);
        assertThat(list.json().at("/units/0/label").asString()).isEqualTo("138-8888-8888");
        assertThat(list.json().at("/units/0/surcharge").asLong()).isEqualTo(1000);
        assertThat(list.json().at("/units/0/unit_price").asLong()).isEqualTo(1100);
        assertThat(list.text()).doesNotContain("secret").doesNotContain("\"code\"");
        long unit = list.json().at("/units/0/unit_id").asLong();
        RawHttp.Answer order = order("o-1", 1, unit);
        assertThat(order.status()).as(order.text()).isEqualTo(201);
        assertThat(order.json().path("amount").asLong()).isEqualTo(1100);
        assertThat(order.json().at("/lines/0/unit_price").asLong()).isEqualTo(1100);
        RawHttp.Answer second = order("o-2", 1, unit);
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.code()).isEqualTo("unit_not_available");
        assertThat(list("public=1").json().path("units").size()).isEqualTo(1);
        String id = order.json().path("order_id").asString();
        RawHttp.Answer paid = http.call(
                "POST",
                "/v1/orders/" + id + "/pay",
                "{\"channel\":\"alipay\",\"payment_ref\":\"r\",\"amount\":1100,\"currency\":\"CNY\"}");
        assertThat(paid.json().at("/units/0/code").asString()).isEqualTo("secret-1");
        assertThat(paid.json().at("/units/0/unit_id").asLong()).isEqualTo(unit);
    }

    @Test
    void shouldListACanceledChoiceAgainAndSellItToNobodyElse() throws Exception {
        long unit = list("public=1").json().at("/units/1/unit_id").asLong();
        String id = order("o-1", 1, unit).json().path("order_id").asString();
        assertThat(list("public=1").json().path("units").size()).isEqualTo(1);
        http.call("POST", "/v1/orders/" + id + "/cancel", "");
        assertThat(list("public=1").json().path("units").size()).isEqualTo(2);
        RawHttp.Answer plain = order("o-2", 2, 0);
        assertThat(plain.code()).isEqualTo("insufficient_stock");
        assertThat(plain.json().path("available").asLong()).isEqualTo(1);
        assertThat(http.call("GET", "/v1/skus/sim", "").json().path("available").asLong())
                .isEqualTo(3);
        assertThat(http.call("GET", "/v1/skus/sim/offers", "")
                        .json()
                        .path("offers")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void shouldLetOneOfManyHaveTheNumber() throws Exception {
        long unit = list("public=1").json().at("/units/0/unit_id").asLong();
        List<Callable<String>> buyers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String key = "race-" + i;
            buyers.add(() -> {
                RawHttp own = new RawHttp(node.httpPort());
                RawHttp.Answer answer = own.call("POST", "/v1/orders", body(key, 1, unit));
                own.close();
                return answer.status() == 201 ? "has it" : answer.code();
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(buyers.size());
        List<String> answers = new ArrayList<>();
        for (Future<String> answer : threads.invokeAll(buyers)) {
            answers.add(answer.get());
        }
        threads.shutdown();
        assertThat(answers).containsOnlyOnce("has it");
        assertThat(answers.stream().filter("unit_not_available"::equals)).hasSize(7);
    }

    @Test
    void shouldPageTheList() throws Exception {
        RawHttp.Answer first = list("public=1&limit=1");
        long next = first.json().path("next").asLong();
        assertThat(first.json().path("units").size()).isEqualTo(1);
        RawHttp.Answer second = list("public=1&limit=1&after=" + next);
        assertThat(second.json().at("/units/0/label").asString()).isEqualTo("139-0000-0000");
        assertThat(second.json().path("next").isNull()).isTrue();
    }

    @Test
    void shouldRefuseWhatIsNoChoice() throws Exception {
        long unit = list("public=1").json().at("/units/0/unit_id").asLong();
        assertThat(order("o-1", 2, unit).code()).isEqualTo("invalid_unit_id");
        assertThat(order("o-2", 1, 999).code()).isEqualTo("unit_not_available");
        assertThat(order("o-3", 1, 1).code()).isEqualTo("unit_not_available");
        assertThat(order("o-4", 1, -1).code()).isEqualTo("invalid_unit_id");
        http.call("PUT", "/v1/skus/other", "{\"name\":\"Other\",\"price\":100,\"currency\":\"CNY\"}");
        RawHttp.Answer other = http.call(
                "POST",
                "/v1/orders",
                "{\"client_order_id\":\"o-5\",\"buyer\":\"b\",\"lines\":[{\"sku\":\"other\",\"quantity\":1,\"unit_id\":"
                        + unit + "}]}");
        assertThat(other.code()).isEqualTo("unit_of_another_sku");
        assertThat(list("").code()).isEqualTo("invalid_public");
        assertThat(list("public=0").code()).isEqualTo("invalid_public");
        assertThat(list("public=1&limit=201").code()).isEqualTo("invalid_limit");
        assertThat(http.call("GET", "/v1/skus/none/units?public=1", "").code()).isEqualTo("sku_not_found");
        assertThat(units("{\"units\":[{\"code\":\"x\"}]}").code()).isEqualTo("invalid_units");
        assertThat(units("{\"units\":[{\"code\":\"x\",\"label\":\"\"}]}").code())
                .isEqualTo("invalid_label");
        assertThat(units("{\"units\":[{\"code\":\"x\",\"label\":\"l\",\"surcharge\":-1}]}")
                        .code())
                .isEqualTo("invalid_surcharge");
        assertThat(units("{\"units\":[{\"code\":\"x\",\"label\":\"l\",\"price\":1}]}")
                        .code())
                .isEqualTo("unknown_field");
        assertThat(units("{\"units\":[{\"code\":\"x\",\"label\":\"l\"}],\"codes\":[\"y\"]}")
                        .code())
                .isEqualTo("invalid_units");
        assertThat(units("{\"units\":[{\"code\":\"x\",\"label\":\"l\"}],\"offer\":1}")
                        .code())
                .isEqualTo("invalid_offer");
    }

    @Test
    void shouldChooseOnJsonLines() throws Exception {
        try (Lines lines = new Lines(node.tcpPort())) {
            String added = lines.ask("{\"id\":1,\"op\":\"add_units\",\"sku\":\"sim\",\"lot\":\"l\",\"units\":"
                            + "[{\"code\":\"secret-3\",\"label\":\"q\",\"surcharge\":5}]}")
                    .toString();
            assertThat(added).contains("\"imported\":1");
            String page = lines.ask("{\"id\":2,\"op\":\"public_units\",\"sku\":\"sim\"}")
                    .toString();
            assertThat(page).contains("\"label\":\"q\",\"surcharge\":5,\"unit_price\":105");
            String order = lines.ask("{\"id\":3,\"op\":\"create_order\",\"client_order_id\":\"o\",\"buyer\":\"b\","
                            + "\"lines\":[{\"sku\":\"sim\",\"quantity\":1,\"unit_id\":4,\"max_unit_price\":104}]}")
                    .toString();
            assertThat(order).contains("\"code\":\"price_changed\"").contains("\"current\":105");
        }
    }

    @Test
    void shouldChooseFromTheJavaClient() {
        try (FakaClient client = FakaClient.connect(ClientConfig.of("127.0.0.1", node.tcpPort(), Credentials.none()))) {
            PublicUnitsPage page = client.call(new GetPublicUnits("sim", 0, 0));
            PublicUnit first = page.units().get(0);
            assertThat(first.label()).isEqualTo("138-8888-8888");
            assertThat(page.currency()).isEqualTo("CNY");
            NewOrder.Line line = new NewOrder.Line("sim", 1, -1, first.unitId());
            assertThat(client.call(NewOrder.of("o-1", "ann", List.of(line))).amount())
                    .isEqualTo(1100);
            assertThatThrownBy(() -> client.call(NewOrder.of("o-2", "bob", List.of(line))))
                    .isInstanceOfSatisfying(
                            FakaException.class, e -> assertThat(e.getMessage()).contains("UNIT_NOT_AVAILABLE"));
            NewOrder.Line two = new NewOrder.Line("sim", 2, -1, first.unitId());
            assertThatThrownBy(() -> client.call(NewOrder.of("o-3", "bob", List.of(two))))
                    .isInstanceOfSatisfying(
                            FakaException.class, e -> assertThat(e.getMessage()).contains("INVALID_FIELD"));
        }
    }

    private RawHttp.Answer list(String query) throws Exception {
        return http.call("GET", "/v1/skus/sim/units" + (query.isEmpty() ? "" : "?" + query), "");
    }

    private RawHttp.Answer units(String body) throws Exception {
        return http.call("POST", "/v1/skus/sim/units", body);
    }

    private RawHttp.Answer order(String key, int quantity, long unit) throws Exception {
        return http.call("POST", "/v1/orders", body(key, quantity, unit));
    }

    private static String body(String key, int quantity, long unit) {
        String chosen = unit == 0 ? "" : ",\"unit_id\":" + unit;
        return "{\"client_order_id\":\"" + key + "\",\"buyer\":\"b\",\"lines\":[{\"sku\":\"sim\",\"quantity\":"
                + quantity + chosen + "}]}";
    }
}
