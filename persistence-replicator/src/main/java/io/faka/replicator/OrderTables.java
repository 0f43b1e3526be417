package io.faka.replicator;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Writes orders, order_lines and order_units, and finds the orders that a chunk changes but does not create. */
final class OrderTables {
    private static final int IDS_PER_STATEMENT = 500;
    private static final String LOCATE = "SELECT o.order_id, o.seq, o.created_micros, u.unit_id FROM orders o"
            + " LEFT JOIN order_units u ON u.order_seq = o.seq WHERE o.order_id IN (";
    private static final String RELEASE = "DELETE FROM order_units WHERE order_seq IN (";

    private static final String DROP = "DELETE FROM order_units WHERE order_seq = ? AND unit_id = ?";

    private final Connection connection;
    private final RowSink orders;
    private final RowSink lines;
    private final RowSink units;
    private final ChangedRows changed;

    OrderTables(Connection connection) throws SQLException {
        this.connection = connection;
        orders = RowSink.appending(
                connection,
                "orders",
                "seq,created_micros,order_id,client_order_id,buyer,state,mode,amount,currency,expires_micros,"
                        + "changed_seq,changed_micros");
        lines = RowSink.appending(connection, "order_lines", "order_seq,line,sku_number,quantity,unit_price");
        units = RowSink.appending(connection, "order_units", "order_seq,line,unit_id");
        changed = new ChangedRows(
                connection,
                "changed_orders",
                "seq BIGINT UNSIGNED NOT NULL PRIMARY KEY, created_micros BIGINT NOT NULL,"
                        + " state VARCHAR(24) CHARACTER SET ascii NOT NULL, changed_seq BIGINT UNSIGNED NOT NULL,"
                        + " changed_micros BIGINT NOT NULL",
                "seq,created_micros,state,changed_seq,changed_micros",
                "UPDATE changed_orders c STRAIGHT_JOIN orders o ON o.seq = c.seq AND o.created_micros = c.created_micros"
                        + " SET o.state = c.state, o.changed_seq = c.changed_seq, o.changed_micros = c.changed_micros");
    }

    /**
     * Finds where the chunk's orders stand in the tables.
     *
     * @throws IllegalStateException if one is not there
     */
    void locate(Chunk chunk, KnownOrders known) throws SQLException {
        List<OrderFold> missing = new ArrayList<>();
        for (OrderFold order : chunk.orders.values()) {
            if (!order.isLocated() && !known.locate(order)) {
                missing.add(order);
            }
        }
        for (int from = 0; from < missing.size(); from += IDS_PER_STATEMENT) {
            locate(missing.subList(from, Math.min(missing.size(), from + IDS_PER_STATEMENT)));
        }
    }

    private void locate(List<OrderFold> missing) throws SQLException {
        Map<OrderId, OrderFold> byId = new HashMap<>();
        missing.forEach(order -> byId.put(order.id, order));
        try (PreparedStatement select = connection.prepareStatement(LOCATE + marks(missing.size()) + ")")) {
            for (int i = 0; i < missing.size(); i++) {
                select.setBytes(i + 1, missing.get(i).id.toBytes());
            }
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    locate(byId.get(OrderId.of(row.getBytes(1))), row);
                }
            }
        }
        for (OrderFold order : missing) {
            if (!order.isLocated()) {
                throw new IllegalStateException("the tables lack order " + order.id + ", which an event changes");
            }
        }
    }

    private static void locate(OrderFold order, ResultSet row) throws SQLException {
        long unit = row.getLong(4);
        LongStream more = row.wasNull() ? LongStream.empty() : LongStream.of(unit);
        LongStream had = order.isLocated() ? Arrays.stream(order.stored) : LongStream.empty();
        order.locate(
                row.getLong(2), row.getLong(3), LongStream.concat(had, more).toArray());
    }

    /** Writes new and changed orders; units that leave an order go before units that join one. */
    long write(Chunk chunk) throws SQLException {
        long released = release(chunk);
        int changes = 0;
        for (OrderFold order : chunk.orders.values()) {
            if (order.isCreated()) {
                insert(order);
            } else if (order.state != null) {
                change(order);
                changes++;
            }
            for (OrderFold.Taken taken : order.taken) {
                units.put(order.seq).put(taken.line()).put(taken.unitId()).end();
            }
        }
        return released + orders.flush() + lines.flush() + units.flush() + changed.apply(changes);
    }

    private void insert(OrderFold order) throws SQLException {
        Rows.OrderHeader header = order.header;
        orders.put(order.seq).put(order.createdMicros).put(order.id.toBytes());
        orders.put(header.clientOrderId()).put(header.buyer()).put(order.state.name());
        orders.put(header.mode().name())
                .put(header.amount())
                .put(header.currency())
                .put(header.expiresMicros());
        orders.put(order.changedSeq).put(order.changedMicros).end();
        for (Rows.Line line : order.lines) {
            lines.put(order.seq).put(line.line()).put(line.skuNumber()).put(line.quantity());
            lines.put(line.unitPrice()).end();
        }
    }

    private void change(OrderFold order) throws SQLException {
        RowSink row = changed.row();
        row.put(order.seq).put(order.createdMicros).put(order.state.name());
        row.put(order.changedSeq).put(order.changedMicros).end();
    }

    private long release(Chunk chunk) throws SQLException {
        List<Long> released = new ArrayList<>();
        for (OrderFold order : chunk.orders.values()) {
            if (order.storedReleased && order.stored.length > 0) {
                released.add(order.seq);
            }
        }
        long rows = 0;
        for (int from = 0; from < released.size(); from += IDS_PER_STATEMENT) {
            rows += release(released.subList(from, Math.min(released.size(), from + IDS_PER_STATEMENT)));
        }
        return rows + drop(chunk);
    }

    private long drop(Chunk chunk) throws SQLException {
        long rows = 0;
        try (PreparedStatement delete = connection.prepareStatement(DROP)) {
            for (OrderFold order : chunk.orders.values()) {
                for (long unit : order.dropped) {
                    delete.setLong(1, order.seq);
                    delete.setLong(2, unit);
                    rows += delete.executeUpdate();
                }
            }
        }
        return rows;
    }

    private int release(List<Long> seqs) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(RELEASE + marks(seqs.size()) + ")")) {
            for (int i = 0; i < seqs.size(); i++) {
                delete.setLong(i + 1, seqs.get(i));
            }
            return delete.executeUpdate();
        }
    }

    private static String marks(int count) {
        return "?,".repeat(count - 1) + "?";
    }
}
