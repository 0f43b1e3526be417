package io.faka.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faka.client.ClientConfig;
import io.faka.client.Credentials;
import io.faka.client.FakaClient;
import io.faka.client.FakaException;
import io.faka.client.ImportCodes;
import io.faka.client.NewOrder;
import io.faka.client.PutSku;
import io.faka.engine.SkuLimits;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What SKUs limit beyond one order, over HTTP and from the Java client. */
@Timeout(60)
class HttpLimitsTest extends NodeOverHttp {
    private static final String SKU = "/v1/skus/game";

    @Test
    void shouldSetChangeAndShowLimits() throws Exception {
        put("\"max_per_buyer\":2,\"buyer_window_ms\":60000,\"max_open_holds_per_buyer\":3,"
                + "\"max_open_holds_per_address\":4,\"max_held_share_bps\":5000");
        assertThat(http.call("GET", SKU, "").text())
                .contains("\"max_per_buyer\":2,\"buyer_window_ms\":60000,\"max_open_holds_per_buyer\":3,"
                        + "\"max_open_holds_per_address\":4,\"max_held_share_bps\":5000");
        assertThat(http.call("PATCH", SKU, "{\"max_per_buyer\":7,\"max_held_share_bps\":0}")
                        .status())
                .isEqualTo(200);
        assertThat(http.call("GET", SKU, "").text())
                .contains("\"max_per_buyer\":7,\"buyer_window_ms\":60000,\"max_open_holds_per_buyer\":3,")
                .doesNotContain("max_held_share_bps");
        assertThat(http.call("PATCH", SKU, "{\"max_held_share_bps\":10001}").code())
                .isEqualTo("invalid_max_held_share_bps");
        put("\"max_per_order\":5");
        assertThat(http.call("GET", SKU, "").text()).doesNotContain("max_per_buyer");
    }

    @Test
    void shouldRefuseWithItsOwnCodeAndTellWhatIsLeft() throws Exception {
        put("\"max_per_buyer\":2,\"max_open_holds_per_address\":1,\"max_held_share_bps\":5000");
        stock("a\nb\nc\nd\ne\nf");
        RawHttp.Answer buyer = order("o-1", "ann", "", 3);
        assertThat(buyer.status()).isEqualTo(409);
        assertThat(buyer.code()).isEqualTo("buyer_limit_exceeded");
        assertThat(buyer.json().path("left").asLong()).isEqualTo(2);
        assertThat(order("o-2", "ann", "10.0.0.1", 2).status()).isEqualTo(201);
        RawHttp.Answer address = order("o-3", "bob", "10.0.0.1", 1);
        assertThat(address.code()).isEqualTo("open_holds_exceeded");
        assertThat(address.json().path("limit").asLong()).isEqualTo(1);
        RawHttp.Answer share = order("o-4", "cyd", "10.0.0.2", 2);
        assertThat(share.code()).isEqualTo("hold_share_exceeded");
        assertThat(share.json().path("left").asLong()).isEqualTo(1);
        assertThat(order("o-4", "cyd", "10.0.0.2", 2).text()).isEqualTo(share.text());
    }

    @Test
    void shouldLimitOrdersOfTheJavaClient() throws Exception {
        ClientConfig config = ClientConfig.of("127.0.0.1", node.tcpPort(), Credentials.none());
        try (FakaClient client = FakaClient.connect(config)) {
            SkuLimits limits = new SkuLimits(1, 0, 0, 0, 0);
            client.call(PutSku.of("game", "Game", 100, "CNY").withLimits(limits));
            client.call(ImportCodes.of("game", "lot", List.of("a", "b")));
            client.call(NewOrder.of("o-1", "ann", "game", 1));
            assertThatThrownBy(() -> client.call(NewOrder.of("o-2", "ann", "game", 1)))
                    .isInstanceOfSatisfying(
                            FakaException.class, e -> assertThat(e.getMessage()).contains("BUYER_LIMIT_EXCEEDED"));
        }
        assertThat(http.call("GET", SKU, "").text()).contains("\"max_per_buyer\":1");
    }

    private void put(String limits) throws Exception {
        RawHttp.Answer answer =
                http.call("PUT", SKU, "{\"name\":\"Game\",\"price\":100,\"currency\":\"CNY\"," + limits + "}");
        assertThat(answer.status()).as(answer.text()).isIn(200, 201);
    }

    private void stock(String codes) throws Exception {
        String length = "Content-Type: text/plain\r\nContent-Length: " + codes.length() + "\r\n\r\n";
        http.send("POST " + SKU + "/units HTTP/1.1\r\nHost: localhost\r\n" + length + codes);
        assertThat(http.read().status()).isEqualTo(200);
    }

    private RawHttp.Answer order(String key, String buyer, String address, int quantity) throws Exception {
        String from = address.isEmpty() ? "" : "\"client_address\":\"" + address + "\",";
        return http.call(
                "POST",
                "/v1/orders",
                "{\"client_order_id\":\"" + key + "\",\"buyer\":\"" + buyer + "\"," + from
                        + "\"lines\":[{\"sku\":\"game\",\"quantity\":" + quantity + "}]}");
    }
}
