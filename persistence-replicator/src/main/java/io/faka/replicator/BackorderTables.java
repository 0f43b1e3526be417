package io.faka.replicator;

import java.sql.Connection;
import java.sql.SQLException;

/** Writes backorders, where the last state wins, and backorder_fills, which are only ever added. */
final class BackorderTables {
    private final RowSink backorders;
    private final RowSink fills;

    BackorderTables(Connection connection) throws SQLException {
        backorders = RowSink.lastWins(
                connection, "backorders", "order_id,amount,currency,fill,priority,expires_micros,changed_seq");
        fills = RowSink.appending(
                connection,
                "backorder_fills",
                "seq,event_index,order_id,state,units,amount,currency,expires_micros,filled_micros");
    }

    long write(Chunk chunk) throws SQLException {
        for (Rows.Backorder row : chunk.backorders.values()) {
            backorders.put(row.orderId().toBytes()).put(row.amount()).put(row.currency());
            backorders.put(row.fill()).put(row.priority()).put(row.expiresMicros());
            backorders.put(row.changedSeq()).end();
        }
        for (Rows.BackorderFill row : chunk.backorderFills) {
            fills.put(row.seq()).put(row.index()).put(row.orderId().toBytes()).put(row.state());
            fills.put(row.units()).put(row.amount()).put(row.currency());
            fills.put(row.expiresMicros()).put(row.micros()).end();
        }
        return backorders.flush() + fills.flush();
    }
}
