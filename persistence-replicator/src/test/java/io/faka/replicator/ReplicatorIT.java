package io.faka.replicator;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
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
        try (Connection admin = server.admin();
                ResultSet row = admin.createStatement()
                        .executeQuery("SELECT applied_seq, (SELECT COUNT(*) FROM orders) FROM replication_position")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getLong(1)).isEqualTo(log.lastSeq());
            assertThat(row.getLong(2)).isPositive();
        }
    }
}
