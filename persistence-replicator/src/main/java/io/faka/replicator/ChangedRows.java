package io.faka.replicator;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Changes many existing rows with one statement: the new values go into a temporary table, and a join carries them over. Unlike an
 * upsert it cannot make a row that should have been there, and it says how many it found.
 */
final class ChangedRows {
    private final Statement statement;
    private final RowSink rows;
    private final String table;
    private final String update;

    ChangedRows(Connection connection, String table, String definition, String columns, String update)
            throws SQLException {
        this.statement = connection.createStatement();
        this.table = table;
        this.update = update;
        statement.execute("CREATE TEMPORARY TABLE " + table + " (" + definition + ") ENGINE = MEMORY");
        this.rows = RowSink.appending(connection, table, columns);
    }

    RowSink row() {
        return rows;
    }

    /**
     * Carries the rows over.
     *
     * @param expected rows put since the last call
     * @throws IllegalStateException if the tables lack one of them
     */
    long apply(int expected) throws SQLException {
        if (expected == 0) {
            return 0;
        }
        long put = rows.flush();
        int found = statement.executeUpdate(update);
        statement.execute("DELETE FROM " + table);
        if (found != expected || put != expected) {
            throw new IllegalStateException(
                    table + ": the events change " + expected + " rows, the tables have " + found + " of them");
        }
        return expected;
    }
}
