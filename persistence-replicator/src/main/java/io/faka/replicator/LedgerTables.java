package io.faka.replicator;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Writes what is only ever added: payments, refunds_due, order_refusals and events. */
final class LedgerTables {
    private static final String MONEY = "seq,event_index,order_id,channel,payment_ref,amount,currency,";

    private final RowSink payments;
    private final RowSink refundsDue;
    private final RowSink refusals;
    private final RowSink events;

    LedgerTables(Connection connection) throws SQLException {
        payments = RowSink.appending(connection, "payments", MONEY + "code,recorded_micros");
        refundsDue = RowSink.appending(connection, "refunds_due", MONEY + "reason,due_micros");
        refusals =
                RowSink.appending(connection, "order_refusals", "seq,client_order_id,buyer,code,detail,refused_micros");
        events = RowSink.appending(connection, "events", "seq,event_index,event_micros,type,detail");
    }

    long write(Chunk chunk) throws SQLException {
        put(payments, chunk.payments);
        put(refundsDue, chunk.refundsDue);
        for (Rows.Refusal row : chunk.refusals) {
            refusals.put(row.seq()).put(row.clientOrderId()).put(row.buyer());
            refusals.put(row.code().name()).put(row.detail()).put(row.micros()).end();
        }
        for (Rows.Event row : chunk.events) {
            events.put(row.seq()).put(row.index()).put(row.micros());
            events.put(row.type()).put(row.detail()).end();
        }
        return payments.flush() + refundsDue.flush() + refusals.flush() + events.flush();
    }

    private static void put(RowSink batch, List<Rows.Money> rows) throws SQLException {
        for (Rows.Money row : rows) {
            batch.put(row.seq()).put(row.index()).put(row.orderId().toBytes());
            batch.put(row.channel()).put(row.paymentRef()).put(row.amount()).put(row.currency());
            batch.put(row.code().name()).put(row.micros()).end();
        }
    }
}
