package io.faka.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.faka.engine.pipeline.PipelineConfig;
import io.faka.engine.port.AckMode;
import io.faka.gateway.TestNode;
import io.faka.gateway.auth.Scope;
import io.faka.gateway.feed.FeedLimits;
import io.faka.gateway.webhook.WebhookPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(120)
class HttpWebhooksTest {
    @TempDir
    Path directory;

    private final List<Message> received = new CopyOnWriteArrayList<>();
    private volatile IntUnaryOperator status = number -> 204;
    private HttpServer receiver;
    private TestNode node;
    private RawHttp http;
    private int puts;

    private record Message(String id, String timestamp, String signature, byte[] body) {
        JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }

        String type() {
            return json().path("type").asString();
        }

        String name() {
            return json().path("data").path("name").asString();
        }
    }

    @BeforeEach
    void start() throws Exception {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/hook", this::receive);
        receiver.start();
        open(policy(3, true));
    }

    @AfterEach
    void stop() throws Exception {
        http.close();
        node.close();
        receiver.stop(0);
        assertThat(node.failure()).isNull();
    }

    @Test
    void shouldDeliverSignedMessagesInOrder() throws Exception {
        RawHttp.Answer created = http.call("POST", "/v1/webhooks", "{\"url\":\"" + url() + "\"}");
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        String secret = created.json().path("secret").asString();
        for (int i = 0; i < 5; i++) {
            put();
        }
        await().until(() -> received.size() == 5);
        assertThat(received).extracting(Message::name).containsExactly("n-1", "n-2", "n-3", "n-4", "n-5");
        for (Message message : received) {
            assertThat(message.type()).isEqualTo("sku_put");
            JsonNode data = message.json().path("data");
            assertThat(message.id()).isEqualTo("evt_" + data.path("seq").asLong() + "_0");
            assertThat(message.json().path("timestamp")).isEqualTo(data.path("time"));
            assertThat(message.signature()).isEqualTo(sign(secret, message));
        }
        String id = created.json().path("webhook_id").asString();
        RawHttp.Answer shown = http.call("GET", "/v1/webhooks/" + id, "");
        assertThat(shown.text()).doesNotContain(secret).doesNotContain("secret");
        assertThat(http.call("GET", "/v1/webhooks", "")
                        .json()
                        .path("webhooks")
                        .get(0)
                        .path("state")
                        .asString())
                .isEqualTo("active");
        try (Stream<Path> files = Files.list(directory.resolve("webhooks"))) {
            assertThat(files)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void shouldTryAgainInOrderUntilTheReceiverTakesIt() throws Exception {
        String id = create("");
        status = number -> number <= 2 ? 500 : 200;
        put();
        put();
        await().until(() -> received.size() == 4);
        assertThat(received).extracting(Message::name).containsExactly("n-1", "n-1", "n-1", "n-2");
        assertThat(received.get(0).id()).isEqualTo(received.get(2).id());
        assertThat(node.gateway().webhooks().failed()).isEqualTo(2);
        await().until(() -> show(id).path("pending").asLong() == 0);
        assertThat(show(id).path("last_error").asString("x")).isEmpty();
    }

    @Test
    void shouldGiveUpAfterTheLastTryGoOnAndRedeliverWhenAsked() throws Exception {
        String id = create("");
        status = number -> number <= 3 ? 503 : 200;
        put();
        put();
        await().until(() -> received.size() == 4);
        assertThat(received).extracting(Message::name).containsExactly("n-1", "n-1", "n-1", "n-2");
        JsonNode dead =
                http.call("GET", "/v1/webhooks/" + id + "/dead", "").json().path("items");
        assertThat(dead).hasSize(1);
        assertThat(dead.get(0).path("error").asString()).isEqualTo("HTTP status 503");
        assertThat(node.gateway().webhooks().deadLetters()).isEqualTo(1);

        RawHttp.Answer none = http.call("POST", "/v1/webhooks/" + id + "/redeliver", "{\"seq\":999}");
        assertThat(none.json().path("redelivering").asInt()).isZero();
        RawHttp.Answer asked = http.call("POST", "/v1/webhooks/" + id + "/redeliver", "");
        assertThat(asked.status()).isEqualTo(202);
        assertThat(asked.json().path("redelivering").asInt()).isEqualTo(1);
        await().until(() -> node.gateway().webhooks().deadLetters() == 0);
        assertThat(received.get(4).id()).isEqualTo(received.get(0).id());
    }

    @Test
    void shouldGoOnAfterARestartWhereItStopped() throws Exception {
        http.close();
        node.close();
        open(policy(100_000, true));
        String id = create("");
        put();
        await().until(() -> received.size() == 1);
        status = number -> 500;
        put();
        await().until(() -> received.size() >= 2);
        String before = Files.readString(directory.resolve("webhooks").resolve(id + ".json"));
        node.gateway().webhooks().close();
        String after = Files.readString(directory.resolve("webhooks").resolve(id + ".json"));
        assertThat(JsonMapper.shared().readTree(after).path("seq").asLong())
                .isGreaterThanOrEqualTo(
                        JsonMapper.shared().readTree(before).path("seq").asLong());
        received.clear();
        status = number -> 200;
        try (var again = new io.faka.gateway.webhook.Webhooks(
                directory, node.gateway().feed().source(), policy(3, true), java.time.Clock.systemUTC())) {
            put();
            await().until(() -> received.size() == 2);
            assertThat(received).extracting(Message::name).containsExactly("n-2", "n-3");
            assertThat(again.count()).isEqualTo(1);
        }
    }

    @Test
    void shouldStandStillWhenTheReceiverIsGoneForGood() throws Exception {
        String id = create("");
        status = number -> number == 1 ? 410 : 200;
        put();
        await().until(() -> show(id).path("state").asString().equals("gone"));
        assertThat(http.call("POST", "/v1/webhooks/" + id + "/redeliver", "{}").status())
                .isEqualTo(202);
        await().until(() -> received.size() == 2);
        assertThat(show(id).path("state").asString()).isEqualTo("active");
    }

    @Test
    void shouldSendOnlyTheTypesAskedForAndNothingOnceDeleted() throws Exception {
        String id = create(",\"types\":[\"order_refused\"]");
        put();
        order();
        await().until(() -> received.size() == 1);
        assertThat(received.get(0).type()).isEqualTo("order_refused");
        assertThat(http.call("DELETE", "/v1/webhooks/" + id, "").status()).isEqualTo(204);
        assertThat(http.call("GET", "/v1/webhooks/" + id, "").code()).isEqualTo("webhook_not_found");
        assertThat(node.gateway().webhooks().count()).isZero();
        try (Stream<Path> files = Files.list(directory.resolve("webhooks"))) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void shouldRefusePrivateAddressesUnlessTheOperatorAllowsThem() throws Exception {
        stop();
        open(policy(3, false));
        for (String address : List.of(url(), "http://localhost:9/", "http://169.254.169.254/latest", "http://[::1]/")) {
            RawHttp.Answer refused = http.call("POST", "/v1/webhooks", "{\"url\":\"" + address + "\"}");
            assertThat(refused.status()).as(address).isEqualTo(422);
            assertThat(refused.code()).as(address).isEqualTo("webhook_address_refused");
        }
        assertThat(directory.resolve("webhooks")).doesNotExist();
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.start();
    }

    @Test
    void shouldNameWhatIsWrongWithARequest() throws Exception {
        refused("{\"url\":\"ftp://x/\"}", "invalid_url");
        refused("{\"url\":7}", "invalid_url");
        refused("{}", "invalid_url");
        refused("{\"url\":\"" + url() + "\",\"types\":\"sku_put\"}", "invalid_types");
        refused("{\"url\":\"" + url() + "\",\"types\":[\"nonsense\"]}", "invalid_types");
        refused("{\"url\":\"" + url() + "\",\"typo\":1}", "unknown_field");
        refused("[]", "malformed");
        refused("{", "malformed");
        assertThat(http.call("DELETE", "/v1/webhooks/nope", "").status()).isEqualTo(404);
        assertThat(http.call("PUT", "/v1/webhooks/nope", "{}").status()).isEqualTo(405);
        for (int i = 0; i < 4; i++) {
            create("");
        }
        RawHttp.Answer full = http.call("POST", "/v1/webhooks", "{\"url\":\"" + url() + "\"}");
        assertThat(full.status()).isEqualTo(409);
        assertThat(full.code()).isEqualTo("too_many_webhooks");
        String reader = "Authorization: Bearer "
                + node.apiKeys().create(Set.of(Scope.READ), false).key();
        assertThat(http.call("GET", "/v1/webhooks", "", reader).status()).isEqualTo(403);
    }

    private void open(WebhookPolicy policy) throws IOException {
        node = new TestNode(
                directory, TestNode.config(), PipelineConfig.defaults(AckMode.ASYNC), FeedLimits.defaults(), policy);
        http = new RawHttp(node.httpPort());
    }

    private static WebhookPolicy policy(int attempts, boolean allowPrivate) {
        return new WebhookPolicy(4, attempts, 2, 10, 10_000, 100, allowPrivate);
    }

    private void receive(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        received.add(new Message(
                exchange.getRequestHeaders().getFirst("webhook-id"),
                exchange.getRequestHeaders().getFirst("webhook-timestamp"),
                exchange.getRequestHeaders().getFirst("webhook-signature"),
                body));
        exchange.sendResponseHeaders(status.applyAsInt(received.size()), -1);
        exchange.close();
    }

    private static String sign(String secret, Message message) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
        mac.update((message.id() + "." + message.timestamp() + ".").getBytes(StandardCharsets.UTF_8));
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(message.body()));
    }

    private String url() {
        return "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook";
    }

    private String create(String more) throws IOException {
        RawHttp.Answer created = http.call("POST", "/v1/webhooks", "{\"url\":\"" + url() + "\"" + more + "}");
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        return created.json().path("webhook_id").asString();
    }

    private JsonNode show(String id) throws IOException {
        return http.call("GET", "/v1/webhooks/" + id, "").json();
    }

    private void refused(String body, String code) throws IOException {
        RawHttp.Answer answer = http.call("POST", "/v1/webhooks", body);
        assertThat(answer.status()).as(body).isEqualTo(400);
        assertThat(answer.code()).as(body).isEqualTo(code);
    }

    private void put() throws IOException {
        String body = "{\"name\":\"n-" + ++puts + "\",\"price\":100,\"currency\":\"CNY\"}";
        assertThat(http.call("PUT", "/v1/skus/s", body).status()).isIn(200, 201);
    }

    private void order() throws IOException {
        String body = "{\"client_order_id\":\"o\",\"buyer\":\"b\",\"lines\":[{\"sku\":\"s\",\"quantity\":1}]}";
        assertThat(http.call("POST", "/v1/orders", body).status()).isEqualTo(409);
    }
}
