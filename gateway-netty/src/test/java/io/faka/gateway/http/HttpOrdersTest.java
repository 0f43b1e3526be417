package io.faka.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.faka.gateway.TestNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HttpOrdersTest {
    private static final String SKU =
            "{\"name\":\"Steam 50\",\"price\":4500,\"currency\":\"CNY\",\"hold_ttl_ms\":600000}";

    private TestNode node;
    private RawHttp http;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        node = TestNode.open(directory);
        http = new RawHttp(node.httpPort());
    }

    @AfterEach
    void stop() throws Exception {
        http.close();
        node.close();
        assertThat(node.failure()).isNull();
    }

    @Test
    void shouldSellFromImportToCode() throws Exception {
        assertThat(http.call("PUT", "/v1/skus/steam-50", SKU).status()).isEqualTo(201);
        RawHttp.Answer imported = text("/v1/skus/steam-50/units?lot=first", "AAAA\r\n\n  BBBB\t\nAAAA\nCCCC");
        assertThat(imported.status()).isEqualTo(200);
        assertThat(imported.text())
                .isEqualTo(
                        "{\"lot\":\"first\",\"imported\":3,\"duplicates\":1,\"rejected\":0,\"blank\":1,\"errors\":[]}");

        RawHttp.Answer created = http.call("POST", "/v1/orders", order("o-1", 2));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        assertThat(created.json().path("state").asString()).isEqualTo("PENDING_PAYMENT");
        assertThat(created.json().path("amount").asLong()).isEqualTo(9000);
        String id = created.json().path("order_id").asString();
        assertThat(created.header("Location")).isEqualTo("/v1/orders/" + id);

        String pay = "{\"channel\":\"alipay\",\"payment_ref\":\"r1\",\"amount\":9000,\"currency\":\"CNY\"}";
        RawHttp.Answer paid = http.call("POST", "/v1/orders/" + id + "/pay", pay);
        assertThat(paid.status()).as(paid.text()).isEqualTo(200);
        assertThat(paid.code()).isEqualTo("paid");
        assertThat(paid.json().path("units").get(0).path("code").asString()).isEqualTo("AAAA");
        assertThat(paid.json().path("units").get(1).path("code").asString()).isEqualTo("BBBB");

        RawHttp.Answer got = http.call("GET", "/v1/orders/" + id, "");
        assertThat(got.json().path("state").asString()).isEqualTo("FULFILLED");
        assertThat(http.call("GET", "/v1/orders?client_order_id=o-1", "").body())
                .isEqualTo(got.body());
        RawHttp.Answer sku = http.call("GET", "/v1/skus/steam-50", "");
        assertThat(sku.json().path("sold").asLong()).isEqualTo(2);
        assertThat(sku.json().path("available").asLong()).isEqualTo(1);
    }

    private RawHttp.Answer text(String target, String body) throws Exception {
        http.send("POST " + target + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body);
        return http.read();
    }

    private static String order(String id, int quantity) {
        return "{\"client_order_id\":\"" + id + "\",\"buyer\":\"b\",\"lines\":[{\"sku\":\"steam-50\",\"quantity\":"
                + quantity + "}]}";
    }
}
