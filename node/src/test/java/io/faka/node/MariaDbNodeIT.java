package io.faka.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.faka.node.http.NodeApi;
import io.faka.replicator.MariaDbServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real node in front of a real MariaDB. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class MariaDbNodeIT {
    private static final String NOTICE = "{'channel':'alipay','payment_ref':'p-1','amount':100,'currency':'CNY'}";

    private static MariaDbServer server;

    @TempDir
    Path work;

    @BeforeAll
    static void startServer() {
        server = MariaDbServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void emptyDatabase() throws SQLException {
        server.reset();
    }

    @Test
    void shouldReplicateAndProveTheTables() {
        Path data = work.resolve("data");
        try (TestNode node = TestNode.serve(data, "--db-url", url())) {
            assertThat(node.err()).contains("replicating into MariaDB").doesNotContain(server.password());
            put(node, "s");
            awaitRows("skus", 1);
            awaitRows("units", 3);
            assertThat(node.stop()).isZero();
        }
        JsonNode proof = prove(data);
        assertThat(proof.path("tables_equal").asBoolean(false)).isTrue();
        assertThat(proof.path("applied_seq").asLong()).isPositive();
    }

    @Test
    void shouldProveTheMoneyThatDidNotSimplyPay() {
        Path data = work.resolve("data");
        try (TestNode node = TestNode.serve(data, "--db-url", url())) {
            put(node, "s");
            try (NodeApi api = node.api()) {
                String id = call(
                                api,
                                "/v1/orders",
                                "{'client_order_id':'o','buyer':'b','lines':[{'sku':'s','quantity':1}]}")
                        .path("order_id")
                        .asString();
                String pay = "/v1/orders/" + id + "/pay";
                String notice = "{'channel':'alipay','payment_ref':'p-1','amount':130,'currency':'CNY'}";
                assertThat(call(api, pay, notice).path("state").asString()).isEqualTo("PENDING_PAYMENT");
                String decision = "{'action':'apply','operator':'olga','reason':'agreed'}";
                assertThat(call(api, "/v1/suspense/alipay/p-1/resolve", decision)
                                .path("outcome")
                                .asString())
                        .isEqualTo("paid");
                assertThat(call(api, pay, notice.replace("p-1", "p-2"))
                                .path("code")
                                .asString())
                        .isEqualTo("duplicate_payment");
                String refund = "{'amount':200,'ref':'r-1','reason':'bad code'}";
                assertThat(call(api, "/v1/orders/" + id + "/refunds", refund)
                                .path("state")
                                .asString())
                        .isEqualTo("PARTIALLY_REFUNDED");
            }
            awaitRows("refunds", 1);
            awaitRows("suspense_resolutions", 1);
            awaitRows("payment_balances", 2);
            awaitRows("orders WHERE state = 'PARTIALLY_REFUNDED'", 1);
            assertThat(node.stop()).isZero();
        }
        assertThat(prove(data).path("tables_equal").asBoolean(false)).isTrue();
    }

    @Test
    void shouldServeOnWhileTheDatabaseIsAwayAndCatchUp() throws SQLException {
        Path data = work.resolve("data");
        try (TestNode node = TestNode.serve(data, "--db-url", url())) {
            put(node, "before");
            awaitRows("units", 3);
            server.kill();
            put(node, "meanwhile");
            server.restart();
            put(node, "after");
            awaitRows("units", 9);
            assertThat(node.stop()).isZero();
        }
        assertThat(prove(data).path("tables_equal").asBoolean(false)).isTrue();
    }

    @Test
    void shouldTellOfOrdersThatLeftMemoryAlsoAfterAKill() {
        Path recent = work.resolve("recent");
        String delivered;
        String canceled;
        String body = "{'client_order_id':'k','buyer':'b','lines':[{'sku':'s','quantity':1}]}";
        try (TestNode node = TestNode.serve(recent);
                NodeApi api = node.api()) {
            put(node, "s");
            delivered = call(api, "/v1/orders", body).path("order_id").asString();
            canceled = call(api, "/v1/orders", body.replace("'k'", "'c'"))
                    .path("order_id")
                    .asString();
            call(api, "/v1/orders/" + canceled + "/cancel", "{}");
            assertThat(call(api, "/v1/orders/" + delivered + "/pay", NOTICE)
                            .path("units")
                            .path(0)
                            .path("code")
                            .asString())
                    .isEqualTo("1");
            assertThat(node.stop()).isZero();
        }
        Path data = work.resolve("data");
        OlderJournal.write(recent, data, Duration.ofDays(5));
        for (int run = 0; run < 3; run++) {
            try (TestNode node = TestNode.serve(data, "--db-url", url(), "--keep-orders", "3d");
                    NodeApi api = node.api()) {
                put(node, "clock-" + run);
                awaitRows("orders WHERE state = 'FULFILLED'", 1);
                JsonNode order = api.call("GET", "/v1/orders/" + delivered, null);
                assertThat(order.path("archived").asBoolean(false))
                        .as("%s", order)
                        .isTrue();
                assertThat(order.path("units").path(0).path("code").asString()).isEqualTo("1");
                assertThat(api.call("GET", "/v1/orders?client_order_id=c", null)
                                .path("state")
                                .asString())
                        .isEqualTo("CANCELED");
                assertThat(call(api, "/v1/orders/" + delivered + "/pay", NOTICE)
                                .path("code")
                                .asString())
                        .isEqualTo("exists");
                node.kill();
            }
        }
        JsonNode proof = prove(data);
        assertThat(proof.path("tables_equal").asBoolean(false)).isTrue();
        assertThat(proof.path("archived").asInt(-1)).isEqualTo(2);
    }

    @Test
    void shouldSeeARowThatIsNotWhatItShouldBe() throws SQLException {
        Path data = work.resolve("data");
        try (TestNode node = TestNode.serve(data, "--db-url", url())) {
            put(node, "s");
            awaitRows("units", 3);
            assertThat(node.stop()).isZero();
        }
        server.execute("UPDATE faka.skus SET price = price + 1");
        Launcher.Result result = Launcher.run("verify", "--data", data.toString(), "--db-url", url(), "--json");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.complaint()).contains("skus 1");
        assertThat(JsonMapper.shared()
                        .readTree(result.out())
                        .path("tables_equal")
                        .asBoolean(true))
                .isFalse();
    }

    @Test
    void shouldProveASaleWithTheTables() {
        Launcher.Result result = Launcher.run(
                "demo", "--units", "2000", "--buyers", "200", "--seconds", "10", "--db-url", url(), "--json");
        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        assertThat(JsonMapper.shared().readTree(result.out()).path("tables").asString())
                .startsWith("equal");
    }

    @Test
    void shouldNameAWrongPasswordAndAMissingDatabase() {
        refused(url().replace(server.password(), "wrong"));
        refused(url().replace("/faka?", "/nowhere?"));
    }

    private void refused(String url) {
        Launcher.Result result = Launcher.run(
                "serve",
                "--data",
                work.resolve("d").toString(),
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
        assertThat(result.complaint()).startsWith("faka: ");
    }

    private static String url() {
        return server.url("faka") + "?user=faka&password=" + server.password() + "&sslMode=disable";
    }

    private static JsonNode call(NodeApi api, String path, String body) {
        return api.call("POST", path, JsonMapper.shared().readTree(body.replace('\'', '"')));
    }

    private static void put(TestNode node, String sku) {
        try (NodeApi api = node.api()) {
            api.call(
                    "PUT",
                    "/v1/skus/" + sku,
                    JsonMapper.shared().readTree("{\"name\":\"n\",\"price\":100,\"currency\":\"CNY\"}"));
            api.upload("/v1/skus/" + sku + "/units?lot=l", "1\n2\n3\n".getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static void awaitRows(String table, long rows) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
            try (var connection = server.admin();
                    var statement = connection.createStatement();
                    var result = statement.executeQuery("SELECT COUNT(*) FROM faka." + table)) {
                return result.next() && result.getLong(1) == rows;
            }
        });
    }

    private static JsonNode prove(Path data) {
        Launcher.Result result = Launcher.run("verify", "--data", data.toString(), "--db-url", url(), "--json");
        assertThat(result.exitCode()).as(result.err()).isZero();
        return JsonMapper.shared().readTree(result.out());
    }
}
