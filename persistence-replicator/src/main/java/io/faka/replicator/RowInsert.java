package io.faka.replicator;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Sends rows as multi-row INSERT statements, which the driver makes from a batch. */
final class RowInsert extends RowSink {
    private static final int ROWS_PER_STATEMENT = 1000;
    private static final int BYTES_PER_STATEMENT = 1 << 20;

    private final PreparedStatement statement;
    private int parameter;
    private int pending;
    private int pendingBytes;

    /** @param suffix what follows the values, e.g. ON DUPLICATE KEY UPDATE; may be empty */
    RowInsert(Connection connection, String table, String columns, String suffix) throws SQLException {
        this.statement = connection.prepareStatement("INSERT INTO " + table + " (" + columns + ") VALUES ("
                + columns.replaceAll("[^,]+", "?") + ")" + suffix);
    }

    @Override
    RowSink put(long value) throws SQLException {
        statement.setLong(++parameter, value);
        pendingBytes += Long.BYTES;
        return this;
    }

    @Override
    RowSink put(String value) throws SQLException {
        statement.setString(++parameter, value);
        pendingBytes += value.length();
        return this;
    }

    @Override
    RowSink put(byte[] value) throws SQLException {
        statement.setBytes(++parameter, value);
        pendingBytes += value.length;
        return this;
    }

    @Override
    void endRow() throws SQLException {
        statement.addBatch();
        parameter = 0;
        pending++;
        if (pending == ROWS_PER_STATEMENT || pendingBytes > BYTES_PER_STATEMENT) {
            send();
        }
    }

    @Override
    void send() throws SQLException {
        if (pending == 0) {
            return;
        }
        int sent = statement.executeBatch().length;
        if (sent != pending) {
            throw new SQLException(sent + " of " + pending + " rows were sent");
        }
        pending = 0;
        pendingBytes = 0;
    }
}
