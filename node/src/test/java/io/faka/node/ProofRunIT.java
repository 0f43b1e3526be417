package io.faka.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The proof run at the size of a test, and a long series of kills judged the same way. */
@Timeout(value = 400, unit = TimeUnit.SECONDS)
class ProofRunIT {
    @Test
    void shouldProveASmallSale() {
        JsonNode report = run("--units", "3000", "--buyers", "300", "--seconds", "10");
        assertThat(report.path("kills").asInt()).isEqualTo(1);
        assertThat(report.path("sold").asLong()).isEqualTo(3_000);
        assertThat(report.path("duplicate_lines").asLong()).isPositive();
        assertThat(report.path("blank_lines").asLong()).isPositive();
        assertThat(report.path("rejected_lines").asLong()).isPositive();
        assertThat(report.path("demand").asLong()).isGreaterThan(3_000);
        assertThat(report.path("sold_by_seller").path("shop").asLong()).isPositive();
        assertThat(report.path("sold_by_seller").path("corner-shop").asLong()).isPositive();
        assertThat(report.path("backordered").asLong()).isPositive();
        assertThat(report.path("late_payments").asLong()).isPositive();
        assertThat(report.path("refunds_due").asLong()).isPositive();
        assertThat(report.path("hash_live")).isEqualTo(report.path("hash_replayed"));
    }

    @Test
    void shouldLoseNothingInManyKills() {
        JsonNode report = run("--units", "30000", "--buyers", "400", "--seconds", "60", "--kills", "20", "--seed", "7");
        assertThat(report.path("kills").asInt()).isEqualTo(20);
        assertThat(report.path("sold").asLong()).isEqualTo(30_000);
    }

    private static JsonNode run(String... size) {
        String[] arguments = new String[size.length + 2];
        arguments[0] = "demo";
        arguments[1] = "--json";
        System.arraycopy(size, 0, arguments, 2, size.length);
        Launcher.Result result = Launcher.run(arguments);
        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        JsonNode report = JsonMapper.shared().readTree(result.out());
        assertThat(report.path("duplicates").asLong(-1)).isZero();
        assertThat(report.path("lost").asLong(-1)).isZero();
        assertThat(report.path("violations").asLong(-1)).isZero();
        assertThat(report.path("sound").asBoolean(false)).isTrue();
        return report;
    }
}
