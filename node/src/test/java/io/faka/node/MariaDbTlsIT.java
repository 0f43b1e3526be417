package io.faka.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.faka.node.http.NodeApi;
import io.faka.replicator.MariaDbServer;
import io.faka.replicator.TestCertificate;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** A real node in front of a MariaDB that demands encryption, and one that has none. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class MariaDbTlsIT {
    @TempDir
    Path work;

    @Test
    void shouldReplicateOverTlsAndRefuseToSpeakPlainly() throws Exception {
        TestCertificate certificate = TestCertificate.make(work);
        try (MariaDbServer server =
                MariaDbServer.start("--ssl-cert=" + certificate.certificate(), "--ssl-key=" + certificate.key())) {
            server.execute("SET GLOBAL require_secure_transport = ON");
            String url = server.url("faka") + "?user=faka&password=" + server.password();
            refused(url + "&sslMode=disable", "put sslMode=verify-full in --db-url", server.password());
            String encrypted = url + "&sslMode=verify-full&serverSslCert=" + certificate.certificate();
            Path data = work.resolve("data");
            try (TestNode node = TestNode.serve(data, "--db-url", encrypted)) {
                EventFeedIT.sell(node);
                Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
                    String metrics = metrics(node);
                    return metrics.contains("faka_replica_connected 1.0")
                            && metrics.contains("faka_replica_lag_commands 0.0");
                });
                assertThat(node.stop()).isZero();
            }
            Launcher.Result proof = Launcher.run("verify", "--data", data.toString(), "--db-url", encrypted, "--json");
            assertThat(proof.exitCode()).as(proof.err()).isZero();
            assertThat(JsonMapper.shared().readTree(proof.out()).path("rows").asLong())
                    .isPositive();
        }
    }

    @Test
    void shouldNameAServerThatHasNoTls() {
        try (MariaDbServer server = MariaDbServer.start("--skip-ssl")) {
            String url = server.url("faka") + "?user=faka&password=" + server.password();
            refused(url + "&sslMode=verify-full", "put sslMode=disable in --db-url", server.password());
        }
    }

    private void refused(String url, String advice, String password) {
        Launcher.Result result = Launcher.run(
                "serve",
                "--data",
                work.resolve("refused").toString(),
                "--http",
                "0",
                "--tcp",
                "0",
                "--admin",
                "0",
                "--db-url",
                url);
        assertThat(result.exitCode()).as(result.err()).isEqualTo(68);
        assertThat(result.err().strip().lines()).hasSize(1);
        assertThat(result.complaint()).startsWith("faka: ").contains(advice).doesNotContain(password);
    }

    private static String metrics(TestNode node) {
        try (NodeApi admin = new NodeApi(node.admin(), null)) {
            return new String(
                    admin.exchange("GET", "/metrics", "text/plain", null).body(), StandardCharsets.UTF_8);
        }
    }
}
