package io.faka.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.faka.engine.SkuView;
import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(90)
class HttpImportTest extends NodeOverHttp {
    private static final int LINES = 300_000;

    @BeforeEach
    void stock() throws Exception {
        assertThat(http.call("PUT", "/v1/skus/s", "{\"name\":\"S\",\"price\":1,\"currency\":\"CNY\"}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void shouldAnswerForEveryLineOfALargeFileAndServeOthersMeanwhile() throws Exception {
        http.socket().setSoTimeout(80_000);
        Future<RawHttp.Answer> answer = CompletableFuture.supplyAsync(this::sendLargeFile);
        int served = 0;
        try (RawHttp other = new RawHttp(node.httpPort())) {
            while (!answer.isDone()) {
                assertThat(other.call("GET", "/v1/skus/s", "").status()).isEqualTo(200);
                served++;
            }
        }
        RawHttp.Answer imported = answer.get();
        assertThat(imported.status()).as(imported.text()).isEqualTo(200);
        // Of each ten lines one is blank, one too long or not UTF-8 in turn, one a duplicate.
        assertThat(imported.json().path("imported").asInt()).isEqualTo(LINES / 10 * 7);
        assertThat(imported.json().path("duplicates").asInt()).isEqualTo(LINES / 10);
        assertThat(imported.json().path("blank").asInt()).isEqualTo(LINES / 10);
        assertThat(imported.json().path("rejected").asInt()).isEqualTo(LINES / 10);
        assertThat(imported.json().path("errors").size()).isEqualTo(100);
        assertThat(imported.json().path("errors").get(0).toString()).isEqualTo("{\"line\":9,\"reason\":\"too_long\"}");
        assertThat(imported.json().path("errors").get(1).toString()).isEqualTo("{\"line\":19,\"reason\":\"not_utf8\"}");
        assertThat(served).isPositive();
        assertThat(http.call("GET", "/v1/skus/s", "").json().path("available").asInt())
                .isEqualTo(LINES / 10 * 7);
    }

    @Test
    void shouldTakeCodesAsJson() throws Exception {
        RawHttp.Answer answer = http.call(
                "POST", "/v1/skus/s/units", "{\"lot\":\"j\",\"codes\":[\"A\",\" B \",\"\",\"A\",\"\\u00e9\"]}");
        assertThat(answer.text())
                .isEqualTo("{\"lot\":\"j\",\"imported\":3,\"duplicates\":1,\"rejected\":0,\"blank\":1,\"errors\":[]}");
        assertThat(http.call("POST", "/v1/skus/s/units", "{\"codes\":[1]}").code())
                .isEqualTo("invalid_codes");
        assertThat(http.call("POST", "/v1/skus/s/units", "{\"codes\":[],\"offer\":0}")
                        .code())
                .isEqualTo("invalid_offer");
        assertThat(http.call("POST", "/v1/skus/s/units", "{\"count\":1}").code())
                .isEqualTo("delivery_mismatch");
        assertThat(http.call("POST", "/v1/skus/s/units", "{\"codes\":[]}")
                        .json()
                        .path("imported")
                        .asInt())
                .isZero();
        assertThat(http.call("POST", "/v1/skus/none/units", "{\"codes\":[]}").code())
                .isEqualTo("sku_not_found");
    }

    @Test
    void shouldRefuseBeforeReadingWhatItCannotTake() throws Exception {
        http.send(head("none", "Content-Length: 999999999"));
        RawHttp.Answer answer = http.read();
        assertThat(answer.code()).isEqualTo("sku_not_found");
        assertThat(answer.header("Connection")).isEqualTo("close");
        assertThat(http.isEnded()).isTrue();
    }

    @Test
    void shouldKeepWhatCameBeforeBrokenFramingAndSaySo() throws Exception {
        http.send(head("s", "Transfer-Encoding: chunked")).send("4\r\nA\nB\n\r\nnonsense");
        RawHttp.Answer answer = http.read();
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("malformed");
        assertThat(answer.json().has("imported")).isTrue();
        assertThat(http.isEnded()).isTrue();
    }

    @Test
    void shouldNotImportALineThatWasCutOff() throws Exception {
        http.send(head("s", "Content-Length: 1000000"));
        byte[] lines = "whole\n".repeat(20_000).getBytes(StandardCharsets.US_ASCII);
        http.send(lines).send("cut-of");
        await().until(() -> available() == 1);
        http.close();
        http = new RawHttp(node.httpPort());
        assertThat(http.call("POST", "/v1/skus/s/units", "{\"codes\":[\"cut-of\"]}")
                        .json()
                        .path("imported")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void shouldImportBehindPipelinedRequests() throws Exception {
        http.send("GET /v1/time HTTP/1.1\r\nHost: localhost\r\n\r\n" + head("s", "Content-Length: 3") + "A\nB"
                + head("s", "Content-Length: 0") + "GET /v1/skus/s HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(http.read().json().has("epoch_ms")).isTrue();
        assertThat(http.read().json().path("imported").asInt()).isEqualTo(2);
        assertThat(http.read().json().path("imported").asInt()).isZero();
        assertThat(http.read().json().path("available").asInt()).isEqualTo(2);
    }

    @Test
    void shouldStopReadingWhileThePipelineStandsStill() throws Exception {
        byte[] block = new byte[1 << 20];
        int blocks = 64;
        AtomicInteger sent = new AtomicInteger();
        http.send(head("s", "Content-Length: " + (long) blocks * block.length));
        node.journalLock().lock();
        Thread sender = new Thread(() -> {
            for (int i = 0; i < blocks; i++) {
                try {
                    http.send(numbered(block, i));
                    sent.incrementAndGet();
                } catch (java.io.IOException e) {
                    return;
                }
            }
        });
        sender.start();
        try {
            await().atMost(40, TimeUnit.SECONDS)
                    .during(1, TimeUnit.SECONDS)
                    .until(sent::get, new org.hamcrest.CustomTypeSafeMatcher<Integer>("unchanged") {
                        private int last = -1;

                        @Override
                        protected boolean matchesSafely(Integer now) {
                            boolean same = now == last;
                            last = now;
                            return same;
                        }
                    });
            assertThat(sent.get()).as("MiB taken").isLessThan(blocks / 2);
        } finally {
            node.journalLock().unlock();
        }
        sender.join();
        assertThat(http.read().json().path("imported").asInt()).isEqualTo(blocks * (block.length / 1024));
    }

    /** A block of lines of 1,024 bytes of which no two are alike. */
    private static byte[] numbered(byte[] block, int number) {
        java.util.Arrays.fill(block, (byte) 'x');
        for (int i = 0; i < block.length; i += 1024) {
            byte[] id = String.format("%08d", number * 1024 + i / 1024).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(id, 0, block, i, id.length);
            block[i + 1023] = '\n';
        }
        return block;
    }

    private RawHttp.Answer sendLargeFile() {
        try {
            http.send(head("s", "Transfer-Encoding: chunked"));
            OutputStream out = new BufferedOutputStream(http.socket().getOutputStream(), 1 << 16);
            StringBuilder chunk = new StringBuilder();
            for (int i = 1; i <= LINES; i++) {
                chunk.append(line(i)).append(i % 3 == 0 ? "\r\n" : "\n");
                if (chunk.length() > 30_000 || i == LINES) {
                    out.write((Integer.toHexString(chunk.length()) + "\r\n" + chunk + "\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
                    chunk.setLength(0);
                }
            }
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return http.read();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String line(int i) {
        return switch (i % 10) {
            case 8 -> " \t";
            case 9 -> i % 20 == 9 ? "x".repeat(4097) : "bad \u00ff" + i;
            case 0 -> "CODE-0001-" + (i - 3);
            default -> "CODE-0001-" + i;
        };
    }

    private static String head(String sku, String length) {
        return "POST /v1/skus/" + sku + "/units HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n" + length
                + "\r\n\r\n";
    }

    private long available() {
        SkuView view = new SkuView();
        return node.pipeline().board().read("s", view) ? view.available : -1;
    }
}
