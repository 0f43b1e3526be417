package io.faka.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.faka.engine.port.StorageLevel;
import io.faka.gateway.TestNode;
import io.faka.gateway.auth.Scope;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AdminServerTest {
    private final NodeHealth health = new NodeHealth();
    private final HttpClient client = HttpClient.newHttpClient();
    private TestNode node;
    private AdminServer admin;

    @BeforeEach
    void start(@TempDir Path directory) {
        node = TestNode.open(directory);
        admin = new AdminServer("127.0.0.1", 0, health, node.apiKeys(), "1.2.3");
    }

    @AfterEach
    void stop() {
        admin.close();
        node.close();
    }

    @Test
    void shouldTellStartupProgressBeforeThereIsANode() throws Exception {
        health.replayed(30, 120);
        assertThat(get("/startupz").statusCode()).isEqualTo(503);
        assertThat(get("/startupz").body()).contains("\"replayed\":30").contains("\"percent\":25");
        assertThat(get("/readyz").statusCode()).isEqualTo(503);
        assertThat(get("/livez").statusCode()).isEqualTo(200);
        assertThat(get("/metrics").statusCode()).isEqualTo(503);

        health.ready();
        admin.show(node.running());

        assertThat(get("/startupz").statusCode()).isEqualTo(200);
        assertThat(get("/readyz").statusCode()).isEqualTo(200);
    }

    @Test
    void shouldNameWhyItIsNotReady() throws Exception {
        health.ready();
        admin.show(node.running());
        node.storageLevel(StorageLevel.LOW);
        assertThat(get("/readyz").body()).contains("disk is low");

        health.failed("the disk broke");
        assertThat(get("/livez").statusCode()).isEqualTo(503);
        assertThat(get("/livez").body()).contains("the disk broke");
    }

    @Test
    void shouldTellHowManyOrdersWait() throws Exception {
        health.ready();
        admin.show(node.running());
        assertThat(send("PUT", "/v1/skus/a", "{\"name\":\"A\",\"price\":1,\"currency\":\"CNY\"}"))
                .isEqualTo(201);
        String order = "{\"client_order_id\":\"o-1\",\"buyer\":\"b\",\"mode\":\"GTC\","
                + "\"lines\":[{\"sku\":\"a\",\"quantity\":2}]}";
        assertThat(send("POST", "/v1/orders", order)).isEqualTo(202);
        assertThat(get("/metrics").body())
                .contains("faka_orders_waiting 1.0")
                .contains("faka_orders_archived 0.0")
                .contains("faka_stock_units{quantity=\"backordered\"} 2.0");
        assertThat(send("POST", "/v1/skus/a/units", "{\"codes\":[\"x\",\"y\"]}"))
                .isEqualTo(200);
        assertThat(get("/metrics").body()).contains("faka_orders_waiting 0.0");
    }

    private int send(String method, String path, String body) throws Exception {
        return client.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.httpPort() + path))
                                .header("Content-Type", "application/json")
                                .method(method, HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    @Test
    void shouldCountCommandsByOperationAndCode() throws Exception {
        health.ready();
        admin.show(node.running());
        HttpResponse<String> put = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.httpPort() + "/v1/skus/a"))
                        .header("Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofString("{\"name\":\"A\",\"price\":1,\"currency\":\"CNY\"}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(put.statusCode()).isEqualTo(201);
        HttpResponse<String> offer = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.httpPort() + "/v1/skus/a/offers"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"seller\":\"s\",\"unit_price\":1}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(offer.statusCode()).isEqualTo(201);

        String metrics = get("/metrics").body();

        assertThat(metrics)
                .contains("faka_commands_total{code=\"created\",op=\"put_sku\"} 1.0")
                .contains("faka_commands_total{code=\"created\",op=\"put_offer\"} 1.0")
                .contains("faka_conservation_failures_total 0.0")
                .contains("faka_stock_units{quantity=\"available\"} 0.0")
                .contains("faka_skus 1.0")
                .contains("faka_suspense_payments 0.0")
                .contains("faka_refunds_due_payments 0.0")
                .contains("faka_request_latency_seconds_count{class=\"supply\"} 2")
                .contains("faka_build_info{version=\"1.2.3\"} 1.0")
                .contains("faka_journal_last_seq")
                .contains("faka_ring_depth 0.0");
    }

    @Test
    void shouldTellTheStateToThisMachineOrAnAdminKeyOnly() throws Exception {
        admin.show(node.running());
        String read = node.apiKeys().create(EnumSet.of(Scope.READ), false).key();
        String operator = node.apiKeys().create(EnumSet.of(Scope.ADMIN), false).key();

        assertThat(get("/v1/admin/state").body()).contains("\"hash\":\"").contains("\"skus\":0");
        assertThat(get("/v1/admin/state", "Authorization", "Bearer " + operator).statusCode())
                .isEqualTo(200);
        assertThat(get("/v1/admin/state", "Authorization", "Bearer " + read).statusCode())
                .isEqualTo(401);
        assertThat(get("/v1/admin/state", "Origin", "http://elsewhere").statusCode())
                .isEqualTo(401);
    }

    @Test
    void shouldRefuseWhatItDoesNotHave() throws Exception {
        assertThat(get("/").statusCode()).isEqualTo(404);
        HttpResponse<String> post = client.send(
                HttpRequest.newBuilder(URI.create(base() + "/livez"))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(post.statusCode()).isEqualTo(405);
        assertThat(post.headers().firstValue("Allow")).contains("GET, HEAD");
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private String base() {
        return "http://127.0.0.1:" + admin.address().getPort();
    }
}
