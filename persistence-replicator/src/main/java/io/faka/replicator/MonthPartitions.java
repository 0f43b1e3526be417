package io.faka.replicator;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps partitions ready for the months to come in the tables that have one per month. Without the privilege to alter tables,
 * rows simply gather in the last partition.
 */
final class MonthPartitions {
    /** Months kept ready behind the present one. */
    static final int MONTHS_AHEAD = 2;

    /** Months at most that are made at once for what lies behind; older rows go to the first of them. */
    private static final int MONTHS_BACK = 120;

    private static final Logger LOG = LoggerFactory.getLogger(MonthPartitions.class);
    private static final List<String> TABLES = List.of("orders", "events");
    private static final String REST = "p_rest";
    private static final String LAST_BOUND = "SELECT MAX(CAST(partition_description AS SIGNED))"
            + " FROM information_schema.partitions WHERE table_schema = DATABASE() AND table_name = :table"
            + " AND partition_description <> 'MAXVALUE'";

    private final Connection connection;
    private long readyUntilMicros = Long.MIN_VALUE;

    /** @param connection in autocommit mode: partitions are changed outside of transactions */
    MonthPartitions(Connection connection) {
        this.connection = connection;
    }

    /** Whether rows of this time still have a partition of their own ahead of them. */
    boolean isReady(long micros) {
        return micros < readyUntilMicros;
    }

    /** Adds what is missing from the month of {@code fromMicros} to the one of {@code toMicros}, and the ones ahead. */
    void prepare(long fromMicros, long toMicros) throws SQLException {
        YearMonth month = monthOf(toMicros);
        YearMonth from = latest(monthOf(fromMicros), month.minusMonths(MONTHS_BACK));
        for (String table : TABLES) {
            try {
                prepare(table, from, month);
            } catch (SQLException e) {
                if (!connection.isValid(5)) {
                    throw e;
                }
                LOG.warn("no new month partitions in {}, rows go to {}: {}", table, REST, e.getMessage());
            }
        }
        readyUntilMicros = startMicros(month.plusMonths(1));
    }

    private void prepare(String table, YearMonth from, YearMonth month) throws SQLException {
        YearMonth first = lastBound(table)
                .map(MonthPartitions::monthOf)
                .map(bound -> latest(bound, from))
                .orElse(from);
        StringBuilder parts = new StringBuilder();
        for (YearMonth m = first; !m.isAfter(month.plusMonths(MONTHS_AHEAD)); m = m.plusMonths(1)) {
            parts.append(String.format(
                    "PARTITION p%04d%02d VALUES LESS THAN (%d), ",
                    m.getYear(), m.getMonthValue(), startMicros(m.plusMonths(1))));
        }
        if (parts.length() == 0) {
            return;
        }
        try (var statement = connection.createStatement()) {
            statement.execute("ALTER TABLE " + table + " REORGANIZE PARTITION " + REST + " INTO (" + parts
                    + "PARTITION " + REST + " VALUES LESS THAN MAXVALUE)");
        }
    }

    private Optional<Long> lastBound(String table) {
        return Jdbi.create(connection)
                .withHandle(handle -> handle.createQuery(LAST_BOUND)
                        .bind("table", table)
                        .mapTo(Long.class)
                        .findOne());
    }

    private static YearMonth latest(YearMonth one, YearMonth other) {
        return one.isAfter(other) ? one : other;
    }

    private static YearMonth monthOf(long micros) {
        return YearMonth.from(
                Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L)).atOffset(ZoneOffset.UTC));
    }

    private static long startMicros(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toEpochSecond() * 1_000_000L;
    }
}
