package io.faka.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.faka.node.http.NodeApi;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real process when something it cannot live with happens to its journal. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class FailStopIT {
    @TempDir
    Path work;

    private final List<String> acknowledged = new ArrayList<>();
    private int asked;

    @Test
    void shouldStopItselfWithSeventyAndSayWhyWhenTheJournalIsTakenAway() throws IOException {
        Path data = work.resolve("data");
        Path away = work.resolve("away");
        try (TestNode node = TestNode.serve(data)) {
            EventFeedIT.sell(node);
            acknowledged.add("o-1");
            Files.move(data.resolve("journal"), away);
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
                ask(node);
                return !node.process().isAlive();
            });
            assertThat(node.process().exitValue()).isEqualTo(70);
            assertThat(node.err())
                    .contains("faka: the node stops itself, nothing more is acknowledged: ")
                    .contains("the journal's background failed")
                    .contains("start it again, and run faka verify if it does not come up");
        }
        Files.move(away, data.resolve("journal"));
        try (TestNode node = TestNode.serve(data);
                NodeApi api = node.api()) {
            for (String clientId : acknowledged) {
                assertThat(api.call("GET", "/v1/orders?client_order_id=" + clientId, null)
                                .path("client_order_id")
                                .asString())
                        .isEqualTo(clientId);
            }
            assertThat(node.stop()).isZero();
        }
    }

    private void ask(TestNode node) {
        String clientId = "late-" + ++asked;
        byte[] order = EventFeedIT.order(clientId, 1).getBytes(StandardCharsets.UTF_8);
        try (NodeApi api = node.api()) {
            if (api.exchange("POST", "/v1/orders", "application/json", order).status() == 201) {
                acknowledged.add(clientId);
            }
        } catch (NodeFailure gone) {
            assertThat(gone.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
        }
    }
}
