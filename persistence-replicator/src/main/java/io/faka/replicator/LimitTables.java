package io.faka.replicator;

import java.sql.Connection;
import java.sql.SQLException;

/** Writes sku_limits. */
final class LimitTables {
    private final RowSink skuLimits;

    LimitTables(Connection connection) throws SQLException {
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
        return skuLimits.flush();
    }
}
