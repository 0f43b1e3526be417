package io.faka.replicator;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;

/** Writes sku_limits and lotteries, and the new ends of extended holds. */
final class LimitTables {
    private static final String EXTEND = "UPDATE orders SET expires_micros = ? WHERE order_id = ?";

    private final RowSink skuLimits;
    private final RowSink lotteries;
    private final PreparedStatement extend;

    LimitTables(Connection connection) throws SQLException {
        extend = connection.prepareStatement(EXTEND);
        lotteries =
                RowSink.lastWins(connection, "lotteries", "sku_number,state,entries,seed,changed_seq,changed_micros");
        skuLimits = RowSink.lastWins(
                connection,
                "sku_limits",
                "sku_number,max_per_buyer,buyer_window_ms,max_open_holds_per_buyer,max_open_holds_per_address,"
                        + "max_held_share_bps,changed_seq");
    }

    long write(LimitRows rows) throws SQLException {
        for (LimitRows.SkuLimits row : rows.skuLimits.values()) {
            skuLimits.put(row.skuNumber()).put(row.maxPerBuyer()).put(row.buyerWindowMillis());
            skuLimits.put(row.maxOpenHoldsPerBuyer()).put(row.maxOpenHoldsPerAddress());
            skuLimits.put(row.maxHeldShareBps()).put(row.changedSeq()).end();
        }
        for (LimitRows.Lottery row : rows.lotteries.values()) {
            lotteries.put(row.skuNumber()).put(row.state()).put(row.entries()).put(row.seed());
            lotteries.put(row.changedSeq()).put(row.changedMicros()).end();
        }
        return skuLimits.flush() + lotteries.flush() + extend(rows.extended);
    }

    private long extend(Map<OrderId, Long> extended) throws SQLException {
        for (Map.Entry<OrderId, Long> entry : extended.entrySet()) {
            extend.setLong(1, entry.getValue());
            extend.setBytes(2, entry.getKey().toBytes());
            extend.addBatch();
        }
        return extended.isEmpty() ? 0 : extend.executeBatch().length;
    }
}
