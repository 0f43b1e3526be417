package io.faka.gateway.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.faka.engine.pipeline.PipelineConfig;
import io.faka.engine.port.AckMode;
import io.faka.gateway.TestNode;
import io.faka.gateway.auth.Scope;
import io.faka.gateway.session.SessionLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@Timeout(30)
class JsonLineSessionTest {
    @TempDir
    Path directory;

    private TestNode node;

    @BeforeEach
    void startNode() {
        node = TestNode.open(directory);
    }

    @AfterEach
    void stopNode() {
        node.close();
        assertThat(node.failure()).isNull();
    }

    @Test
    void shouldTakeAnOrderTheWholeWay() throws IOException {
        try (Lines lines = new Lines(node.tcpPort())) {
            stock(lines, "game-1", "AAA", "BBB");
            JsonNode created = lines.ask(order(3, "o-1", "game-1", 2));
            assertThat(created.get("id").asInt()).isEqualTo(3);
            assertThat(created.get("code").asString()).isEqualTo("created");
            JsonNode order = created.get("order");
            assertThat(order.get("state").asString()).isEqualTo("PENDING_PAYMENT");
            assertThat(order.get("amount").asLong()).isEqualTo(1980);
            String orderId = order.get("order_id").asString();
            assertThat(orderId).matches("[0-9a-f]{32}");

            JsonNode paid = lines.ask("{\"id\":\"x\",\"op\":\"pay\",\"order_id\":\"" + orderId
                    + "\",\"channel\":\"alipay\",\"payment_ref\":\"p\",\"amount\":1980,\"currency\":\"CNY\"}");
            assertThat(paid.get("id").asString()).isEqualTo("x");
            assertThat(paid.get("code").asString()).isEqualTo("paid");
            assertThat(codes(paid)).containsExactlyInAnyOrder("AAA", "BBB");

            JsonNode read = lines.ask("{\"op\":\"get_order\",\"client_order_id\":\"o-1\"}");
            assertThat(read.get("id").isNull()).isTrue();
            assertThat(read.get("code").asString()).isEqualTo("found");
            assertThat(read.get("order").get("units"))
                    .isEqualTo(paid.get("order").get("units"));
            JsonNode sku = lines.ask("{\"id\":9,\"op\":\"get_sku\",\"sku\":\"game-1\"}");
            assertThat(sku.get("sku").get("sold").asInt()).isEqualTo(2);
            assertThat(sku.get("sku").get("hold_ttl_ms").asLong()).isEqualTo(900_000);
        }
    }

    @Test
    void shouldTurnAwayAKeyThatAsksTooOften() throws IOException {
        String key = node.apiKeys().create(EnumSet.allOf(Scope.class), false, 1).key();
        try (Lines lines = new Lines(node.tcpPort())) {
            assertThat(lines.ask("{\"op\":\"auth\",\"key\":\"" + key + "\"}")
                            .get("code")
                            .asString())
                    .isEqualTo("ok");
            Set<String> codes = new HashSet<>();
            for (int i = 0; i < 20; i++) {
                JsonNode answer = lines.ask("{\"op\":\"get_sku\",\"sku\":\"none\"}");
                codes.add(answer.get("code").asString());
                assertThat(lines.ask("{\"op\":\"cancel\",\"order_id\":\"" + "0".repeat(32) + "\"}")
                                .get("code")
                                .asString())
                        .isEqualTo("order_not_found");
            }
            assertThat(codes).containsExactlyInAnyOrder("sku_not_found", "rate_limited");
        }
    }

    @Test
    void shouldResolveAndRefundMoneyThatDidNotSimplyPay() throws IOException {
        try (Lines lines = new Lines(node.tcpPort())) {
            stock(lines, "game-1", "AAA");
            String orderId = lines.ask(order(1, "o-1", "game-1", 1))
                    .get("order")
                    .get("order_id")
                    .asString();
            String pay = "{\"id\":2,\"op\":\"pay\",\"order_id\":\"" + orderId
                    + "\",\"channel\":\"alipay\",\"payment_ref\":\"p\",\"amount\":1000,\"currency\":\"CNY\"}";
            assertThat(lines.ask(pay).get("code").asString()).isEqualTo("payment_amount_mismatch");
            JsonNode page = lines.ask("{\"id\":3,\"op\":\"suspense\",\"limit\":5}");
            assertThat(page.get("code").asString()).isEqualTo("found");
            assertThat(page.get("page").get("items").get(0).get("payment_ref").asString())
                    .isEqualTo("p");
            JsonNode resolved =
                    lines.ask("{\"id\":4,\"op\":\"resolve_suspense\",\"channel\":\"alipay\",\"payment_ref\":\"p\","
                            + "\"action\":\"apply\",\"operator\":\"olga\",\"reason\":\"agreed\"}");
            assertThat(resolved.get("code").asString()).isEqualTo("resolved");
            assertThat(resolved.get("payment").get("refund_due").asLong()).isEqualTo(10);
            assertThat(lines.ask("{\"op\":\"refunds_due\"}")
                            .get("page")
                            .get("items")
                            .size())
                    .isEqualTo(1);
            String refund = "{\"id\":5,\"op\":\"refund\",\"order_id\":\"" + orderId
                    + "\",\"amount\":10,\"ref\":\"r\",\"reason\":\"excess\"}";
            JsonNode refunded = lines.ask(refund);
            assertThat(refunded.get("code").asString()).isEqualTo("refunded");
            assertThat(refunded.get("refund").get("state").asString()).isEqualTo("FULFILLED");
            assertThat(lines.ask(refund).get("code").asString()).isEqualTo("exists");
            assertThat(lines.ask(refund.replace("\"amount\":10", "\"amount\":991")
                                    .replace("\"r\"", "\"r2\""))
                            .get("refundable")
                            .asLong())
                    .isEqualTo(990);
        }
    }

    @Test
    void shouldListAndChangeOffers() throws IOException {
        try (Lines lines = new Lines(node.tcpPort())) {
            stock(lines, "game-1", "AAA");
            JsonNode put =
                    lines.ask("{\"id\":1,\"op\":\"put_offer\",\"sku\":\"game-1\",\"seller\":\"ann\",\"unit_price\":5}");
            assertThat(put.get("code").asString()).isEqualTo("created");
            long offer = put.get("offer").get("offer_id").asLong();
            JsonNode imported =
                    lines.ask("{\"op\":\"add_units\",\"sku\":\"game-1\",\"codes\":[\"BBB\"],\"offer\":" + offer + "}");
            assertThat(imported.get("imported").asInt()).isEqualTo(1);
            JsonNode changed = lines.ask("{\"op\":\"change_offer\",\"offer_id\":" + offer + ",\"unit_price\":7}");
            assertThat(changed.get("code").asString()).isEqualTo("updated");
            JsonNode order = lines.ask(order(3, "o-1", "game-1", 1)).get("order");
            assertThat(order.get("amount").asLong()).isEqualTo(7);
            assertThat(order.get("lines")
                            .get(0)
                            .get("fills")
                            .get(0)
                            .get("seller")
                            .asString())
                    .isEqualTo("ann");
            JsonNode page = lines.ask("{\"op\":\"get_offers\",\"sku\":\"game-1\",\"after\":1}")
                    .get("page");
            assertThat(page.get("offers")).hasSize(1);
            assertThat(page.get("next").isNull()).isTrue();
            assertThat(lines.ask("{\"op\":\"change_offer\",\"unit_price\":7}")
                            .get("code")
                            .asString())
                    .isEqualTo("invalid_offer_id");
        }
    }

    @Test
    void shouldMoveSingleUnitsAndLots() throws IOException {
        try (Lines lines = new Lines(node.tcpPort())) {
            stock(lines, "game-1", "AAA", "BBB");
            JsonNode moved = lines.ask("{\"op\":\"quarantine_units\",\"sku\":\"game-1\",\"code\":\"AAA\"}");
            assertThat(moved.get("code").asString()).isEqualTo("updated");
            assertThat(moved.get("units").get("quarantined").asInt()).isEqualTo(1);
            String lot = lines.ask("{\"op\":\"add_units\",\"sku\":\"game-1\",\"lot\":\"more\",\"codes\":[\"CCC\"]}")
                    .get("lot")
                    .asString();
            assertThat(lines.ask("{\"op\":\"release_units\",\"sku\":\"game-1\",\"unit_id\":1}")
                            .get("units")
                            .get("changed")
                            .asInt())
                    .isEqualTo(1);
            JsonNode recalled = lines.ask("{\"op\":\"void_lot\",\"lot\":\"" + lot + "\",\"reason\":\"bad\"}");
            assertThat(recalled.get("units").get("voided").asInt()).isEqualTo(1);
            assertThat(lines.ask("{\"op\":\"lot_units\",\"lot\":\"more\",\"state\":\"VOIDED\"}")
                            .get("page")
                            .get("units"))
                    .hasSize(1);
            String id = "00".repeat(16);
            assertThat(lines.ask("{\"op\":\"replace_unit\",\"order_id\":\"" + id + "\",\"unit_id\":1,\"reason\":\"x\"}")
                            .get("code")
                            .asString())
                    .isEqualTo("order_not_found");
            assertThat(lines.ask("{\"op\":\"return_unit\",\"order_id\":\"" + id + "\",\"reason\":\"x\"}")
                            .get("code")
                            .asString())
                    .isEqualTo("invalid_unit_id");
        }
    }

    @Test
    void shouldCancelAndAnswerTheSameAgain() throws IOException {
        try (Lines lines = new Lines(node.tcpPort())) {
            stock(lines, "game-1", "AAA");
            JsonNode created = lines.ask(order(1, "o-1", "game-1", 1));
            assertThat(lines.ask(order(2, "o-1", "game-1", 1)).get("code").asString())
                    .isEqualTo("exists");
            assertThat(lines.ask(order(3, "o-1", "game-1", 2)).get("code").asString())
                    .isEqualTo("exists_with_different_quantity");
            String orderId = created.get("order").get("order_id").asString();
            JsonNode canceled = lines.ask("{\"id\":4,\"op\":\"cancel\",\"order_id\":\"" + orderId + "\"}");
            assertThat(canceled.get("code").asString()).isEqualTo("canceled");
            JsonNode refused = lines.ask(order(5, "o-2", "game-1", 5));
            assertThat(refused.get("code").asString()).isEqualTo("insufficient_stock");
            assertThat(refused.get("available").asInt()).isEqualTo(1);
            assertThat(refused.get("detail").asString()).isNotBlank();
        }
    }

    @Test
    void shouldAnswerInTheOrderOfTheRequests() throws IOException {
        try (Lines lines = new Lines(node.tcpPort())) {
            stock(lines, "game-1", "AAA");
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < 3_000; i++) {
                all.append(
                                switch (i % 4) {
                                    case 0 -> order(i, "o-" + i, "game-1", 1);
                                    case 1 -> "{\"id\":" + i + ",\"op\":\"ping\"}";
                                    case 2 -> "{\"id\":" + i + ",\"op\":\"create_order\",\"lines\":[]}";
                                    default -> "{\"id\":" + i + ",\"op\":\"get_sku\",\"sku\":\"game-1\"}";
                                })
                        .append('\n');
            }
            Thread writer = new Thread(() -> write(lines, all.toString()));
            writer.start();
            for (int i = 0; i < 3_000; i++) {
                assertThat(lines.answer().get("id").asInt()).isEqualTo(i);
            }
            join(writer);
        }
    }

    @Test
    void shouldGoOnAfterMoreLinesAtOnceThanMayWaitThatWaitForNoReply() throws IOException {
        try (Lines lines = new Lines(node.tcpPort())) {
            Thread writer = new Thread(() -> write(lines, "{\"op\":\"ping\"}\n".repeat(3_000) + "{\n".repeat(3_000)));
            writer.start();
            for (int i = 0; i < 6_000; i++) {
                assertThat(lines.answer().get("code").asString()).isEqualTo(i < 3_000 ? "ok" : "malformed");
            }
            join(writer);
        }
    }

    @Test
    void shouldGatherALargeOrderWhileLaterAnswersWait() throws IOException {
        try (Lines lines = new Lines(node.tcpPort())) {
            lines.ask(putSku("game-1"));
            for (int batch = 0; batch < 3; batch++) {
                int from = batch * 1_000;
                String codes = IntStream.range(from, from + 1_000)
                        .mapToObj(i -> "\"CODE-" + i + "\"")
                        .collect(Collectors.joining(","));
                JsonNode added = lines.ask("{\"op\":\"add_units\",\"sku\":\"game-1\",\"codes\":[" + codes + "]}");
                assertThat(added.get("imported").asInt()).isEqualTo(1_000);
            }
            String orderId = lines.ask(order(1, "big", "game-1", 3_000))
                    .get("order")
                    .get("order_id")
                    .asString();
            lines.send(
                    "{\"id\":2,\"op\":\"pay\",\"order_id\":\"" + orderId
                            + "\",\"channel\":\"c\",\"payment_ref\":\"p\",\"amount\":2970000,\"currency\":\"CNY\"}",
                    "{\"id\":3,\"op\":\"get_order\",\"order_id\":\"" + orderId + "\"}",
                    "{\"id\":4,\"op\":\"ping\"}");
            for (int id = 2; id <= 3; id++) {
                JsonNode answer = lines.answer();
                assertThat(answer.get("id").asInt()).isEqualTo(id);
                assertThat(new HashSet<>(codes(answer))).hasSize(3_000);
            }
            assertThat(lines.answer().get("id").asInt()).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"id\":1,\"op\":\"ping\"                                    | malformed",
                "{\"id\":1,\"op\":\"ping\"}}                                  | malformed",
                "{\"id\":1,\"op\":\"ping\",}                                  | malformed",
                "[1,2]                                                        | malformed",
                "hello                                                        | malformed",
                "{\"id\":1,\"op\":\"ping\",\"more\":1}                        | unknown_field",
                "{\"id\":1}                                                   | invalid_op",
                "{\"id\":1,\"op\":7}                                          | invalid_op",
                "{\"id\":[],\"op\":\"ping\"}                                  | invalid_id",
                "{\"id\":1,\"op\":\"buy\"}                                    | unknown_command",
                "{\"id\":1,\"op\":\"get_order\"}                              | invalid_order_id",
                "{\"id\":1,\"op\":\"get_order\",\"order_id\":\"zz\"}          | invalid_order_id",
                "{\"id\":1,\"op\":\"get_sku\",\"sku\":\"no such\"}            | invalid_sku",
                "{\"id\":1,\"op\":\"get_sku\",\"sku\":\"nothing\"}            | sku_not_found",
                "{\"id\":1,\"op\":\"create_order\",\"qty\":1}                 | unknown_field",
                "{\"id\":1,\"op\":\"auth\",\"key\":\"fk_wrong\"}              | unauthenticated",
                "{\"id\":1,\"op\":\"add_units\",\"sku\":\"s\",\"count\":0}    | invalid_count",
                "{\"id\":1,\"op\":\"put_sku\",\"sku\":\"s\",\"price\":-1}     | invalid_price",
            })
    void shouldNameWhatIsWrongAndGoOn(String line, String code) throws IOException {
        try (Lines lines = new Lines(node.tcpPort())) {
            lines.send("{\"id\":0,\"op\":\"ping\"}", line, "{\"id\":2,\"op\":\"ping\"}");
            assertThat(lines.answer().get("code").asString()).isEqualTo("ok");
            JsonNode answer = lines.answer();
            assertThat(answer.get("code").asString()).isEqualTo(code);
            assertThat(answer.get("detail").asString()).isNotBlank();
            assertThat(lines.answer().get("id").asInt()).isEqualTo(2);
        }
    }

    @Test
    void shouldSkipALineThatIsTooLong() throws IOException {
        try (Lines lines = new Lines(node.tcpPort())) {
            String longLine = "{\"id\":1,\"op\":\"ping\",\"x\":\"" + "x".repeat(200_000) + "\"}";
            lines.send("{\"id\":0,\"op\":\"ping\"}", longLine, "{\"id\":2,\"op\":\"ping\"}");
            assertThat(lines.answer().get("id").asInt()).isZero();
            assertThat(lines.answer().get("code").asString()).isEqualTo("too_large");
            assertThat(lines.answer().get("id").asInt()).isEqualTo(2);
        }
    }

    @Test
    void shouldTakeLinesInAnyPieces() throws IOException {
        byte[] bytes =
                "{\"id\":1,\"op\":\"ping\"}\r\n\n  \n{\"id\":2,\"op\":\"ping\"}\n".getBytes(StandardCharsets.UTF_8);
        try (Lines lines = new Lines(node.tcpPort())) {
            for (byte b : bytes) {
                lines.raw(new byte[] {b});
            }
            assertThat(lines.answer().get("id").asInt()).isEqualTo(1);
            assertThat(lines.answer().get("id").asInt()).isEqualTo(2);
        }
    }

    @Test
    void shouldAccountForEveryCodeOfAnImport() throws IOException {
        try (Lines lines = new Lines(node.tcpPort())) {
            lines.ask(putSku("game-1"));
            JsonNode answer = lines.ask(
                    "{\"id\":1,\"op\":\"add_units\",\"sku\":\"game-1\",\"lot\":\"l\",\"codes\":[\" A \",\"\",\"A\",\""
                            + "x".repeat(5_000) + "\",\"B\"]}");
            assertThat(answer.get("code").asString()).isEqualTo("imported");
            assertThat(answer.get("lot").asString()).isEqualTo("l");
            assertThat(answer.get("imported").asInt()).isEqualTo(2);
            assertThat(answer.get("duplicates").asInt()).isEqualTo(1);
            assertThat(answer.get("blank").asInt()).isEqualTo(1);
            assertThat(answer.get("rejected").asInt()).isEqualTo(1);
            assertThat(answer.get("errors").get(0).get("line").asInt()).isEqualTo(4);
            assertThat(answer.get("errors").get(0).get("reason").asString()).isEqualTo("too_long");
        }
    }

    @Test
    void shouldAskForAKeyAndKeepToItsScopes() throws IOException {
        node.close();
        node = new TestNode(
                directory, TestNode.config().withLoopbackWithoutKey(false), PipelineConfig.defaults(AckMode.ASYNC));
        String key = node.apiKeys().create(EnumSet.of(Scope.READ), false).key();
        try (Lines lines = new Lines(node.tcpPort())) {
            assertThat(lines.ask("{\"id\":1,\"op\":\"get_sku\",\"sku\":\"s\"}")
                            .get("code")
                            .asString())
                    .isEqualTo("unauthenticated");
            assertThat(lines.ask("{\"op\":\"auth\",\"key\":\"" + key + "\"}")
                            .get("code")
                            .asString())
                    .isEqualTo("ok");
            assertThat(lines.ask("{\"id\":1,\"op\":\"get_sku\",\"sku\":\"s\"}")
                            .get("code")
                            .asString())
                    .isEqualTo("sku_not_found");
            assertThat(lines.ask(order(2, "o", "s", 1)).get("code").asString()).isEqualTo("forbidden");
        }
    }

    @Test
    void shouldCutAHalfLineAndSayWhy() throws IOException {
        node.close();
        node = new TestNode(
                directory,
                TestNode.config().withLimits(limits(300, 60_000), 100, 100),
                PipelineConfig.defaults(AckMode.ASYNC));
        try (Lines lines = new Lines(node.tcpPort())) {
            lines.ask("{\"op\":\"ping\"}");
            lines.raw("{\"id\":1,\"op\"".getBytes(StandardCharsets.UTF_8));
            JsonNode last = lines.answer();
            assertThat(last.get("code").asString()).isEqualTo("closing");
            assertThat(last.get("reason").asString()).isEqualTo("idle");
            assertThat(lines.line()).isNull();
        }
    }

    @Test
    void shouldSayGoodbyeWhenTheNodeStops() throws IOException {
        try (Lines lines = new Lines(node.tcpPort())) {
            lines.ask("{\"op\":\"ping\"}");
            node.close();
            assertThat(lines.answer().get("reason").asString()).isEqualTo("server_stopping");
            assertThat(lines.line()).isNull();
        }
    }

    private static SessionLimits limits(long slowWriterMillis, long idleMillis) {
        return new SessionLimits(4_096, 64 << 10, 256 << 10, 2 << 20, 1_000, slowWriterMillis, idleMillis);
    }

    private static void stock(Lines lines, String sku, String... codes) throws IOException {
        assertThat(lines.ask(putSku(sku)).get("code").asString()).isEqualTo("created");
        JsonNode added = lines.ask("{\"id\":2,\"op\":\"add_units\",\"sku\":\"" + sku + "\",\"codes\":[\""
                + String.join("\",\"", codes) + "\"]}");
        assertThat(added.get("imported").asInt()).isEqualTo(Set.of(codes).size());
    }

    private static String putSku(String sku) {
        return "{\"id\":1,\"op\":\"put_sku\",\"sku\":\"" + sku
                + "\",\"name\":\"A game\",\"price\":990,\"currency\":\"CNY\"}";
    }

    private static String order(int id, String clientOrderId, String sku, int quantity) {
        return "{\"id\":" + id + ",\"op\":\"create_order\",\"client_order_id\":\"" + clientOrderId
                + "\",\"buyer\":\"bob\",\"lines\":[{\"sku\":\"" + sku + "\",\"quantity\":" + quantity + "}]}";
    }

    private static java.util.List<String> codes(JsonNode answer) {
        java.util.List<String> codes = new java.util.ArrayList<>();
        answer.get("order")
                .get("units")
                .forEach(unit -> codes.add(unit.get("code").asString()));
        return codes;
    }

    private static void write(Lines lines, String text) {
        try {
            lines.raw(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
