package io.faka.replicator;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.Arrays;
import org.mariadb.jdbc.Statement;

/**
 * Sends rows as a stream of text with LOAD DATA LOCAL. The server turns what would be an error of an INSERT into a warning there
 * and leaves the row out or changes it: so a warning, or a row too few, is an error here.
 */
final class RowStream extends RowSink {
    private static final int BYTES_PER_STATEMENT = 4 << 20;
    private static final int MAX_DIGITS = 20;

    private final Statement statement;
    private final String sql;
    private byte[] bytes = new byte[1 << 14];
    private int length;
    private int pending;

    RowStream(Connection connection, String table, String columns) throws SQLException {
        this.statement = connection.createStatement().unwrap(Statement.class);
        this.sql = "LOAD DATA LOCAL INFILE 'rows' INTO TABLE " + table
                + " CHARACTER SET binary FIELDS TERMINATED BY '\\t' ESCAPED BY '\\\\' LINES TERMINATED BY '\\n' ("
                + columns + ")";
    }

    @Override
    RowSink put(long value) {
        reserve(MAX_DIGITS + 1);
        if (value < 0) {
            return put(Long.toString(value));
        }
        int digits = 1;
        for (long rest = value / 10; rest > 0; rest /= 10) {
            digits++;
        }
        long rest = value;
        for (int at = length + digits - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        bytes[length++] = '\t';
        return this;
    }

    @Override
    RowSink put(String value) {
        reserve(2 * value.length() + 1);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c >= 0x80) {
                return put(value.substring(i).getBytes(StandardCharsets.UTF_8));
            }
            escaped((byte) c);
        }
        bytes[length++] = '\t';
        return this;
    }

    @Override
    RowSink put(byte[] value) {
        reserve(2 * value.length + 1);
        for (byte b : value) {
            escaped(b);
        }
        bytes[length++] = '\t';
        return this;
    }

    private void escaped(byte b) {
        switch (b) {
            case '\\' -> plain('\\', '\\');
            case '\t' -> plain('\\', 't');
            case '\n' -> plain('\\', 'n');
            case 0 -> plain('\\', '0');
            default -> bytes[length++] = b;
        }
    }

    private void plain(char first, char second) {
        bytes[length++] = (byte) first;
        bytes[length++] = (byte) second;
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }

    @Override
    void endRow() throws SQLException {
        bytes[length - 1] = '\n';
        pending++;
        if (length >= BYTES_PER_STATEMENT) {
            send();
        }
    }

    @Override
    void send() throws SQLException {
        if (pending == 0) {
            return;
        }
        statement.setLocalInfileInputStream(new ByteArrayInputStream(bytes, 0, length));
        int loaded = statement.executeUpdate(sql);
        SQLWarning warning = statement.getWarnings();
        if (warning != null) {
            throw new SQLException(warning.getMessage(), warning.getSQLState(), warning.getErrorCode(), warning);
        }
        if (loaded != pending) {
            throw new SQLException(loaded + " of " + pending + " rows were taken by " + sql);
        }
        length = 0;
        pending = 0;
    }
}
