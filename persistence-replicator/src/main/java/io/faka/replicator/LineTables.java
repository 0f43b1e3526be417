package io.faka.replicator;

import java.sql.Connection;
import java.sql.SQLException;

/** Writes line_cancels and unit_labels, which are only ever added. */
final class LineTables {
    private final RowSink cancels;
    private final RowSink labels;

    LineTables(Connection connection) throws SQLException {
        labels = RowSink.appending(connection, "unit_labels", "unit_id,label,surcharge,seq");
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
        for (LineRows.Label row : rows.labels) {
            labels.put(row.unitId())
                    .put(row.label())
                    .put(row.surcharge())
                    .put(row.seq())
                    .end();
        }
        return cancels.flush() + labels.flush();
    }
}
