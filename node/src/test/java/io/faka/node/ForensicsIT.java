package io.faka.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a stopped node's directory tells of the past. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class ForensicsIT {
    @TempDir
    Path work;

    @Test
    void shouldTellTracesReasonsAndStatesOfThePast() {
        Path data = work.resolve("data");
        String served;
        try (TestNode node = TestNode.serve(data)) {
            EventFeedIT.sell(node);
            try (var api = node.api()) {
                served = new String(
                        api.exchange("GET", "/v1/trace/order/o-1", "application/json", null)
                                .body(),
                        StandardCharsets.UTF_8);
            }
            assertThat(run("trace", "order", "o-1", "--data", data.toString()).exitCode())
                    .as("in use")
                    .isEqualTo(66);
            assertThat(node.stop()).isZero();
        }
        traces(data, served);
        reasons(data);
        states(data);
    }

    private static void traces(Path data, String served) {
        Launcher.Result json = run("trace", "order", "o-1", "--data", data.toString(), "--json");
        assertThat(json.exitCode()).as(json.err()).isZero();
        assertThat(json.out().strip()).as("the same as the running node told").isEqualTo(served);
        Launcher.Result text = run("trace", "unit", "1", "--data", data.toString());
        assertThat(masked(text.out()).lines())
                .contains("3 TIME   event units_added offer_id=1 first_unit_id=1 duplicates=0 units=3 sku=s lot=l");
        assertThat(text.out().lines().map(line -> line.replaceAll(".*(command|event) (\\w+) .*", "$1 $2")))
                .containsExactly(
                        "event units_added",
                        "command create_order",
                        "event order_created",
                        "command pay",
                        "event payment_recorded",
                        "event order_fulfilled");
        assertThat(text.out()).doesNotContain("A-1");
        assertThat(run("trace", "payment", "nope", "--data", data.toString()).exitCode())
                .isEqualTo(1);
        assertThat(run("trace", "unit", "x", "--data", data.toString()).exitCode())
                .isEqualTo(2);
        assertThat(run("trace", "sku", "s", "--data", data.toString()).complaint())
                .contains("a unit, an order or a payment");
    }

    private static void reasons(Path data) {
        Launcher.Result why = run("why", "--order-request", "o-2", "--data", data.toString(), "--json");
        assertThat(why.exitCode()).as(why.err()).isZero();
        JsonNode one = JsonMapper.shared().readTree(why.out()).path("requests").get(0);
        assertThat(one.path("outcome").asString()).isEqualTo("refused");
        assertThat(one.path("code").asString()).isEqualTo("insufficient_stock");
        assertThat(one.path("guard").asString()).isEqualTo("each SKU has as many units for sale as are asked for");
        assertThat(one.path("detail").asLong()).isEqualTo(1);
        JsonNode seen = one.path("skus").get(0);
        assertThat(seen.path("sku").asString()).isEqualTo("s");
        assertThat(seen.path("available").asLong()).isEqualTo(1);
        assertThat(seen.path("sold").asLong()).isEqualTo(2);
        assertThat(one.path("request").path("lines").get(0).path("quantity").asLong())
                .isEqualTo(2);
        Launcher.Result accepted = run("why", "--order-request", "o-1", "--data", data.toString());
        assertThat(accepted.out()).contains("outcome: accepted", "code: created", "guard: none refused it");
        Launcher.Result unknown = run("why", "--order-request", "o-9", "--data", data.toString());
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.complaint()).contains("no order request o-9");
    }

    private static void states(Path data) {
        Launcher.Result verified = run("verify", "--data", data.toString(), "--json");
        JsonNode last = JsonMapper.shared().readTree(verified.out());
        long seq = last.path("seq").asLong();
        JsonNode now = state(data, seq);
        assertThat(now.path("hash")).isEqualTo(last.path("hash"));
        assertThat(now.path("quantities").get(0).path("sold").asLong()).isEqualTo(2);
        JsonNode held = state(data, 4);
        assertThat(held.path("orders").asLong()).isEqualTo(1);
        assertThat(held.path("quantities").get(0).path("reserved").asLong()).isEqualTo(2);
        assertThat(held.path("quantities").get(0).path("sold").asLong()).isZero();
        Launcher.Result text = run("state", "--at-seq", "3", "--data", data.toString());
        assertThat(text.out())
                .contains("seq: 3\n")
                .endsWith(
                        "sku=s imported=3 available=3 reserved=0 allocated=0 sold=0 quarantined=0 voided=0 backordered=0\n");
        assertThat(run("state", "--at-seq", String.valueOf(seq + 1), "--data", data.toString())
                        .exitCode())
                .isEqualTo(2);
        assertThat(run("state", "--at-seq", "0", "--data", data.toString()).exitCode())
                .isEqualTo(2);
    }

    private static JsonNode state(Path data, long seq) {
        Launcher.Result result = run("state", "--at-seq", String.valueOf(seq), "--data", data.toString(), "--json");
        assertThat(result.exitCode()).as(result.err()).isZero();
        return JsonMapper.shared().readTree(result.out());
    }

    private static Launcher.Result run(String... arguments) {
        return Launcher.run(arguments);
    }

    private static String masked(String text) {
        return text.replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z", "TIME")
                .replaceAll("[0-9a-f]{32}", "ORDER");
    }
}
