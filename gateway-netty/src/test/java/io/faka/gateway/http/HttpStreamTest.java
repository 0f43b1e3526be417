package io.faka.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.faka.engine.pipeline.PipelineConfig;
import io.faka.engine.port.AckMode;
import io.faka.gateway.TestNode;
import io.faka.gateway.feed.FeedLimits;
import io.faka.gateway.session.SessionLimits;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(120)
class HttpStreamTest {
    private static final int STREAMS = 3;

    private TestNode node;
    private RawHttp http;
    private int puts;

    /** A server-sent event; {@code id} is empty where it has none. */
    private record Event(String type, String id, String data) {
        JsonNode json() {
            return JsonMapper.shared().readTree(data);
        }

        /** Where it stands in the log. */
        String place() {
            return json().path("seq").asLong() + "." + json().path("index").asInt();
        }
    }

    /** Reads a stream as a browser does. */
    private static final class Reader implements AutoCloseable {
        private final BufferedReader lines;

        Reader(int port, String query, String lastEventId) throws Exception {
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + port + "/v1/stream" + query))
                    .header("Accept", "text/event-stream");
            if (lastEventId != null) {
                request.header("Last-Event-ID", lastEventId);
            }
            HttpResponse<java.io.InputStream> response =
                    HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
            lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        }

        /** The next event; null at the end of the stream. */
        Event next() throws IOException {
            String type = "";
            String id = "";
            String data = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    type = line.substring(7);
                } else if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("data: ")) {
                    data = line.substring(6);
                } else if (line.isEmpty() && !data.isEmpty()) {
                    return new Event(type, id, data);
                }
            }
            return null;
        }

        /** The next comment; what comes before it is passed over. */
        String nextComment() throws IOException {
            String line = lines.readLine();
            while (!line.startsWith(":")) {
                line = lines.readLine();
            }
            return line.substring(1).trim();
        }

        List<Event> next(int count) throws IOException {
            List<Event> events = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                events.add(next());
            }
            return events;
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        SessionLimits usual = SessionLimits.defaults();
        SessionLimits limits = new SessionLimits(
                usual.maxInFlight(),
                usual.writeLowBytes(),
                usual.writeHighBytes(),
                usual.writeHardBytes(),
                1_000,
                usual.slowWriterMillis(),
                usual.idleMillis());
        node = new TestNode(
                directory,
                TestNode.config().withLimits(limits, 100, 100),
                PipelineConfig.defaults(AckMode.ASYNC),
                new FeedLimits(1 << 20, 256, STREAMS, 4 << 10, 100));
        http = new RawHttp(node.httpPort());
        put(1);
        importCodes();
    }

    @AfterEach
    void stop() throws Exception {
        http.close();
        node.close();
        assertThat(node.failure()).isNull();
    }

    @Test
    void shouldStreamWhatIsThereAndWhatComes() throws Exception {
        sell("o-1");
        try (Reader reader = new Reader(node.httpPort(), "?after=0", null)) {
            List<Event> before = reader.next(5);
            assertThat(before)
                    .extracting(Event::type)
                    .containsExactly("sku_put", "units_added", "order_created", "payment_recorded", "order_fulfilled");
            assertThat(before.get(2).id())
                    .isEqualTo(before.get(2).json().path("seq").asString());
            assertThat(before.get(3).id()).as("not the last of its sequence").isEmpty();
            assertThat(before.get(4).id())
                    .isEqualTo(before.get(4).json().path("seq").asString());
            sell("o-2");
            assertThat(reader.next(3))
                    .extracting(Event::type)
                    .containsExactly("order_created", "payment_recorded", "order_fulfilled");
            String page = http.call("GET", "/v1/events", "").text();
            assertThat(page).contains(before.get(3).data());
        }
    }

    @Test
    void shouldBeginWithWhatComesNextWhereNothingElseIsAsked() throws Exception {
        try (Reader reader = new Reader(node.httpPort(), "", null)) {
            await().until(() -> node.gateway().feed().streams() == 1);
            put(1);
            assertThat(reader.next().json().path("name").asString()).startsWith("name-2-");
        }
    }

    @Test
    void shouldResumeAfterEveryIdWithoutGapOrDouble() throws Exception {
        for (int i = 0; i < 4; i++) {
            sell("o-" + i);
        }
        List<Event> all;
        try (Reader reader = new Reader(node.httpPort(), "?after=0", null)) {
            all = reader.next(2 + 4 * 3);
        }
        for (int cut = 0; cut < all.size(); cut++) {
            if (!all.get(cut).id().isEmpty() && cut + 1 < all.size()) {
                try (Reader reader =
                        new Reader(node.httpPort(), "?after=0", all.get(cut).id())) {
                    assertThat(reader.next(all.size() - cut - 1)).isEqualTo(all.subList(cut + 1, all.size()));
                }
                await().until(() -> node.gateway().feed().streams() < STREAMS);
            }
        }
        assertThat(all).extracting(Event::place).doesNotHaveDuplicates();
    }

    @Test
    void shouldSendOnlyTheTypesAskedFor() throws Exception {
        sell("o-1");
        try (Reader reader = new Reader(node.httpPort(), "?after=0&types=payment_recorded,sku_put", null)) {
            List<Event> events = reader.next(2);
            assertThat(events).extracting(Event::type).containsExactly("sku_put", "payment_recorded");
            assertThat(events.get(1).id())
                    .as("the last of its sequence that is shown")
                    .isEqualTo(events.get(1).json().path("seq").asString());
            put(1);
            assertThat(reader.next().type()).isEqualTo("sku_put");
        }
    }

    @Test
    void shouldSendHeartbeatsWhileNothingHappens() throws Exception {
        try (Reader reader = new Reader(node.httpPort(), "", null)) {
            await().until(() -> node.gateway().feed().streams() == 1);
            assertThat(reader.nextComment()).startsWith("after ");
            assertThat(reader.nextComment()).isEqualTo("heartbeat");
            assertThat(reader.nextComment()).isEqualTo("heartbeat");
            put(1);
            assertThat(reader.next().type()).isEqualTo("sku_put");
        }
    }

    @Test
    void shouldRefuseOneStreamTooManyByNameAndTakeItsPlaceWhenOneEnds() throws Exception {
        List<Reader> open = new ArrayList<>();
        for (int i = 0; i < STREAMS; i++) {
            open.add(new Reader(node.httpPort(), "", null));
        }
        RawHttp.Answer refused = http.call("GET", "/v1/stream", "");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.code()).isEqualTo("too_many_streams");
        assertThat(refused.header("Retry-After")).isEqualTo("5");
        open.get(0).close();
        await().until(() -> node.gateway().feed().streams() < STREAMS);
        open.set(0, new Reader(node.httpPort(), "", null));
        for (Reader reader : open) {
            reader.close();
        }
    }

    @Test
    void shouldCutASlowReaderAndLetItsNextConnectionGoOn() throws Exception {
        put(12_000);
        try (Socket slow = new Socket()) {
            slow.setReceiveBufferSize(4 << 10);
            slow.connect(new InetSocketAddress("127.0.0.1", node.httpPort()));
            slow.getOutputStream()
                    .write("GET /v1/stream?after=0 HTTP/1.1\r\nHost: localhost\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            await().until(() -> node.gateway().feed().streamsCut() == 1);
            await().until(() -> node.gateway().feed().streams() == 0);
        }
        long last = puts + 2L;
        try (Reader reader = new Reader(node.httpPort(), "", String.valueOf(last - 2))) {
            assertThat(reader.next(2).get(1).id()).isEqualTo(String.valueOf(last));
        }
    }

    @Test
    void shouldEndTheStreamWithTheReasonWhenTheNodeStops() throws Exception {
        try (Reader reader = new Reader(node.httpPort(), "", null)) {
            await().until(() -> node.gateway().feed().streams() == 1);
            node.gateway().close();
            Event cut = reader.next();
            assertThat(cut.type()).isEqualTo("cut");
            assertThat(cut.json().path("code").asString()).isEqualTo("stopping");
            assertThat(reader.next()).isNull();
        }
    }

    @Test
    void shouldNameWhatIsWrongWithARequest() throws Exception {
        refused("?after=x", "invalid_after");
        refused("?types=", "invalid_types");
        refused("?types=order_created,nonsense", "invalid_types");
        refused("?limit=3", "unknown_field");
        RawHttp.Answer id = http.call("GET", "/v1/stream", "", "Last-Event-ID: 3x");
        assertThat(id.code()).isEqualTo("invalid_last_event_id");
        assertThat(http.call("GET", "/v1/stream", "", "Accept: application/json")
                        .status())
                .isEqualTo(406);
        RawHttp.Answer head = http.call("HEAD", "/v1/stream", "");
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Type")).isEqualTo("text/event-stream");
        assertThat(node.gateway().feed().streams()).isZero();
    }

    @Test
    void shouldStreamToAnHttp10Reader() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", node.httpPort())) {
            socket.setSoTimeout(15_000);
            socket.getOutputStream()
                    .write("GET /v1/stream?after=0 HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            List<String> read = new ArrayList<>();
            while (read.isEmpty() || !read.get(read.size() - 1).startsWith("data: ")) {
                read.add(lines.readLine());
            }
            assertThat(read).contains("event: sku_put", "id: 2").doesNotContain("Transfer-Encoding: chunked");
        }
    }

    private void refused(String query, String code) throws Exception {
        RawHttp.Answer answer = http.call("GET", "/v1/stream" + query, "");
        assertThat(answer.status()).as(query).isEqualTo(400);
        assertThat(answer.code()).as(query).isEqualTo(code);
    }

    private void put(int times) throws IOException {
        for (int done = 0; done < times; ) {
            int batch = Math.min(100, times - done);
            StringBuilder requests = new StringBuilder();
            for (int i = 0; i < batch; i++) {
                String name = "name-" + ++puts + "-" + "x".repeat(230);
                String body = "{\"name\":\"" + name + "\",\"price\":100,\"currency\":\"CNY\"}";
                requests.append("PUT /v1/skus/s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n")
                        .append("Content-Length: " + body.length() + "\r\n\r\n" + body);
            }
            http.send(requests.toString());
            for (int i = 0; i < batch; i++) {
                assertThat(http.read().status()).isIn(200, 201);
            }
            done += batch;
        }
    }

    private void importCodes() throws IOException {
        http.send("POST /v1/skus/s/units HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n"
                + "Content-Length: 11\r\n\r\nA\nB\nC\nD\nE\nF");
        assertThat(http.read().status()).isEqualTo(200);
    }

    private void sell(String clientId) throws IOException {
        String id = http.call(
                        "POST",
                        "/v1/orders",
                        "{\"client_order_id\":\"" + clientId
                                + "\",\"buyer\":\"b\",\"lines\":[{\"sku\":\"s\",\"quantity\":1}]}")
                .json()
                .path("order_id")
                .asString();
        assertThat(http.call(
                                "POST",
                                "/v1/orders/" + id + "/pay",
                                "{\"channel\":\"a\",\"payment_ref\":\"r-" + clientId
                                        + "\",\"amount\":100,\"currency\":\"CNY\"}")
                        .status())
                .isEqualTo(200);
    }
}
