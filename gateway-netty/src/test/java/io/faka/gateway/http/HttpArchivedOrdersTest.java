package io.faka.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.faka.engine.pipeline.JournalClock;
import io.faka.gateway.TestNode;
import io.faka.gateway.history.ArchivedOrder;
import io.faka.gateway.history.OrderHistory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Orders that have left memory, over HTTP. */
@Timeout(60)
class HttpArchivedOrdersTest extends NodeOverHttp {
    private static final String MISSING = "missing";
    private static final String BROKEN = "broken";

    private final AtomicLong nanos = new AtomicLong();

    @Override
    TestNode open(Path directory) {
        JournalClock clock = new JournalClock(0, () -> nanos.get() / 1_000, nanos::get);
        return new TestNode(directory, clock, new SmallHistory());
    }

    @BeforeEach
    void stock() throws Exception {
        node.keepOrders(72);
        http.call("PUT", "/v1/skus/game", "{\"name\":\"Game\",\"price\":100,\"currency\":\"CNY\"}");
        assertThat(http.call("POST", "/v1/skus/game/units", "{\"codes\":[\"a\",\"b\"]}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void shouldAnswerFromTheHistoryForAnOrderThatLeft() throws Exception {
        String id = canceled("o-1");
        days(4);
        JsonNode order = read("/v1/orders/" + id, 200);
        assertThat(order.path("archived").asBoolean(false)).isTrue();
        assertThat(node.running().pipeline().archivedOrders()).isEqualTo(1);
        assertThat(order.path("order_id").asString()).isEqualTo(id);
        assertThat(order.path("client_order_id").asString()).isEqualTo("o-1");
        assertThat(order.path("state").asString()).isEqualTo("CANCELED");
        assertThat(order.path("lines").path(0).path("sku").asString()).isEqualTo("game");
        assertThat(read("/v1/orders?client_order_id=o-1", 200)).isEqualTo(order);
    }

    @Test
    void shouldSayThatAnOrderLeftWhereNothingElseKnowsOfIt() throws Exception {
        String id = canceled(MISSING);
        days(4);
        assertThat(read("/v1/orders?client_order_id=" + MISSING, 410)
                        .path("code")
                        .asString())
                .isEqualTo("order_archived");
        String again = "{\"client_order_id\":\"" + MISSING
                + "\",\"buyer\":\"ann\",\"lines\":[{\"sku\":\"game\",\"quantity\":1}]}";
        RawHttp.Answer refused = http.call("POST", "/v1/orders", again);
        assertThat(refused.status()).isEqualTo(410);
        assertThat(refused.code()).isEqualTo("key_expired");
        assertThat(http.call("POST", "/v1/orders/" + id + "/units/1/replace", "{\"reason\":\"bad\"}")
                        .code())
                .isEqualTo("order_archived");
    }

    @Test
    void shouldSayThatTheHistoryDoesNotAnswer() throws Exception {
        String ignored = canceled(BROKEN);
        days(4);
        assertThat(read("/v1/orders?client_order_id=" + BROKEN, 503)
                        .path("code")
                        .asString())
                .isEqualTo("history_unavailable");
    }

    @Test
    void shouldRecogniseMoneyForAnOrderThatLeft() throws Exception {
        String id = order("o-1");
        String pay = "/v1/orders/" + id + "/pay";
        String notice = "{\"channel\":\"alipay\",\"payment_ref\":\"p-1\",\"amount\":100,\"currency\":\"CNY\"}";
        assertThat(http.call("POST", pay, notice)
                        .json()
                        .path("units")
                        .path(0)
                        .path("code")
                        .asString())
                .isEqualTo("a");
        days(4);
        RawHttp.Answer again = http.call("POST", pay, notice);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().path("code").asString()).isEqualTo("exists");
        assertThat(again.json().path("state").asString()).isEqualTo("FULFILLED");
        assertThat(again.json().path("archived").asBoolean(false)).isTrue();
        assertThat(again.json().has("units")).isFalse();
        RawHttp.Answer second = http.call("POST", pay, notice.replace("p-1", "p-2"));
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.json().path("code").asString()).isEqualTo("duplicate_payment");
        assertThat(read("/v1/refunds_due", 200)
                        .path("items")
                        .path(0)
                        .path("order_id")
                        .asString())
                .isEqualTo(id);
    }

    private void days(int days) throws Exception {
        long unused = nanos.addAndGet(TimeUnit.DAYS.toNanos(days));
        // The first command of the new time fires what is due and lets orders go, the second finds them gone.
        for (int i = 0; i < 2; i++) {
            http.call("PUT", "/v1/skus/clock", "{\"name\":\"Clock\",\"price\":1,\"currency\":\"CNY\"}");
        }
    }

    private String order(String client) throws Exception {
        return http.call(
                        "POST",
                        "/v1/orders",
                        "{\"client_order_id\":\"" + client
                                + "\",\"buyer\":\"ann\",\"lines\":[{\"sku\":\"game\",\"quantity\":1}]}")
                .json()
                .path("order_id")
                .asString();
    }

    private String canceled(String client) throws Exception {
        String id = order(client);
        http.call("POST", "/v1/orders/" + id + "/cancel", "");
        return id;
    }

    private JsonNode read(String path, int status) throws Exception {
        RawHttp.Answer answer = http.call("GET", path, "");
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        return answer.json();
    }

    /** Knows one order, by any id; of two keys it knows that it does not know them, or cannot tell. */
    private static final class SmallHistory implements OrderHistory {
        private long high;
        private long low;

        @Override
        public Optional<ArchivedOrder> find(long idHigh, long idLow) {
            high = idHigh;
            low = idLow;
            return findByClientOrderId("o-1");
        }

        @Override
        public Optional<ArchivedOrder> findByClientOrderId(String client) {
            if (client.equals(BROKEN)) {
                throw new IllegalStateException("the database is down");
            }
            if (client.equals(MISSING)) {
                return Optional.empty();
            }
            List<ArchivedOrder.Line> lines = List.of(new ArchivedOrder.Line("game", 1, 100));
            return Optional.of(
                    new ArchivedOrder(high, low, client, "ann", "CANCELED", 100, "CNY", 7, lines, List.of(), true));
        }
    }
}
