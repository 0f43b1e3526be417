package io.faka.replicator;

import java.sql.Connection;
import java.sql.SQLException;

/** Writes line_cancels, which are only ever added. */
final class LineTables {
    private final RowSink cancels;

    LineTables(Connection connection) throws SQLException {
        cancels = RowSink.appending(
                connection,
                "line_cancels",
                "seq,event_index,order_id,line,quantity,units,amount,currency,ref,canceled_micros");
    }

    long write(LineRows rows) throws SQLException {
        for (LineRows.Cancel row : rows.cancels) {
            cancels.put(row.seq()).put(row.index()).put(row.orderId().toBytes()).put(row.line());
            cancels.put(row.quantity()).put(row.units()).put(row.amount()).put(row.currency());
            cancels.put(row.ref()).put(row.micros()).end();
        }
        return cancels.flush();
    }
}
