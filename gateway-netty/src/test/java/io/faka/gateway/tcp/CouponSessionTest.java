package io.faka.gateway.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faka.client.Backorder;
import io.faka.client.ClientConfig;
import io.faka.client.CouponResult;
import io.faka.client.Credentials;
import io.faka.client.FakaClient;
import io.faka.client.FakaException;
import io.faka.client.GetCoupon;
import io.faka.client.ImportCodes;
import io.faka.client.NewOrder;
import io.faka.client.OrderResult;
import io.faka.client.PutCoupon;
import io.faka.client.PutSku;
import io.faka.client.Request;
import io.faka.codec.reply.ResultCode;
import io.faka.gateway.TestNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Coupons over TCP, binary and as lines of JSON. */
@Timeout(30)
class CouponSessionTest {
    private TestNode node;

    @BeforeEach
    void start(@TempDir Path directory) {
        node = TestNode.open(directory);
        try (FakaClient client = connect()) {
            assertThat(client.call(PutSku.of("game-1", "Game", 990, "CNY")).code())
                    .isEqualTo(ResultCode.CREATED);
            assertThat(client.call(ImportCodes.of("game-1", "lot-a", List.of("AAA", "BBB")))
                            .imported())
                    .isEqualTo(2);
        }
    }

    @AfterEach
    void stop() {
        node.close();
        assertThat(node.failure()).isNull();
    }

    @Test
    void shouldCarryCouponsOverTheBinaryProtocol() {
        try (FakaClient client = connect()) {
            PutCoupon put = new PutCoupon("TEN", 2, 1, 0, 1_000, "CNY", List.of("game-1"), 5, 9_000_000_000_000_000L);
            assertThat(client.call(put).code()).isEqualTo(ResultCode.CREATED);
            assertThat(client.call(put).code()).isEqualTo(ResultCode.UPDATED);
            assertThat(client.call(NewOrder.of("o-1", "ann", "game-1", 1).withCoupon("TEN"))
                            .amount())
                    .isEqualTo(891);
            OrderResult waiting = client.call(NewOrder.of("o-2", "bob", "game-1", 2)
                    .orWaiting(Backorder.DEFAULT)
                    .withCoupon("TEN"));
            assertThat(waiting.code()).isEqualTo(ResultCode.BACKORDERED);
            assertThat(waiting.amount()).isEqualTo(1_782);
            assertThat(waiting.discount()).isEqualTo(198);
            CouponResult coupon = client.call(new GetCoupon("TEN"));
            assertThat(coupon)
                    .usingRecursiveComparison()
                    .ignoringFields("seq")
                    .isEqualTo(new CouponResult(
                            ResultCode.FOUND,
                            "TEN",
                            2,
                            1,
                            0,
                            2,
                            0,
                            1_000,
                            "CNY",
                            List.of("game-1"),
                            5,
                            9_000_000_000_000_000L,
                            0));
            assertRefused(
                    client, NewOrder.of("o-3", "cyd", "game-1", 1).withCoupon("TEN"), ResultCode.COUPON_EXHAUSTED);
            assertRefused(client, new GetCoupon("ELF"), ResultCode.COUPON_NOT_FOUND);
        }
    }

    @Test
    void shouldRefuseWhatNoCouponCanBe() {
        try (FakaClient client = connect()) {
            PutCoupon none = new PutCoupon("TEN", 1, 0, 0, 0, "CNY", List.of(), 0, 0);
            assertRefused(client, none, ResultCode.INVALID_FIELD);
            PutCoupon both = new PutCoupon("TEN", 1, 0, 1, 1, "CNY", List.of(), 0, 0);
            assertRefused(client, both, ResultCode.INVALID_FIELD);
            PutCoupon more = new PutCoupon("TEN", 1, 0, 0, 10_001, "CNY", List.of(), 0, 0);
            assertRefused(client, more, ResultCode.INVALID_FIELD);
            PutCoupon ended = new PutCoupon("TEN", 1, 0, 1, 0, "CNY", List.of(), 7, 7);
            assertRefused(client, ended, ResultCode.INVALID_FIELD);
            PutCoupon unnamed = new PutCoupon("", 1, 0, 1, 0, "CNY", List.of(), 0, 0);
            assertRefused(client, unnamed, ResultCode.INVALID_FIELD);
            PutCoupon long65 = new PutCoupon("c".repeat(65), 1, 0, 1, 0, "CNY", List.of(), 0, 0);
            assertRefused(client, long65, ResultCode.INVALID_FIELD);
            PutCoupon badSku = new PutCoupon("TEN", 1, 0, 1, 0, "CNY", List.of("no such"), 0, 0);
            assertRefused(client, badSku, ResultCode.INVALID_FIELD);
            PutCoupon noSku = new PutCoupon("TEN", 1, 0, 1, 0, "CNY", List.of("none"), 0, 0);
            assertRefused(client, noSku, ResultCode.SKU_NOT_FOUND);
            NewOrder tooLong = NewOrder.of("o-1", "ann", "game-1", 1).withCoupon("c".repeat(65));
            assertRefused(client, tooLong, ResultCode.INVALID_FIELD);
        }
    }

    @Test
    void shouldCarryCouponsAsLines() throws Exception {
        try (Lines lines = new Lines(node.tcpPort())) {
            String put = "{\"id\":1,\"op\":\"put_coupon\",\"code\":\"ELF\",\"max_uses\":1,\"currency\":\"CNY\","
                    + "\"discount_amount\":11}";
            JsonNode coupon = lines.ask(put);
            assertThat(coupon.get("code").asString()).isEqualTo("created");
            assertThat(coupon.get("coupon").get("code").asString()).isEqualTo("ELF");
            assertThat(lines.ask(put).get("code").asString()).isEqualTo("updated");
            assertThat(order(lines, "o-1").get("order").get("amount").asLong()).isEqualTo(979);
            JsonNode exhausted = order(lines, "o-2");
            assertThat(exhausted.get("code").asString()).isEqualTo("coupon_exhausted");
            assertThat(exhausted.get("limit").asLong()).isEqualTo(1);
            JsonNode got = lines.ask("{\"op\":\"get_coupon\",\"code\":\"ELF\"}");
            assertThat(got.get("coupon").get("held").asLong()).isEqualTo(1);
            assertThat(lines.ask("{\"op\":\"get_coupon\",\"code\":\"TEN\"}")
                            .get("code")
                            .asString())
                    .isEqualTo("coupon_not_found");
            assertThat(lines.ask("{\"op\":\"put_coupon\",\"max_uses\":1,\"currency\":\"CNY\",\"discount_bps\":1}")
                            .get("code")
                            .asString())
                    .isEqualTo("invalid_code");
        }
    }

    private static JsonNode order(Lines lines, String key) throws Exception {
        return lines.ask("{\"op\":\"create_order\",\"client_order_id\":\"" + key
                + "\",\"buyer\":\"bob\",\"coupon\":\"ELF\",\"lines\":[{\"sku\":\"game-1\",\"quantity\":1}]}");
    }

    private static void assertRefused(FakaClient client, Request<?> request, ResultCode code) {
        assertThatThrownBy(() -> client.call(request))
                .isInstanceOfSatisfying(
                        FakaException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private FakaClient connect() {
        return FakaClient.connect(ClientConfig.of("127.0.0.1", node.tcpPort(), new Credentials.None()));
    }
}
