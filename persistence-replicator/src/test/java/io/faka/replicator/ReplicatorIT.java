package io.faka.replicator;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ReplicatorIT {
    private static MariaDbServer server;

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
    void shouldBringEveryEventIntoTheTables() throws Exception {
        MemoryEventLog log = new MemoryEventLog();
        new EventStream(1).append(log, 500);
        try (Replicator replicator = new Replicator(ReplicatorConfig.of(server.address()), log::reader, log::lastSeq)) {
            replicator.checkAtStart();
            replicator.start();
            assertThat(replicator.awaitApplied(log.lastSeq(), 30_000)).isTrue();
        }
        VerifyReport report = new TableVerifier(server.address(), 0).verify(log.reader());
        assertThat(report.differences()).isEmpty();
        assertThat(report.appliedSeq()).isEqualTo(log.lastSeq());
        assertThat(report.rows()).isGreaterThan(10_000);
    }
}
