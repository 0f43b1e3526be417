package io.faka.replicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.faka.engine.RecordBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A replicator on a server that stays up. */
@Timeout(120)
class ReplicatorIT {
    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private static MariaDbServer server;

    private final MemoryEventLog log = new MemoryEventLog();
    private final RecordBuffer batch = new RecordBuffer(1 << 12);

    @BeforeAll
    static void startServer() {
        server = MariaDbServer.start("--innodb-file-per-table=0");
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
    void shouldBringEveryEventIntoTheTables() throws Exception {
        new EventStream(1).append(log, 300);
        try (Replicator replicator = replicator(config(), log)) {
            replicator.checkAtStart();
            replicator.start();
            awaitAll(replicator, log);
            ReplicatorStatus status = replicator.status();
            assertThat(status.isConnected()).isTrue();
            assertThat(status.lag()).isZero();
            assertThat(status.rowsWritten()).isGreaterThan(10_000);
            assertThat(status.failures()).isZero();
        }
        assertThat(assertTablesAreTheFold(log).rows()).isGreaterThan(10_000);
    }

    @Test
    void shouldGoOnFromWhereItStoppedInChunksOfAnySize() throws Exception {
        EventStream stream = new EventStream(2);
        for (int chunkRows : List.of(1, 90, 100_000)) {
            stream.append(log, 40);
            ReplicatorConfig config = config().withChunk(chunkRows, 0).withKnownOrders(chunkRows / 10);
            try (Replicator replicator = replicator(config, log).start()) {
                awaitAll(replicator, log);
            }
        }
        assertTablesAreTheFold(log);
    }

    @Test
    void shouldWriteNothingOnceAWriterOfAHigherEpochIsThere() throws Exception {
        EventStream stream = new EventStream(3);
        stream.append(log, 20);
        try (Replicator old = replicator(config(), log).start();
                Replicator promoted = replicator(config().withEpoch(2), log)) {
            awaitAll(old, log);
            promoted.checkAtStart();
            stream.append(log, 20);
            await().until(() -> old.status().state() == ReplicatorState.FAILED);
            assertThat(old.status().lastError()).contains("fenced", "epoch 2", "epoch 1");
            promoted.start();
            awaitAll(promoted, log);
        }
        DatabaseUnavailableException refused =
                catchThrowableOfType(DatabaseUnavailableException.class, replicator(config(), log)::checkAtStart);
        assertThat(refused.fault()).isEqualTo(DatabaseFault.FENCED);
        assertTablesAreTheFold(log);
    }

    @Test
    void shouldRefuseTablesThatAreAheadOfTheJournal() throws Exception {
        new EventStream(4).append(log, 30);
        replicateAll();
        MemoryEventLog shorter = log.upTo(log.lastSeq() / 2);
        DatabaseUnavailableException refused =
                catchThrowableOfType(DatabaseUnavailableException.class, replicator(config(), shorter)::checkAtStart);
        assertThat(refused.fault()).isEqualTo(DatabaseFault.OTHER_HISTORY);
        assertThat(refused).hasMessageContaining("ahead of the journal").hasMessageContaining("seq " + log.lastSeq());
    }

    @Test
    void shouldRefuseTablesOfAnotherJournal() throws Exception {
        new EventStream(5).append(log, 30);
        replicateAll();
        MemoryEventLog other = new MemoryEventLog();
        new EventStream(6).append(other, 90);
        try (Replicator replicator = replicator(config(), other).start()) {
            await().until(() -> replicator.status().state() == ReplicatorState.FAILED);
            assertThat(replicator.status().lastError()).contains("another journal's events");
        }
        assertTablesAreTheFold(log);
    }

    @Test
    void shouldRefuseTablesOfAnotherShard() throws Exception {
        new EventStream(7).append(log, 5);
        replicateAll();
        DatabaseUnavailableException refused = catchThrowableOfType(
                DatabaseUnavailableException.class, replicator(config().withShard(3), log)::checkAtStart);
        assertThat(refused.fault()).isEqualTo(DatabaseFault.OTHER_HISTORY);
        assertThat(refused).hasMessageContaining("shard 0").hasMessageContaining("shard 3");
    }

    @Test
    void shouldTryAgainAfterADeadlockAndAfterALockTimeout() throws Exception {
        EventStream stream = new EventStream(8);
        stream.append(log, 30);
        try (Replicator replicator = replicator(config(), log).start();
                Connection rival = server.admin();
                Statement statement = rival.createStatement()) {
            awaitAll(replicator, log);
            statement.execute("CREATE TABLE scratch (a INT) AS SELECT seq AS a FROM seq_1_to_20000");
            rival.setAutoCommit(false);
            // The rival changes more rows than the replicator, so the server gives the replicator up.
            statement.execute("UPDATE scratch SET a = a + 1");
            statement.execute("SELECT * FROM orders FOR UPDATE");
            stream.append(log, 30);
            await().until(() -> waitsForALock());
            statement.execute("UPDATE replication_position SET applied_micros = applied_micros");
            await().until(() -> replicator.status().failures() == 1);
            assertThat(replicator.status().lastError()).contains("Deadlock");
            await().until(() -> replicator.status().failures() == 2);
            assertThat(replicator.status().lastError()).contains("Lock wait timeout");
            rival.rollback();
            awaitAll(replicator, log);
        }
        assertTablesAreTheFold(log);
    }

    @Test
    void shouldKeepAPartitionReadyForEachMonth() throws Exception {
        new EventStream(9, MICROS_PER_DAY / 2).append(log, 20);
        ReplicatorConfig config = config().withChunk(50, 0);
        try (Replicator replicator = replicator(config, log).start()) {
            awaitAll(replicator, log);
        }
        long months = count("SELECT COUNT(*) FROM information_schema.partitions WHERE table_schema = 'faka'"
                + " AND table_name = 'orders' AND partition_description <> 'MAXVALUE'");
        assertThat(months).isGreaterThan(3);
        assertThat(count("SELECT COUNT(*) FROM orders PARTITION (p_rest)")).isZero();
        assertThat(count("SELECT COUNT(*) FROM events PARTITION (p_rest)")).isZero();
        assertTablesAreTheFold(log);
    }

    @Test
    void shouldFindTheRowsThatAreNotTheFold() throws Exception {
        new EventStream(10).append(log, 40);
        replicateAll();
        server.execute(
                "UPDATE units SET state = 'VOIDED' WHERE unit_id = 3",
                "DELETE FROM order_lines ORDER BY order_seq LIMIT 1",
                "UPDATE payments SET amount = amount + 1 ORDER BY seq LIMIT 1",
                "INSERT INTO order_units VALUES (1, 0, 4000000)");
        VerifyReport report = new TableVerifier(server.address(), 0).verify(log.reader());
        assertThat(report.isEqual()).isFalse();
        assertThat(report.differences()).hasSize(4);
        assertThat(String.join("\n", report.differences()))
                .contains("units 3: is ", "order_lines ", ": missing, should be", "payments ", "should not be there");
    }

    @Test
    void shouldReadOrdersBack() throws Exception {
        EventWriter events = new EventWriter(batch);
        OrderId id = new OrderId(-1, 77);
        events.skuPut(1, 10, 1, "sku-1", "a card", 100);
        events.unitsAdded(2, 20, 1, 1, 1, 1, 5, new Random(1));
        List<EventWriter.LineUnit> units = List.of(new EventWriter.LineUnit(0, 2), new EventWriter.LineUnit(0, 1));
        events.orderCreated(3, 30, id, 1, units, 200, "Client-1", "bob");
        events.orderFulfilled(4, 40, id, List.of());
        log.append(1, 4, 4, 40, batch.buffer(), 0, batch.position());
        replicateAll();
        HistoryReader history = new HistoryReader(server.address(), 0);
        HistoryOrder order = history.find(id).orElseThrow();
        assertThat(order.state()).isEqualTo("FULFILLED");
        assertThat(order.orderId()).hasToString("ffffffffffffffff000000000000004d");
        assertThat(order.lines()).containsExactly(new HistoryOrder.Line(0, "sku-1", 2, 100));
        assertThat(order.units()).extracting(HistoryOrder.Unit::unitId).containsExactly(1L, 2L);
        assertThat(order.units().get(0).sealedCode()).hasSize(48);
        assertThat(history.findByClientOrderId("Client-1"))
                .map(HistoryOrder::seq)
                .contains(3L);
        assertThat(history.findByClientOrderId("client-1")).isEmpty();
        assertThat(history.findByClientOrderId("Client-1 ")).isEmpty();
        assertThat(history.find(new OrderId(1, 1))).isEmpty();
        assertThat(history.appliedSeq()).isEqualTo(4);
    }

    @Test
    void shouldReadTheTextOfEveryUseBack() throws Exception {
        EventWriter events = new EventWriter(batch);
        TextStream texts = new TextStream(new Random(1), batch);
        OrderId id = new OrderId(-1, 78);
        events.skuPut(1, 10, 1, "sku-1", "a link", 100);
        texts.put(2, 20);
        texts.counted(2, 20, 1, 1, 3);
        List<EventWriter.LineUnit> units = List.of(new EventWriter.LineUnit(0, 1), new EventWriter.LineUnit(0, 2));
        events.orderCreated(3, 30, id, 1, units, 200, "Client-1", "bob");
        events.orderFulfilled(4, 40, id, List.of());
        texts.used(4, 40, id, List.of(1L, 2L));
        log.append(1, 4, 4, 40, batch.buffer(), 0, batch.position());
        replicateAll();
        List<HistoryOrder.Unit> got =
                new HistoryReader(server.address(), 0).find(id).orElseThrow().units();
        assertThat(got).extracting(HistoryOrder.Unit::unitId).containsExactly(1L, 2L);
        assertThat(got).extracting(HistoryOrder.Unit::ofOrder).containsExactly(false, false);
        assertThat(got.get(0).sealedCode())
                .hasSizeGreaterThan(19)
                .isEqualTo(got.get(1).sealedCode());
        assertThat(count("SELECT COUNT(*) FROM text_uses WHERE sku_number = 1 AND buyer LIKE '买家%'"))
                .isEqualTo(2);
        assertTablesAreTheFold(log);
    }

    @Test
    void shouldStopAtAnEventThatDoesNotFitTheTables() throws Exception {
        EventWriter events = new EventWriter(batch);
        events.orderCanceled(1, 10, new OrderId(5, 5));
        log.append(1, 1, 1, 10, batch.buffer(), 0, batch.position());
        try (Replicator replicator = replicator(config(), log).start()) {
            await().until(() -> replicator.status().state() == ReplicatorState.FAILED);
            assertThat(replicator.status().lastError()).contains("lack order 0000000000000005");
        }
        assertThat(count("SELECT applied_seq FROM replication_position")).isZero();
    }

    @Test
    void shouldDoWithoutStreamsWhereTheServerTakesNone() throws Exception {
        new EventStream(11).append(log, 60);
        server.execute("SET GLOBAL local_infile = 0");
        try {
            replicateAll();
        } finally {
            server.execute("SET GLOBAL local_infile = 1");
        }
        assertTablesAreTheFold(log);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldSendEveryByteAndEveryTextAsItIs(boolean stream) throws Exception {
        server.execute("CREATE TABLE sent (n BIGINT, t VARCHAR(300), b VARBINARY(300))"
                + " CHARSET utf8mb4 COLLATE utf8mb4_nopad_bin");
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        List<String> texts =
                List.of("", " ", "\\N", "a\tb\nc\\d\0e\rf", "'\"`", "点卡 \uD83C\uDFAE\t!", "ASCII then é\\");
        long[] numbers = {0, -1, 9, 10, Long.MAX_VALUE, Long.MIN_VALUE, 1234567890};
        try (Connection connection = server.address().openForWriting()) {
            RowSink sink = sink(connection, stream, "sent", "n,t,b");
            for (int i = 0; i < texts.size(); i++) {
                sink.put(numbers[i]).put(texts.get(i)).put(bytes).end();
            }
            assertThat(sink.flush()).isEqualTo(texts.size());
            try (ResultSet row = connection.createStatement().executeQuery("SELECT n, t, b FROM sent")) {
                for (int i = 0; i < texts.size(); i++) {
                    assertThat(row.next()).isTrue();
                    assertThat(row.getLong(1)).isEqualTo(numbers[i]);
                    assertThat(row.getString(2)).isEqualTo(texts.get(i));
                    assertThat(row.getBytes(3)).isEqualTo(bytes);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldFailRatherThanLeaveOutOrChangeARow(boolean stream) throws Exception {
        server.execute("CREATE TABLE strict (n TINYINT PRIMARY KEY, t VARCHAR(3), e ENUM ('A', 'B'))");
        try (Connection connection = server.address().openForWriting()) {
            assertFails(sink(connection, stream, "strict", "n,t,e")
                    .put(1000)
                    .put("abc")
                    .put("A"));
            assertFails(sink(connection, stream, "strict", "n,t,e")
                    .put(1)
                    .put("too long")
                    .put("A"));
            assertFails(sink(connection, stream, "strict", "n,t,e")
                    .put(2)
                    .put("abc")
                    .put("C"));
            RowSink twice = sink(connection, stream, "strict", "n,t,e");
            twice.put(3).put("abc").put("A").end();
            assertFails(twice.put(3).put("abc").put("A"));
        }
    }

    private static void assertFails(RowSink sink) throws SQLException {
        sink.end();
        assertThatThrownBy(sink::flush).isInstanceOf(SQLException.class);
    }

    private static RowSink sink(Connection connection, boolean stream, String table, String columns)
            throws SQLException {
        return stream ? new RowStream(connection, table, columns) : new RowInsert(connection, table, columns, "");
    }

    private void replicateAll() throws InterruptedException {
        try (Replicator replicator = replicator(config(), log).start()) {
            awaitAll(replicator, log);
        }
    }

    private static void awaitAll(Replicator replicator, MemoryEventLog log) throws InterruptedException {
        assertThat(replicator.awaitApplied(log.lastSeq(), 60_000))
                .as("%s", replicator.status())
                .isTrue();
    }

    private static VerifyReport assertTablesAreTheFold(MemoryEventLog log) {
        VerifyReport report = new TableVerifier(server.address(), 0).verify(log.reader());
        assertThat(report.differences()).isEmpty();
        assertThat(report.appliedSeq()).isEqualTo(log.lastSeq());
        return report;
    }

    private static Replicator replicator(ReplicatorConfig config, MemoryEventLog log) {
        return new Replicator(config, log::reader, log::lastSeq);
    }

    private static ReplicatorConfig config() {
        return ReplicatorConfig.of(server.address()).withRetryMillis(100);
    }

    private static boolean waitsForALock() throws SQLException {
        return count("SELECT COUNT(*) FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'") > 0;
    }

    private static long count(String sql) throws SQLException {
        try (Connection admin = server.admin();
                Statement statement = admin.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getLong(1);
        }
    }
}
