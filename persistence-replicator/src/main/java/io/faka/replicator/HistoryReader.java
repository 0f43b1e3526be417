package io.faka.replicator;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * Answers for orders from the tables. What it says is true as of {@link #appliedSeq}; a replica of the database may serve it. Each
 * call takes a connection of its own and blocks: not for event loops. Any thread.
 */
public final class HistoryReader {
    /** Most units that an order is told with. */
    public static final int MAX_UNITS = 100_000;

    private static final String NEWEST_FILL = " FROM backorder_fills f WHERE f.order_id = o.order_id"
            + " ORDER BY f.seq DESC, f.event_index DESC LIMIT 1)";
    private static final String ORDER =
            "SELECT o.order_id, o.seq, o.changed_seq, o.client_order_id, o.buyer, o.state, o.currency, o.created_micros,"
                    + " o.amount,"
                    + " COALESCE((SELECT NULLIF(f.expires_micros, 0)" + NEWEST_FILL
                    + ", o.expires_micros) AS expires_micros"
                    + " FROM orders o WHERE ";
    private static final String NEWEST = " WHERE order_id = :id ORDER BY seq DESC, event_index DESC LIMIT 1)";
    private static final String AMOUNT = "SELECT amount FROM ((SELECT seq, event_index, amount FROM backorder_fills"
            + NEWEST + " UNION ALL (SELECT seq, event_index, amount FROM line_cancels" + NEWEST
            + ") newest ORDER BY seq DESC, event_index DESC LIMIT 1";
    private static final String LINES = "SELECT l.line, s.sku, l.quantity - COALESCE((SELECT SUM(c.quantity)"
            + " FROM line_cancels c WHERE c.order_id = :id AND c.line = l.line), 0), l.unit_price FROM order_lines l"
            + " JOIN skus s ON s.sku_number = l.sku_number WHERE l.order_seq = :seq ORDER BY l.line";
    private static final String UNITS_OF = " FROM order_units o JOIN units u ON u.unit_id = o.unit_id"
            + " JOIN skus s ON s.sku_number = u.sku_number JOIN ";
    private static final String UNITS = "SELECT line, unit_id, sku, key_id, fingerprint, sealed, of_order FROM ("
            + "SELECT o.line, o.unit_id, s.sku, c.key_id, c.fingerprint, c.sealed_code AS sealed, 0 AS of_order"
            + UNITS_OF + "unit_codes c ON c.unit_id = o.unit_id WHERE o.order_seq = :seq UNION ALL"
            + " SELECT o.line, o.unit_id, s.sku, d.key_id, d.fingerprint, d.sealed_content, 1"
            + UNITS_OF + "unit_contents d ON d.unit_id = o.unit_id WHERE o.order_seq = :seq AND u.state = 'DELIVERED'"
            + " AND d.seq = (SELECT MAX(n.seq) FROM unit_contents n WHERE n.unit_id = d.unit_id)"
            + " UNION ALL SELECT o.line, o.unit_id, s.sku, t.key_id, t.fingerprint, t.sealed_text, 0"
            + UNITS_OF + "text_uses d ON d.unit_id = o.unit_id JOIN sku_texts t ON t.sku_number = d.sku_number"
            + " AND t.text_number = d.text_number WHERE o.order_seq = :seq AND u.state = 'DELIVERED'"
            + " AND d.seq = (SELECT MAX(n.seq) FROM text_uses n WHERE n.unit_id = d.unit_id)"
            + ") got ORDER BY line, unit_id LIMIT " + (MAX_UNITS + 1);

    private final DatabaseAddress address;
    private final int shard;
    private final Jdbi jdbi;

    /** Reads the tables at {@code address}, which must hold {@code shard}. */
    public HistoryReader(DatabaseAddress address, int shard) {
        this.address = address;
        this.shard = shard;
        this.jdbi = Jdbi.create(address::openForReading);
    }

    /**
     * The order of this public number.
     *
     * @throws DatabaseUnavailableException if the database cannot be read
     */
    public Optional<HistoryOrder> find(OrderId id) {
        return read(handle -> handle.createQuery(ORDER + "o.order_id = :id")
                .bind("id", id.toBytes())
                .map((row, context) -> order(handle, row))
                .findOne());
    }

    /**
     * The newest order placed under the caller's own number.
     *
     * @throws DatabaseUnavailableException if the database cannot be read
     */
    public Optional<HistoryOrder> findByClientOrderId(String clientOrderId) {
        return read(handle -> handle.createQuery(ORDER + "o.client_order_id = :client ORDER BY o.seq DESC LIMIT 1")
                .bind("client", clientOrderId)
                .map((row, context) -> order(handle, row))
                .findOne());
    }

    /**
     * Every event up to this sequence is in what the other calls say; 0 = the tables were never written.
     *
     * @throws DatabaseUnavailableException if the database cannot be read
     */
    public long appliedSeq() {
        return read(handle ->
                Positions.find(handle, shard).map(Position::appliedSeq).orElse(0L));
    }

    private <T> T read(java.util.function.Function<Handle, T> query) {
        try {
            return jdbi.withHandle(query::apply);
        } catch (JdbiException e) {
            SQLException cause = DatabaseFaults.sqlCause(e);
            throw cause == null ? e : DatabaseFaults.explain(address, cause);
        }
    }

    private static HistoryOrder order(Handle handle, ResultSet row) throws SQLException {
        long seq = row.getLong("seq");
        byte[] id = row.getBytes("order_id");
        return new HistoryOrder(
                OrderId.of(id),
                seq,
                row.getLong("changed_seq"),
                row.getString("client_order_id"),
                row.getString("buyer"),
                row.getString("state"),
                amount(handle, id).orElse(row.getLong("amount")),
                row.getString("currency"),
                row.getLong("created_micros"),
                row.getLong("expires_micros"),
                lines(handle, id, seq),
                units(handle, seq));
    }

    /** What the order costs, if that changed after it was placed. */
    private static Optional<Long> amount(Handle handle, byte[] id) {
        return handle.createQuery(AMOUNT).bind("id", id).mapTo(Long.class).findOne();
    }

    private static List<HistoryOrder.Line> lines(Handle handle, byte[] id, long seq) {
        return handle.createQuery(LINES)
                .bind("id", id)
                .bind("seq", seq)
                .map((row, context) ->
                        new HistoryOrder.Line(row.getInt(1), row.getString(2), row.getLong(3), row.getLong(4)))
                .list();
    }

    private static List<HistoryOrder.Unit> units(Handle handle, long seq) {
        return handle.createQuery(UNITS)
                .bind("seq", seq)
                .map((row, context) -> {
                    OrderId fingerprint = OrderId.of(row.getBytes(5));
                    return new HistoryOrder.Unit(
                            row.getInt(1),
                            row.getLong(2),
                            row.getString(3),
                            row.getInt(4),
                            fingerprint.high(),
                            fingerprint.low(),
                            row.getBytes(6),
                            row.getInt(7) == 1);
                })
                .list();
    }
}
