package io.faka.client.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.faka.client.Credentials;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpLoadTest {
    private static final String ORDER_ID = "00112233445566778899aabbccddeeff";

    private final Set<String> bodies = ConcurrentHashMap.newKeySet();
    private final Set<String> payments = ConcurrentHashMap.newKeySet();
    private final AtomicLong requests = new AtomicLong();
    private ServerSocket server;
    private volatile String orderResponse;

    @BeforeEach
    void startServer() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::acceptAll);
        thread.setDaemon(true);
        thread.start();
        orderResponse = response(
                "201 Created",
                "{\"order_id\":\"" + ORDER_ID
                        + "\",\"state\":\"PENDING_PAYMENT\",\"amount\": 1999,\"currency\":\"CNY\"}");
    }

    @AfterEach
    void stopServer() throws IOException {
        server.close();
    }

    private LoadOptions options(int pipeline, boolean pay) {
        return new LoadOptions(
                LoadOptions.Protocol.HTTP,
                "127.0.0.1",
                server.getLocalPort(),
                Credentials.bearer("fk_k_s"),
                2,
                pipeline,
                0,
                0,
                1,
                1,
                List.of("sku"),
                10,
                pay);
    }

    @Test
    void shouldPlaceUniqueOrders() {
        LoadReport report = new LoadGenerator(options(4, false)).run();

        assertThat(report.orders()).isPositive();
        assertThat(report.errors()).isEmpty();
        assertThat(bodies).hasSize((int) requests.get());
        assertThat(bodies.iterator().next())
                .matches("\\{\"client_order_id\":\"[0-9a-f]{24}\",\"buyer\":\"buyer-00000\\d\","
                        + "\"lines\":\\[\\{\"sku\":\"sku\",\"quantity\":1}]}");
    }

    @Test
    void shouldPayWhatItPlaced() {
        LoadReport report = new LoadGenerator(options(2, true)).run();

        assertThat(report.paid()).isPositive();
        assertThat(report.errors()).isEmpty();
        assertThat(payments.iterator().next())
                .matches("POST /v1/orders/" + ORDER_ID + "/pay HTTP/1.1 \\{\"channel\":\"bench\","
                        + "\"payment_ref\":\"[0-9a-f]{24}\",\"amount\": +1999,\"currency\":\"CNY\"}");
    }

    @Test
    void shouldCountRefusalsByCode() {
        orderResponse = response("409 Conflict", "{\"code\":\"insufficient_stock\",\"available\":0}");
        LoadReport report = new LoadGenerator(options(1, false)).run();

        assertThat(report.orders()).isZero();
        assertThat(report.errors()).containsOnlyKeys("insufficient_stock");
    }

    private static String response(String status, String body) {
        return "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body;
    }

    private void acceptAll() {
        try {
            while (true) {
                Socket socket = server.accept();
                Thread thread = new Thread(() -> answer(socket));
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException closed) {
            assertThat(server.isClosed()).isTrue();
        }
    }

    private void answer(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            while (true) {
                String request = readLine(in);
                int length = 0;
                for (String line = readLine(in); !line.isEmpty(); line = readLine(in)) {
                    if (line.startsWith("Content-Length: ")) {
                        length = Integer.parseInt(line.substring(16));
                    }
                }
                String body = new String(in.readNBytes(length), StandardCharsets.US_ASCII);
                // In two pieces: a response need not arrive whole.
                byte[] response = respond(request, body).getBytes(StandardCharsets.US_ASCII);
                out.write(response, 0, 20);
                out.flush();
                out.write(response, 20, response.length - 20);
                out.flush();
            }
        } catch (IOException ended) {
            assertThat(ended).isNotNull();
        }
    }

    private String respond(String request, String body) {
        if (request.contains("/pay")) {
            payments.add(request + " " + body);
            return response("200 OK", "{\"code\":\"paid\"}");
        }
        requests.incrementAndGet();
        bodies.add(body);
        return orderResponse;
    }

    private static String readLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("closed");
            }
            if (b != '\r') {
                line.append((char) b);
            }
        }
        return line.toString();
    }
}
