package io.faka.replicator;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * One statement and the rows waiting for it; the driver sends them as multi-row statements. Parameters are set from left to right
 * with the {@code put} methods, {@link #end} closes a row.
 */
final class RowBatch implements AutoCloseable {
    private static final int ROWS_PER_STATEMENT = 1000;
    private static final int BYTES_PER_STATEMENT = 1 << 20;

    private final PreparedStatement statement;
    private int parameter;
    private int pending;
    private int pendingBytes;
    private long rows;

    RowBatch(Connection connection, String table, String columns, String suffix) throws SQLException {
        this.statement = connection.prepareStatement("INSERT INTO " + table + " (" + columns + ") VALUES ("
                + columns.replaceAll("[^,]+", "?") + ")" + suffix);
    }

    RowBatch put(long value) throws SQLException {
        statement.setLong(++parameter, value);
        pendingBytes += 8;
        return this;
    }

    RowBatch put(String value) throws SQLException {
        statement.setString(++parameter, value);
        pendingBytes += value.length();
        return this;
    }

    RowBatch put(byte[] value) throws SQLException {
        statement.setBytes(++parameter, value);
        pendingBytes += value.length;
        return this;
    }

    void end() throws SQLException {
        statement.addBatch();
        parameter = 0;
        pending++;
        rows++;
        if (pending == ROWS_PER_STATEMENT || pendingBytes > BYTES_PER_STATEMENT) {
            flush();
        }
    }

    /** Sends what waits. */
    void flush() throws SQLException {
        if (pending > 0) {
            int sent = statement.executeBatch().length;
            if (sent != pending) {
                throw new SQLException(sent + " of " + pending + " rows were sent");
            }
            pending = 0;
            pendingBytes = 0;
        }
    }

    /** Rows ended since the last call. */
    long takeRows() {
        long taken = rows;
        rows = 0;
        return taken;
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
