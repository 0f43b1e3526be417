package io.faka.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.faka.client.ChangeLottery;
import io.faka.client.ClientConfig;
import io.faka.client.Credentials;
import io.faka.client.FakaClient;
import io.faka.client.GetLottery;
import io.faka.client.LotteryResult;
import io.faka.codec.reply.LotteryState;
import io.faka.codec.reply.ResultCode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** A lottery sale, over HTTP and from the Java client. */
@Timeout(60)
class HttpLotteryTest extends NodeOverHttp {
    private static final int ENTRIES = 30;

    @BeforeEach
    void stock() throws Exception {
        http.call("PUT", "/v1/skus/game", "{\"name\":\"Game\",\"price\":100,\"currency\":\"CNY\"}");
        assertThat(http.call("POST", "/v1/skus/game/units", "{\"codes\":[\"a\",\"b\",\"c\"]}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void shouldSellToThoseWhoAreDrawnWhoeverCameFirst() throws Exception {
        assertThat(http.call("PUT", "/v1/skus/game/lottery", "").status()).isEqualTo(201);
        assertThat(http.call("PUT", "/v1/skus/game/lottery", "{}").code()).isEqualTo("exists");
        List<String> orders = new ArrayList<>();
        for (int i = 0; i < ENTRIES; i++) {
            RawHttp.Answer entry = enter("buyer-" + i, "k-" + i);
            assertThat(entry.status()).as(entry.text()).isEqualTo(202);
            orders.add(entry.json().path("order_id").asString());
        }
        assertThat(lottery().path("entries").asInt()).isEqualTo(ENTRIES);
        RawHttp.Answer drawn = http.call("POST", "/v1/skus/game/lottery/draw", "{\"seed\":20261123}");
        assertThat(drawn.status()).as(drawn.text()).isEqualTo(200);
        assertThat(drawn.json().path("state").asString()).isEqualTo("drawn");
        assertThat(drawn.json().path("seed").asLong()).isEqualTo(20261123);
        List<Integer> winners = new ArrayList<>();
        for (int i = 0; i < ENTRIES; i++) {
            String state = http.call("GET", "/v1/orders/" + orders.get(i), "")
                    .json()
                    .path("state")
                    .asString();
            if (state.equals("PENDING_PAYMENT")) {
                winners.add(i);
            }
        }
        // What this seed draws from these sequences: anybody can draw again, and so does every replay.
        assertThat(winners).hasSize(3).isNotEqualTo(List.of(0, 1, 2));
        assertThat(lottery().path("waiting").asInt()).isEqualTo(ENTRIES - 3);
        assertThat(http.call("POST", "/v1/skus/game/lottery/draw", "").code()).isEqualTo("exists");
        String events = http.call("GET", "/v1/events?after=0", "").text();
        assertThat(events).contains("\"type\":\"lottery_changed\"", "\"state\":\"drawn\"", "\"seed\":20261123");
    }

    @Test
    void shouldTakeOneEntryOfABuyerAndNothingElse() throws Exception {
        http.call("PUT", "/v1/skus/game/lottery", "");
        assertThat(enter("ann", "k-1").status()).isEqualTo(202);
        RawHttp.Answer second = enter("ann", "k-2");
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.code()).isEqualTo("already_entered");
        RawHttp.Answer now = http.call(
                "POST",
                "/v1/orders",
                "{\"client_order_id\":\"k-3\",\"buyer\":\"bob\",\"lines\":[{\"sku\":\"game\",\"quantity\":1}]}");
        assertThat(now.status()).isEqualTo(409);
        assertThat(now.code()).isEqualTo("lottery_entries_only");
    }

    @Test
    void shouldEndALotteryWithoutADraw() throws Exception {
        http.call("PUT", "/v1/skus/game/lottery", "");
        String first = enter("ann", "k-1").json().path("order_id").asString();
        RawHttp.Answer ended = http.call("DELETE", "/v1/skus/game/lottery", "");
        assertThat(ended.status()).as(ended.text()).isEqualTo(200);
        assertThat(ended.json().path("state").asString()).isEqualTo("ended");
        assertThat(http.call("GET", "/v1/orders/" + first, "")
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("PENDING_PAYMENT");
    }

    @Test
    void shouldRefuseWhatMakesNoSense() throws Exception {
        assertThat(http.call("GET", "/v1/skus/game/lottery", "").code()).isEqualTo("lottery_not_found");
        assertThat(http.call("POST", "/v1/skus/game/lottery/draw", "").status()).isEqualTo(404);
        assertThat(http.call("DELETE", "/v1/skus/game/lottery", "").code()).isEqualTo("lottery_not_found");
        assertThat(http.call("PUT", "/v1/skus/none/lottery", "").code()).isEqualTo("sku_not_found");
        assertThat(http.call("PUT", "/v1/skus/game/lottery", "{\"seed\":1}").code())
                .isEqualTo("unknown_field");
        for (String seed : List.of("0", "-1", "9007199254740992", "\"a\"", "1.5")) {
            assertThat(http.call("POST", "/v1/skus/game/lottery/draw", "{\"seed\":" + seed + "}")
                            .code())
                    .as(seed)
                    .isEqualTo("invalid_seed");
        }
        assertThat(http.call("POST", "/v1/skus/game/lottery", "").status()).isEqualTo(405);
    }

    @Test
    void shouldDrawFromTheJavaClient() throws Exception {
        try (FakaClient client = FakaClient.connect(ClientConfig.of("127.0.0.1", node.tcpPort(), Credentials.none()))) {
            assertThat(client.call(ChangeLottery.open("game")).code()).isEqualTo(ResultCode.CREATED);
            assertThat(enter("ann", "k-1").status()).isEqualTo(202);
            LotteryResult drawn = client.call(ChangeLottery.draw("game"));
            assertThat(drawn.state()).isEqualTo(LotteryState.DRAWN);
            assertThat(drawn.entries()).isEqualTo(1);
            LotteryResult shown = client.call(new GetLottery("game"));
            assertThat(shown.seed()).isEqualTo(drawn.seed()).isPositive();
            assertThat(shown.waiting()).isZero();
        }
    }

    private JsonNode lottery() throws Exception {
        RawHttp.Answer answer = http.call("GET", "/v1/skus/game/lottery", "");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private RawHttp.Answer enter(String buyer, String key) throws Exception {
        return http.call(
                "POST",
                "/v1/orders",
                "{\"client_order_id\":\"" + key + "\",\"buyer\":\"" + buyer
                        + "\",\"mode\":\"GTC\",\"lines\":[{\"sku\":\"game\",\"quantity\":1}]}");
    }
}
