package io.faka.replicator;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Rows on their way into one table: columns from left to right with the {@code put} methods, then {@link #end}. Nothing is certain
 * to be sent before {@link #flush}. A sink that has thrown is of no further use.
 */
abstract class RowSink {
    private long rows;

    /** How rows are only added: as a stream of text where the server takes one, else as statements. */
    static RowSink appending(Connection connection, String table, String columns) throws SQLException {
        return takesStreams(connection)
                ? new RowStream(connection, table, columns)
                : new RowInsert(connection, table, columns, "");
    }

    /** How rows are added or, where their key is taken, replaced. */
    static RowSink lastWins(Connection connection, String table, String columns) throws SQLException {
        String update = columns.replaceAll("([a-z_]+)", "$1=VALUES($1)");
        return new RowInsert(connection, table, columns, " ON DUPLICATE KEY UPDATE " + update);
    }

    private static boolean takesStreams(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                var row = statement.executeQuery("SELECT @@local_infile")) {
            return row.next() && row.getBoolean(1);
        }
    }

    abstract RowSink put(long value) throws SQLException;

    abstract RowSink put(String value) throws SQLException;

    abstract RowSink put(byte[] value) throws SQLException;

    /** Ends a row; may send what waits. */
    final void end() throws SQLException {
        rows++;
        endRow();
    }

    abstract void endRow() throws SQLException;

    /** Sends what waits. */
    abstract void send() throws SQLException;

    /**
     * Sends what waits.
     *
     * @return rows ended since the last call
     */
    final long flush() throws SQLException {
        send();
        long flushed = rows;
        rows = 0;
        return flushed;
    }
}
