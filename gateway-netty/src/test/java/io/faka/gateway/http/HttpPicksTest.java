package io.faka.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.faka.client.ClientConfig;
import io.faka.client.Credentials;
import io.faka.client.FakaClient;
import io.faka.client.NewOrder;
import io.faka.client.OrderResult;
import io.faka.client.PayOrder;
import io.faka.client.PutOffer;
import io.faka.codec.command.Pick;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Which unit goes first, and codes that end, over HTTP and from the Java client. */
@Timeout(60)
class HttpPicksTest extends NodeOverHttp {
    private static final String UNITS = "/v1/skus/game/units";

    @Test
    void shouldSellTheLatestFirst() throws Exception {
        sku("lifo");
        units("{\"codes\":[\"a\",\"b\",\"c\"]}");
        assertThat(buy("o-1", 2)).containsExactly("c", "b");
        assertThat(http.call("GET", "/v1/skus/game", "").json().path("pick").asString())
                .isEqualTo("lifo");
        RawHttp.Answer changed = http.call("PATCH", "/v1/skus/game", "{\"price\":2}");
        assertThat(changed.json().path("pick").asString()).isEqualTo("lifo");
    }

    @Test
    void shouldSellWhatExpiresFirst() throws Exception {
        sku("fefo");
        units("{\"codes\":[\"never\"]}");
        units("{\"codes\":[\"late\"],\"expires_at\":\"2999-01-01T00:00:00.000Z\"}");
        RawHttp.Answer text = text(UNITS + "?lot=soon&expires_at=2998-01-01T00:00:00Z", "soon");
        assertThat(text.json().path("imported").asInt()).as(text.text()).isEqualTo(1);
        assertThat(buy("o-1", 3)).containsExactly("soon", "late", "never");
        assertThat(text(UNITS + "?lot=soon", "soon-2").json().path("imported").asInt())
                .isEqualTo(1);
        assertThat(text(UNITS + "?lot=soon&expires_at=2997-01-01T00:00:00Z", "soon-3")
                        .code())
                .isEqualTo("lot_with_another_expiry");
    }

    @Test
    void shouldRefuseWhatHasEndedAndWhatIsNoPolicy() throws Exception {
        sku("random");
        RawHttp.Answer ended = units("{\"codes\":[\"a\"],\"expires_at\":\"1971-01-01T00:00:00.000Z\"}");
        assertThat(ended.status()).isEqualTo(409);
        assertThat(ended.code()).isEqualTo("lot_expired");
        assertThat(units("{\"codes\":[\"a\"],\"expires_at\":\"soon\"}").code()).isEqualTo("invalid_expires_at");
        assertThat(text(UNITS + "?expires_at=1", "a").code()).isEqualTo("invalid_expires_at");
        units("{\"codes\":[\"a\",\"b\",\"c\"]}");
        assertThat(buy("o-1", 3)).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(http.call(
                                "PUT",
                                "/v1/skus/card",
                                "{\"name\":\"Card\",\"price\":1,\"currency\":\"CNY\",\"pick\":\"newest\"}")
                        .code())
                .isEqualTo("invalid_pick");
    }

    @Test
    void shouldServeTheJavaClient() throws Exception {
        sku("fifo");
        try (FakaClient client = FakaClient.connect(ClientConfig.of("127.0.0.1", node.tcpPort(), Credentials.none()))) {
            long offer = client.call(new PutOffer("game", "ann", 1, List.of(), Pick.LIFO))
                    .offerId();
            units("{\"codes\":[\"a\",\"b\"],\"offer\":" + offer + "}");
            OrderResult order = client.call(NewOrder.of("o-1", "zoe", "game", 2));
            order = client.call(new PayOrder(order.orderId(), "alipay", "r", 2, "CNY"));
            assertThat(order.units()).extracting(OrderResult.Unit::code).containsExactly("b", "a");
        }
        assertThat(http.call("GET", "/v1/skus/game/offers", "").text()).contains("\"pick\":\"lifo\"");
    }

    private void sku(String pick) throws Exception {
        String sku = "{\"name\":\"Game\",\"price\":1,\"currency\":\"CNY\",\"pick\":\"" + pick + "\"}";
        assertThat(http.call("PUT", "/v1/skus/game", sku).status()).isEqualTo(201);
    }

    private RawHttp.Answer units(String body) throws Exception {
        return http.call("POST", UNITS, body);
    }

    private List<String> buy(String client, int quantity) throws Exception {
        String order = "{\"client_order_id\":\"" + client + "\",\"buyer\":\"b\",\"lines\":[{\"sku\":\"game\","
                + "\"quantity\":" + quantity + "}],\"pay\":{\"channel\":\"c\",\"payment_ref\":\"" + client
                + "\",\"amount\":" + quantity + ",\"currency\":\"CNY\"}}";
        List<String> codes = new java.util.ArrayList<>();
        JsonNode placed = http.call("POST", "/v1/orders", order).json();
        placed.path("units").forEach(unit -> codes.add(unit.path("code").asString()));
        return codes;
    }

    private RawHttp.Answer text(String target, String body) throws Exception {
        http.send("POST " + target + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n");
        http.send(body.getBytes(StandardCharsets.UTF_8));
        return http.read();
    }
}
