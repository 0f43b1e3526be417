package io.faka.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faka.client.ChangeOffer;
import io.faka.client.ClientConfig;
import io.faka.client.Credentials;
import io.faka.client.FakaClient;
import io.faka.client.FakaException;
import io.faka.client.GetOffers;
import io.faka.client.ImportCodes;
import io.faka.client.NewOrder;
import io.faka.client.OfferResult;
import io.faka.client.OrderResult;
import io.faka.client.PutOffer;
import io.faka.client.Tier;
import io.faka.codec.command.OfferState;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Several sellers on one SKU, over HTTP and from the Java client. */
@Timeout(60)
class HttpOffersTest extends NodeOverHttp {
    private static final String OFFERS = "/v1/skus/game/offers";

    @BeforeEach
    void stock() throws Exception {
        String sku = "{\"name\":\"Game\",\"price\":100,\"currency\":\"CNY\"}";
        assertThat(http.call("PUT", "/v1/skus/game", sku).status()).isEqualTo(201);
    }

    @Test
    void shouldTakeTheCheapestOfferFirstAndNameWhoseUnitsTheyAre() throws Exception {
        RawHttp.Answer listed = http.call("POST", OFFERS, "{\"seller\":\"ann\",\"unit_price\":90}");
        assertThat(listed.status()).as(listed.text()).isEqualTo(201);
        long ann = listed.json().path("offer_id").asLong();
        long bob = offer("{\"seller\":\"bob\",\"unit_price\":95,\"pick\":\"fifo\","
                + "\"tiers\":[{\"min_quantity\":5,\"unit_price\":80}]}");
        assertThat(text("/v1/skus/game/units", "own-1\nown-2").status()).isEqualTo(200);
        assertThat(text("/v1/skus/game/units?offer=" + ann + "&lot=a", "a-1\na-2")
                        .json()
                        .path("imported")
                        .asInt())
                .isEqualTo(2);
        RawHttp.Answer json =
                http.call("POST", "/v1/skus/game/units", "{\"codes\":[\"b-1\",\"b-2\"],\"offer\":" + bob + "}");
        assertThat(json.json().path("imported").asInt()).as(json.text()).isEqualTo(2);

        RawHttp.Answer created = http.call("POST", "/v1/orders", order("o-1", 5, ""));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        JsonNode line = created.json().path("lines").get(0);
        assertThat(created.json().path("amount").asLong()).isEqualTo(2 * 90 + 2 * 95 + 100);
        assertThat(line.path("unit_price").asLong()).isEqualTo(100);
        assertThat(line.path("fills").toString())
                .isEqualTo("[{\"offer_id\":" + ann + ",\"seller\":\"ann\",\"quantity\":2,\"unit_price\":90},"
                        + "{\"offer_id\":" + bob + ",\"seller\":\"bob\",\"quantity\":2,\"unit_price\":95},"
                        + "{\"offer_id\":1,\"seller\":null,\"quantity\":1,\"unit_price\":100}]");

        RawHttp.Answer offers = http.call("GET", OFFERS, "");
        assertThat(offers.text())
                .isEqualTo("{\"offers\":[{\"offer_id\":1,\"unit_price\":100,\"state\":\"active\",\"pick\":\"fifo\","
                        + "\"available\":1,\"tiers\":[],\"seller\":null},{\"offer_id\":" + ann
                        + ",\"unit_price\":90,\"state\":\"active\",\"pick\":\"fifo\",\"available\":0,\"tiers\":[],"
                        + "\"seller\":\"ann\"},{\"offer_id\":" + bob
                        + ",\"unit_price\":95,\"state\":\"active\",\"pick\":\"fifo\",\"available\":0,"
                        + "\"tiers\":[{\"min_quantity\":5,\"unit_price\":80}],\"seller\":\"bob\"}],\"next\":null}");
    }

    @Test
    void shouldRepricePauseAndWithdraw() throws Exception {
        long ann = offer("{\"seller\":\"ann\",\"unit_price\":90}");
        text("/v1/skus/game/units?offer=" + ann, "a-1\na-2\na-3");
        RawHttp.Answer changed = http.call("PATCH", "/v1/offers/" + ann, "{\"unit_price\":70}");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.json().path("unit_price").asLong()).isEqualTo(70);
        assertThat(changed.json().path("available").asLong()).isEqualTo(3);
        assertThat(http.call("POST", "/v1/orders", order("o-1", 1, ",\"expected_amount\":90"))
                        .code())
                .isEqualTo("price_changed");
        assertThat(http.call("POST", "/v1/orders", order("o-2", 1, ",\"expected_amount\":70"))
                        .code())
                .isEqualTo("created");
        http.call("PATCH", "/v1/offers/" + ann, "{\"state\":\"paused\"}");
        assertThat(http.call("POST", "/v1/orders", order("o-3", 1, "")).code()).isEqualTo("insufficient_stock");
        assertThat(http.call("PATCH", "/v1/offers/" + ann, "{\"state\":\"withdrawn\"}")
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("withdrawn");
        RawHttp.Answer refused = http.call("PATCH", "/v1/offers/" + ann, "{\"state\":\"active\"}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("offer_withdrawn");
        assertThat(text("/v1/skus/game/units?offer=" + ann, "a-4").code()).isEqualTo("offer_withdrawn");
    }

    @Test
    void shouldRefuseWhatNoOfferCanBe() throws Exception {
        assertThat(put("{\"unit_price\":90}").code()).isEqualTo("invalid_seller");
        assertThat(put("{\"seller\":\"ann\"}").code()).isEqualTo("invalid_unit_price");
        assertThat(put("{\"seller\":\"ann\",\"unit_price\":-1}").code()).isEqualTo("invalid_unit_price");
        assertThat(put("{\"seller\":\"ann\",\"unit_price\":9e3}").code()).isEqualTo("invalid_unit_price");
        assertThat(put("{\"seller\":\"ann\",\"unit_price\":1,\"pick\":\"dearest\"}")
                        .code())
                .isEqualTo("invalid_pick");
        assertThat(put("{\"seller\":\"ann\",\"unit_price\":1,\"price\":2}").code())
                .isEqualTo("unknown_field");
        assertThat(tiers("{\"min_quantity\":2,\"unit_price\":0}").code()).isEqualTo("invalid_unit_price");
        assertThat(tiers("{\"min_quantity\":1,\"unit_price\":1}").code()).isEqualTo("invalid_min_quantity");
        assertThat(tiers("{\"min_quantity\":3,\"unit_price\":2},{\"min_quantity\":3,\"unit_price\":1}")
                        .code())
                .isEqualTo("invalid_tiers");
        assertThat(tiers("{\"min_quantity\":3}").code()).isEqualTo("invalid_tiers");
        assertThat(http.call("POST", "/v1/skus/none/offers", "{\"seller\":\"ann\",\"unit_price\":1}")
                        .code())
                .isEqualTo("sku_not_found");
        assertThat(http.call("GET", "/v1/skus/none/offers", "").status()).isEqualTo(404);
        assertThat(http.call("PATCH", "/v1/offers/77", "{\"unit_price\":1}").code())
                .isEqualTo("offer_not_found");
        assertThat(http.call("PATCH", "/v1/offers/x7", "{\"unit_price\":1}").code())
                .isEqualTo("invalid_offer_id");
        assertThat(http.call("PATCH", "/v1/offers/1", "{}").code()).isEqualTo("invalid_state");
        assertThat(http.call("PATCH", "/v1/offers/1", "{\"unit_price\":5}").status())
                .isEqualTo(400);
        assertThat(text("/v1/skus/game/units?offer=0", "x").code()).isEqualTo("invalid_offer");
        assertThat(text("/v1/skus/game/units?offer=99", "x").code()).isEqualTo("offer_not_found");
        http.call("PUT", "/v1/skus/card", "{\"name\":\"Card\",\"price\":1,\"currency\":\"CNY\"}");
        assertThat(text("/v1/skus/game/units?offer=2", "x").code()).isEqualTo("offer_not_found");
        long ann = offer("{\"seller\":\"ann\",\"unit_price\":1}");
        assertThat(text("/v1/skus/game/units?lot=l&offer=" + ann, "x").status()).isEqualTo(200);
        assertThat(text("/v1/skus/game/units?lot=l", "y").code()).isEqualTo("lot_of_another_offer");
    }

    @Test
    void shouldHoldWhatIsThereWhenTheRestIsDropped() throws Exception {
        text("/v1/skus/game/units", "a\nb");
        RawHttp.Answer partly = http.call("POST", "/v1/orders", order("o-1", 5, ",\"mode\":\"IOC\""));
        assertThat(partly.status()).isEqualTo(201);
        assertThat(partly.code()).isEqualTo("partially_reserved");
        assertThat(partly.header("Location")).contains("/v1/orders/");
        assertThat(partly.json().path("amount").asLong()).isEqualTo(200);
        JsonNode line = partly.json().path("lines").get(0);
        assertThat(line.path("quantity").asInt()).isEqualTo(5);
        assertThat(line.path("reserved").asInt()).isEqualTo(2);
        assertThat(http.call("POST", "/v1/orders", order("o-2", 1, ",\"mode\":\"IOC\""))
                        .code())
                .isEqualTo("insufficient_stock");
        String id = partly.json().path("order_id").asString();
        RawHttp.Answer paid = http.call(
                "POST",
                "/v1/orders/" + id + "/pay",
                "{\"channel\":\"alipay\",\"payment_ref\":\"r\",\"amount\":200,\"currency\":\"CNY\"}");
        assertThat(paid.json().path("units")).hasSize(2);
    }

    @Test
    void shouldServeTheJavaClient() {
        try (FakaClient client = FakaClient.connect(ClientConfig.of("127.0.0.1", node.tcpPort(), Credentials.none()))) {
            OfferResult ann = client.call(new PutOffer("game", "ann", 90, List.of(new Tier(2, 80), new Tier(9, 70))));
            assertThat(ann.tiers()).containsExactly(new Tier(2, 80), new Tier(9, 70));
            client.call(
                    ImportCodes.of("game", "a", List.of("a-1", "a-2", "a-3")).intoOffer(ann.offerId()));
            OrderResult order = client.call(NewOrder.of("o-1", "zoe", "game", 2));
            assertThat(order.amount()).isEqualTo(160);
            assertThat(order.fills()).containsExactly(new OrderResult.Fill(0, ann.offerId(), "ann", 2, 80));
            assertThat(client.call(ChangeOffer.price(ann.offerId(), 5)).tiers()).hasSize(2);
            assertThat(client.call(ChangeOffer.state(ann.offerId(), OfferState.PAUSED))
                            .state())
                    .isEqualTo(OfferState.PAUSED);
            assertThatThrownBy(() -> client.call(ChangeOffer.price(99, 5)))
                    .isInstanceOfSatisfying(
                            FakaException.class, e -> assertThat(e.getMessage()).contains("OFFER_NOT_FOUND"));
            IntStream.range(0, 120).forEach(i -> client.call(PutOffer.of("game", "s-" + i, 200 + i)));
            var first = client.call(GetOffers.of("game"));
            var second = client.call(new GetOffers("game", first.nextAfterOfferId()));
            assertThat(first.offers()).hasSize(100);
            assertThat(second.offers()).hasSize(22);
            assertThat(second.nextAfterOfferId()).isZero();
            assertThat(first.offers().get(0).seller()).isEmpty();
        }
    }

    private long offer(String body) throws Exception {
        return put(body).json().path("offer_id").asLong();
    }

    private RawHttp.Answer put(String body) throws Exception {
        return http.call("POST", OFFERS, body);
    }

    private RawHttp.Answer tiers(String tiers) throws Exception {
        return put("{\"seller\":\"ann\",\"unit_price\":1,\"tiers\":[" + tiers + "]}");
    }

    private RawHttp.Answer text(String target, String body) throws Exception {
        http.send("POST " + target + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n");
        http.send(body.getBytes(StandardCharsets.UTF_8));
        return http.read();
    }

    private static String order(String id, int quantity, String more) {
        return "{\"client_order_id\":\"" + id + "\",\"buyer\":\"b\",\"lines\":[{\"sku\":\"game\",\"quantity\":"
                + quantity + "}]" + more + "}";
    }
}
