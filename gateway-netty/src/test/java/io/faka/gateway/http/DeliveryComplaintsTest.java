package io.faka.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** What users of today's shops complain of about stock and delivery, each by name. */
@Timeout(60)
class DeliveryComplaintsTest extends NodeOverHttp {
    private static final String UNITS = "/v1/skus/game/units";

    @BeforeEach
    void stock() throws Exception {
        http.call("PUT", "/v1/skus/game", "{\"name\":\"Game\",\"price\":1,\"currency\":\"CNY\"}");
    }

    @Test
    void shouldImportThousandsOfCodesInOneCall() throws Exception {
        JsonNode imported = text(numbered("code-", 5_000)).json();
        assertThat(imported.path("imported").asInt()).isEqualTo(5_000);
        assertThat(imported.path("rejected").asInt()).isZero();
        assertThat(sku("available")).isEqualTo(5_000);
    }

    @Test
    void shouldImportNoCodeTwiceInWhateverStateTheFirstIs() throws Exception {
        JsonNode first = text("sold\nquarantined\nvoid\nsold\nfree").json();
        assertThat(first.path("imported").asInt()).isEqualTo(4);
        assertThat(first.path("duplicates").asInt()).isEqualTo(1);
        assertThat(buy("o-1", 1)).containsExactly("sold");
        http.call("POST", "/v1/skus/game/quarantine", "{\"code\":\"quarantined\"}");
        String lot = first.path("lot").asString();
        http.call("POST", "/v1/lots/" + lot + "/void", "");
        JsonNode again = text("sold\nquarantined\nvoid\nfree\nnew").json();
        assertThat(again.path("imported").asInt()).isEqualTo(1);
        assertThat(again.path("duplicates").asInt()).isEqualTo(4);
    }

    @Test
    void shouldKeepNoCodeInClearAnywhere() throws Exception {
        String secret = "SECRET-IN-CLEAR-";
        text(secret + "1\n" + secret + "2\n" + secret + "3");
        http.call("POST", "/v1/skus/game/quarantine", "{\"code\":\"" + secret + "3\",\"reason\":\"looks odd\"}");
        http.call("POST", "/v1/skus/game/release", "{\"code\":\"" + secret + "3\"}");
        assertThat(buy("o-1", 1)).containsExactly(secret + "3");
        String id = http.call("GET", "/v1/orders?client_order_id=o-1", "")
                .json()
                .path("order_id")
                .asString();
        RawHttp.Answer replaced = http.call("POST", "/v1/orders/" + id + "/units/3/replace", "{\"reason\":\"bad\"}");
        assertThat(replaced.json().path("units").get(0).path("code").asString()).isEqualTo(secret + "1");
        http.call("POST", "/v1/orders/" + id + "/units/1/return", "{\"reason\":\"bad too\"}");

        assertThat(node.recorded("looks odd"))
                .as("the search finds what is there")
                .isTrue();
        assertThat(node.recorded(secret)).isFalse();
        assertThat(http.call("GET", "/v1/events?after=0", "").text()).doesNotContain(secret);
        assertThat(http.call("GET", "/v1/trace/unit/3", "").text())
                .contains("unit_replaced")
                .doesNotContain(secret);
    }

    @Test
    void shouldSellEveryUnitOnceAndNoneTooManyUnderARush() throws Exception {
        int stock = 300;
        text(numbered("unit-", stock));
        int buyers = 8;
        ExecutorService threads = Executors.newFixedThreadPool(buyers);
        try {
            List<Callable<List<String>>> rush = IntStream.range(0, buyers)
                    .<Callable<List<String>>>mapToObj(buyer -> () -> buyAllOneByOne(buyer))
                    .toList();
            List<String> sold = new ArrayList<>();
            for (var bought : threads.invokeAll(rush)) {
                sold.addAll(bought.get());
            }
            Set<String> different = new HashSet<>(sold);
            assertThat(sold).as("none too many, none left").hasSize(stock);
            assertThat(different).as("none twice").hasSize(stock);
            assertThat(sku("available")).isZero();
            assertThat(sku("sold")).isEqualTo(stock);
        } finally {
            threads.shutdownNow();
        }
    }

    private List<String> buyAllOneByOne(int buyer) throws Exception {
        List<String> bought = new ArrayList<>();
        try (RawHttp own = new RawHttp(node.httpPort())) {
            for (int i = 0; ; i++) {
                RawHttp.Answer answer = own.call("POST", "/v1/orders", order("b-" + buyer + "-" + i, 1));
                if (answer.status() != 201) {
                    assertThat(answer.code()).isEqualTo("insufficient_stock");
                    return bought;
                }
                answer.json()
                        .path("units")
                        .forEach(unit -> bought.add(unit.path("code").asString()));
            }
        }
    }

    private List<String> buy(String client, int quantity) throws Exception {
        List<String> codes = new ArrayList<>();
        http.call("POST", "/v1/orders", order(client, quantity))
                .json()
                .path("units")
                .forEach(unit -> codes.add(unit.path("code").asString()));
        return codes;
    }

    private long sku(String quantity) throws Exception {
        return http.call("GET", "/v1/skus/game", "").json().path(quantity).asLong();
    }

    private static String order(String client, int quantity) {
        return "{\"client_order_id\":\"" + client + "\",\"buyer\":\"b\",\"lines\":[{\"sku\":\"game\",\"quantity\":"
                + quantity + "}],\"pay\":{\"channel\":\"c\",\"payment_ref\":\"" + client + "\",\"amount\":" + quantity
                + ",\"currency\":\"CNY\"}}";
    }

    private static String numbered(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).collect(Collectors.joining("\n"));
    }

    private RawHttp.Answer text(String body) throws Exception {
        http.send("POST " + UNITS + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n");
        http.send(body.getBytes(StandardCharsets.UTF_8));
        return http.read();
    }
}
