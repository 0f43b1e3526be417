package io.faka.client.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.faka.client.Credentials;
import io.faka.client.FakeNode;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LoadGeneratorTest {
    private final Set<String> ids = ConcurrentHashMap.newKeySet();
    private final AtomicLong received = new AtomicLong();
    private FakeNode node;

    @BeforeEach
    void startNode() throws IOException {
        node = new FakeNode();
    }

    @AfterEach
    void stopNode() throws IOException {
        node.close();
    }

    private LoadOptions options(int connections, int pipeline, long rate) {
        return new LoadOptions(
                LoadOptions.Protocol.TCP,
                "127.0.0.1",
                node.port(),
                Credentials.none(),
                connections,
                pipeline,
                rate,
                0,
                1,
                1,
                List.of("a", "b"),
                10,
                false);
    }

    private void serve(int connections, Runnable beforeReply) {
        Thread acceptor = new Thread(() -> {
            for (int i = 0; i < connections; i++) {
                accept(beforeReply);
            }
        });
        acceptor.setDaemon(true);
        acceptor.start();
    }

    private void accept(Runnable beforeReply) {
        try {
            FakeNode.Session session = node.acceptLogon();
            Thread thread = new Thread(() -> answer(session, beforeReply));
            thread.setDaemon(true);
            thread.start();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void answer(FakeNode.Session session, Runnable beforeReply) {
        try {
            while (true) {
                List<FakeNode.Received> batch = session.readBatch();
                batch.forEach(request -> ids.add(request.clientOrderId()));
                received.addAndGet(batch.size());
                beforeReply.run();
                session.replyCreated(batch);
            }
        } catch (IOException ended) {
            assertThat(ended).isNotNull();
        }
    }

    @Test
    void shouldPlaceUniqueOrdersAndCountThem() {
        serve(3, () -> {});
        LoadReport report = new LoadGenerator(options(3, 8, 0)).run();

        assertThat(report.orders()).isPositive().isLessThanOrEqualTo(received.get());
        assertThat(ids).hasSize((int) received.get());
        assertThat(report.errors()).isEmpty();
        assertThat(report.perSecond()).isEqualTo(report.orders());
        assertThat(report.p50Micros()).isLessThanOrEqualTo(report.p99Micros());
    }

    @Test
    void shouldKeepTheRateInOpenLoop() {
        serve(2, () -> {});
        LoadReport report = new LoadGenerator(options(2, 16, 1_000)).run();

        assertThat(received.get()).isBetween(990L, 1_000L);
        assertThat(report.errors()).isEmpty();
    }

    @Test
    void shouldChargeAStallToEveryOrderThatWasDueInIt() {
        CountDownLatch stall = new CountDownLatch(1);
        AtomicLong batches = new AtomicLong();
        serve(1, () -> {
            if (batches.incrementAndGet() == 10) {
                await(stall, 600);
            }
        });
        LoadReport report = new LoadGenerator(options(1, 4, 1_000)).run();

        // Only 4 orders are in flight while the node stalls; the other hundreds were due and must count as late.
        assertThat(received.get()).isGreaterThan(900);
        assertThat(report.maxMicros()).isGreaterThan(500_000);
        assertThat(report.p90Micros()).isGreaterThan(100_000);
    }

    @Test
    void shouldReportWhatWasNeverAnswered() {
        CountDownLatch never = new CountDownLatch(1);
        serve(1, () -> await(never, 30_000));
        LoadReport report = new LoadGenerator(options(1, 4, 100)).run();

        assertThat(report.orders()).isZero();
        assertThat(report.errors()).containsEntry("unanswered", 4L).containsKey("unsent");
    }

    private static void await(CountDownLatch latch, long millis) {
        try {
            assertThat(latch.await(millis, TimeUnit.MILLISECONDS)).isFalse();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
