package io.faka.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.faka.client.ClientConfig;
import io.faka.client.Credentials;
import io.faka.client.FakaClient;
import io.faka.client.GetOrderByClientId;
import io.faka.client.OrderResult;
import io.faka.codec.command.GetOrderDecoder;
import io.faka.codec.reply.ResultCode;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Ten thousand codes of two kilobytes in one order: delivered whole, a page at a time, however slowly they are read. */
@Timeout(120)
class HttpLargeOrderTest extends NodeOverHttp {
    private static final int UNITS = 10_000;
    private static final int CODE_BYTES = 2_000;
    /** Pages hold about 32 KiB of sealed codes. */
    private static final int LEAST_PAGES = UNITS * CODE_BYTES / (34 * 1024);

    private String orderId;

    @BeforeEach
    void orderTenThousand() throws Exception {
        http.call("PUT", "/v1/skus/bulk", "{\"name\":\"Bulk\",\"price\":1,\"currency\":\"CNY\"}");
        StringBuilder codes = new StringBuilder();
        for (int i = 0; i < UNITS; i++) {
            codes.append(code(i)).append('\n');
        }
        http.send("POST /v1/skus/bulk/units HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: "
                + codes.length() + "\r\n\r\n");
        http.send(codes.toString());
        assertThat(http.read().json().path("imported").asInt()).isEqualTo(UNITS);
        String order = "{\"client_order_id\":\"bulk\",\"buyer\":\"b\",\"lines\":[{\"sku\":\"bulk\",\"quantity\":"
                + UNITS + "}]}";
        orderId = http.call("POST", "/v1/orders", order).json().path("order_id").asString();
    }

    @Test
    void shouldDeliverTenThousandUnitsOfOneOrder() throws Exception {
        RawHttp.Answer paid = pay();
        assertThat(paid.code()).isEqualTo("paid");
        assertThat(paid.header("Transfer-Encoding")).isEqualTo("chunked");
        assertThatAllAreThere(paid.json());
        assertThatAllAreThere(http.call("GET", "/v1/orders/" + orderId, "").json());
        assertThat(pay().code()).isEqualTo("exists");
        try (FakaClient client = FakaClient.connect(ClientConfig.of("127.0.0.1", node.tcpPort(), Credentials.none()))) {
            OrderResult order = client.withAllUnits(client.call(new GetOrderByClientId("bulk", 0)))
                    .join();
            assertThat(order.units()).hasSize(UNITS);
        }
    }

    @Test
    void shouldFetchNoMorePagesThanTheReaderTakes() throws Exception {
        assertThat(pay().code()).isEqualTo("paid");
        long before = pagesServed();
        try (Socket slow = new Socket()) {
            slow.setReceiveBufferSize(8 << 10);
            slow.connect(new InetSocketAddress("127.0.0.1", node.httpPort()));
            OutputStream out = slow.getOutputStream();
            out.write(("GET /v1/orders/" + orderId + " HTTP/1.0\r\nHost: localhost\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            AtomicLong last = new AtomicLong(-1);
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(300))
                    .until(() -> last.getAndSet(pagesServed()) == pagesServed() && pagesServed() > before);
            assertThat(pagesServed() - before).isLessThan(LEAST_PAGES * 3L / 4);

            InputStream in = slow.getInputStream();
            String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).endsWith("]}").contains(code(0), code(UNITS - 1));
            assertThat(pagesServed() - before).isGreaterThan(LEAST_PAGES);
        }
    }

    private long pagesServed() {
        return node.pipeline().metrics().count(GetOrderDecoder.TEMPLATE_ID, ResultCode.FOUND.value());
    }

    private RawHttp.Answer pay() throws Exception {
        String pay = "{\"channel\":\"c\",\"payment_ref\":\"r\",\"amount\":" + UNITS + ",\"currency\":\"CNY\"}";
        return http.call("POST", "/v1/orders/" + orderId + "/pay", pay);
    }

    private static void assertThatAllAreThere(JsonNode order) {
        Set<String> codes = new HashSet<>();
        order.path("units").forEach(unit -> codes.add(unit.path("code").asString()));
        assertThat(codes).hasSize(UNITS).contains(code(0), code(UNITS - 1));
    }

    private static String code(int number) {
        return String.format("%010d-", number) + "x".repeat(CODE_BYTES - 11);
    }
}
