package io.faka.replicator;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.mariadb.jdbc.MariaDbDataSource;

/** Makes sure that the server fits and that the tables are there. */
final class DatabaseSetup {
    private static final Pattern VERSION = Pattern.compile("^(?:5\\.5\\.5-)?(\\d+)\\.(\\d+)\\..*");
    private static final int MIN_MAJOR = 10;
    private static final int MIN_MINOR = 6;

    private final DatabaseAddress address;

    DatabaseSetup(DatabaseAddress address) {
        this.address = address;
    }

    /**
     * Connects, checks the server's version and brings the tables up to date.
     *
     * @throws DatabaseUnavailableException if any of it fails
     */
    void run() {
        try (Connection connection = address.openForReading()) {
            requireVersion(connection.getMetaData().getDatabaseProductVersion());
        } catch (SQLException e) {
            throw DatabaseFaults.explain(address, e);
        }
        migrate();
    }

    /** @throws DatabaseUnavailableException if it is not MariaDB, or one older than 10.6 */
    static void requireVersion(String version) {
        Matcher matcher = VERSION.matcher(version);
        if (!version.contains("MariaDB") || !matcher.matches()) {
            throw version("the server is not MariaDB but " + version);
        }
        int major = Integer.parseInt(matcher.group(1));
        int minor = Integer.parseInt(matcher.group(2));
        if (major < MIN_MAJOR || major == MIN_MAJOR && minor < MIN_MINOR) {
            throw version("the server is MariaDB " + major + "." + minor);
        }
    }

    private static DatabaseUnavailableException version(String found) {
        return new DatabaseUnavailableException(
                DatabaseFault.SERVER_VERSION,
                found + "; MariaDB " + MIN_MAJOR + "." + MIN_MINOR + " or newer is needed",
                null);
    }

    private void migrate() {
        try {
            MariaDbDataSource source = new MariaDbDataSource(address.url());
            source.setUser(address.user());
            source.setPassword(address.password());
            migrate(Flyway.configure(DatabaseSetup.class.getClassLoader())
                    .dataSource(source)
                    .baselineOnMigrate(false)
                    .load());
        } catch (SQLException e) {
            throw DatabaseFaults.explain(address, e);
        } catch (FlywayException e) {
            throw explain(e);
        }
    }

    private void migrate(Flyway flyway) {
        MigrationInfo[] all = flyway.info().all();
        if (Arrays.stream(all).anyMatch(m -> m.getState() == MigrationState.FUTURE_SUCCESS)) {
            throw new DatabaseUnavailableException(
                    DatabaseFault.SCHEMA,
                    "the tables at " + address.url() + " were made by a newer release of FakaCore; start that one",
                    null);
        }
        if (Arrays.stream(all).anyMatch(m -> m.getState().isFailed())) {
            // Migrations can run twice, so one that was cut is simply tried again.
            flyway.repair();
        }
        flyway.migrate();
    }

    private DatabaseUnavailableException explain(FlywayException e) {
        SQLException sql = DatabaseFaults.sqlCause(e);
        if (sql != null) {
            return DatabaseFaults.explain(address, sql);
        }
        return new DatabaseUnavailableException(
                DatabaseFault.SCHEMA,
                "the tables at " + address.url() + " cannot be brought up to date: "
                        + String.valueOf(e.getMessage()).replaceAll("\\s+", " ").strip(),
                e);
    }
}
