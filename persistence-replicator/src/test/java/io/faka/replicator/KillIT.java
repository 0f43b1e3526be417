package io.faka.replicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Either side is killed while events flow; afterwards the tables are the fold of the events. */
@Timeout(120)
class KillIT {
    private static final int SERVER_KILLS = 6;
    private static final int REPLICATOR_KILLS = 3;

    private static MariaDbServer server;

    private final long seed = new Random().nextLong();
    private final MemoryEventLog log = new MemoryEventLog();

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
        new DatabaseSetup(server.address()).run();
    }

    @Test
    void shouldEndWithTheSameTablesWhenTheServerIsKilled() throws Exception {
        EventStream stream = new EventStream(seed);
        Random random = new Random(seed);
        try (Replicator replicator = start(config().withChunk(150, 0))) {
            for (int kill = 0; kill < SERVER_KILLS; kill++) {
                stream.append(log, 300);
                long from = replicator.status().appliedSeq();
                long somewhere = from + 1 + random.nextInt((int) (log.lastSeq() - from) / 2);
                await().pollInterval(Duration.ofMillis(1))
                        .until(() -> replicator.status().appliedSeq() >= somewhere);
                server.kill();
                await().until(() -> replicator.status().state() == ReplicatorState.RETRYING);
                assertThat(replicator.status().appliedSeq()).isLessThan(log.lastSeq());
                stream.append(log, 20);
                server.restart();
            }
            assertThat(replicator.awaitApplied(log.lastSeq(), 60_000))
                    .as("%s", replicator.status())
                    .isTrue();
            assertThat(replicator.status().failures()).isGreaterThanOrEqualTo(SERVER_KILLS);
        }
        assertTablesAreTheFold();
    }

    @Test
    void shouldEndWithTheSameTablesWhenTheReplicatorIsKilled() throws Exception {
        int batches = 400;
        new EventStream(seed).append(log, batches);
        HistoryReader history = new HistoryReader(server.address(), 0);
        long before = 0;
        for (int kill = 1; kill <= REPLICATOR_KILLS; kill++) {
            Process process = replicatorProcess(batches);
            long target = before + (log.lastSeq() - before) / 4;
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> history.appliedSeq() >= target);
            process.destroyForcibly();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            before = history.appliedSeq();
        }
        assertThat(before).as("killed before the end").isLessThan(log.lastSeq());
        try (Replicator replicator = start(config())) {
            assertThat(replicator.awaitApplied(log.lastSeq(), 60_000)).isTrue();
        }
        assertTablesAreTheFold();
    }

    @Test
    void shouldNeitherRepeatNorMissAChunkWhoseCommitWasLost() throws Exception {
        EventStream stream = new EventStream(seed);
        try (LinkProxy link = new LinkProxy(server.port());
                Replicator replicator = start(config(link.port()))) {
            for (LinkProxy.Break where : List.of(
                    LinkProxy.Break.BEFORE_THE_SERVER,
                    LinkProxy.Break.BEHIND_THE_SERVER,
                    LinkProxy.Break.BEFORE_THE_SERVER,
                    LinkProxy.Break.BEHIND_THE_SERVER)) {
                stream.append(log, 20);
                assertThat(replicator.awaitApplied(log.lastSeq(), 30_000)).isTrue();
                link.breakNext(where);
                stream.append(log, 20);
                await().atMost(Duration.ofSeconds(30)).until(link::isBroken);
            }
            assertThat(replicator.awaitApplied(log.lastSeq(), 30_000)).isTrue();
            assertThat(replicator.status().failures()).isEqualTo(4);
        }
        assertTablesAreTheFold();
    }

    private void assertTablesAreTheFold() {
        VerifyReport report = new TableVerifier(server.address(), 0).verify(log.reader());
        assertThat(report.differences()).as("seed %d", seed).isEmpty();
        assertThat(report.appliedSeq()).isEqualTo(log.lastSeq());
    }

    private Replicator start(ReplicatorConfig config) {
        return new Replicator(config, log::reader, log::lastSeq).start();
    }

    private static ReplicatorConfig config() {
        return ReplicatorConfig.of(server.address()).withRetryMillis(200);
    }

    private static ReplicatorConfig config(int port) {
        String url = "jdbc:mariadb://127.0.0.1:" + port + "/faka";
        return ReplicatorConfig.of(DatabaseAddress.of(url, "faka", server.password()))
                .withRetryMillis(200);
    }

    private Process replicatorProcess(int batches) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ReplicatorProcess.class.getName(),
                        server.url("faka"),
                        server.password(),
                        Long.toString(seed),
                        Integer.toString(batches)))
                .redirectErrorStream(true)
                .redirectOutput(server.directory().resolve("replicator.log").toFile())
                .start();
    }
}
