package io.faka.replicator;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Writes what is only ever added: payments, refunds_due, refunds, suspense_resolutions, order_refusals, order_fills, unit_replacements, lot_recalls and events; and
 * payment_balances, where the last state wins.
 */
final class LedgerTables {
    private static final String MONEY = "seq,event_index,order_id,channel,payment_ref,amount,currency,";
    private static final String BALANCE =
            "payment_ref,channel,order_id,amount,currency,suspended,refund_due,refunded,reason,changed_seq";

    private final RowSink payments;
    private final RowSink refundsDue;
    private final RowSink balances;
    private final RowSink refunds;
    private final RowSink resolutions;
    private final RowSink refusals;
    private final RowSink fills;
    private final RowSink replacements;
    private final RowSink recalls;
    private final RowSink events;

    LedgerTables(Connection connection) throws SQLException {
        payments = RowSink.appending(connection, "payments", MONEY + "code,recorded_micros");
        refundsDue = RowSink.appending(connection, "refunds_due", MONEY + "reason,due_micros");
        balances = RowSink.lastWins(connection, "payment_balances", BALANCE);
        refunds = RowSink.appending(connection, "refunds", "seq,order_id,ref,amount,currency,reason,refunded_micros");
        resolutions = RowSink.appending(
                connection, "suspense_resolutions", MONEY + "code,resolved_micros,action,operator_id,reason");
        refusals =
                RowSink.appending(connection, "order_refusals", "seq,client_order_id,buyer,code,detail,refused_micros");
        fills = RowSink.appending(
                connection, "order_fills", "seq,event_index,fill,order_id,line,offer_id,quantity,unit_price");
        replacements = RowSink.appending(
                connection,
                "unit_replacements",
                "seq,event_index,order_id,line,unit_id,new_unit_id,state,reason,changed_micros");
        recalls = RowSink.appending(
                connection,
                "lot_recalls",
                "seq,sku_number,lot_number,voided,swapped,kept,delivered,reason,recalled_micros");
        events = RowSink.appending(connection, "events", "seq,event_index,event_micros,type,detail");
    }

    long write(Chunk chunk) throws SQLException {
        put(payments, chunk.payments);
        put(refundsDue, chunk.refundsDue);
        for (Rows.Balance row : chunk.balances.values()) {
            put(row);
        }
        for (Rows.Refund row : chunk.refunds) {
            refunds.put(row.seq()).put(row.orderId().toBytes()).put(row.ref()).put(row.amount());
            refunds.put(row.currency()).put(row.reason()).put(row.micros()).end();
        }
        for (Rows.Resolution row : chunk.resolutions) {
            put(resolutions, row.payment());
            resolutions.put(row.action()).put(row.operator()).put(row.reason()).end();
        }
        for (Rows.Refusal row : chunk.refusals) {
            refusals.put(row.seq()).put(row.clientOrderId()).put(row.buyer());
            refusals.put(row.code().name()).put(row.detail()).put(row.micros()).end();
        }
        for (Rows.Fill row : chunk.fills) {
            fills.put(row.seq())
                    .put(row.index())
                    .put(row.fill())
                    .put(row.orderId().toBytes());
            fills.put(row.line()).put(row.offerId()).put(row.quantity());
            fills.put(row.unitPrice()).end();
        }
        for (Rows.Replacement row : chunk.replacements) {
            replacements.put(row.seq()).put(row.index()).put(row.orderId().toBytes());
            replacements.put(row.line()).put(row.unitId()).put(row.newUnitId());
            replacements.put(row.state()).put(row.reason()).put(row.micros()).end();
        }
        for (Rows.Recall row : chunk.recalls) {
            recalls.put(row.seq()).put(row.lot().skuNumber()).put(row.lot().lotNumber());
            recalls.put(row.voided()).put(row.swapped()).put(row.kept()).put(row.delivered());
            recalls.put(row.reason()).put(row.micros()).end();
        }
        for (Rows.Event row : chunk.events) {
            events.put(row.seq()).put(row.index()).put(row.micros());
            events.put(row.type()).put(row.detail()).end();
        }
        long money = payments.flush() + refundsDue.flush() + balances.flush() + refunds.flush() + resolutions.flush();
        long units = replacements.flush() + recalls.flush();
        return money + units + refusals.flush() + fills.flush() + events.flush();
    }

    private void put(Rows.Balance row) throws SQLException {
        balances.put(row.key().paymentRef())
                .put(row.key().channel())
                .put(row.orderId().toBytes());
        balances.put(row.amount()).put(row.currency()).put(row.suspended()).put(row.refundDue());
        balances.put(row.refunded())
                .put(row.reason().name())
                .put(row.changedSeq())
                .end();
    }

    private static void put(RowSink batch, List<Rows.Money> rows) throws SQLException {
        for (Rows.Money row : rows) {
            put(batch, row);
            batch.end();
        }
    }

    private static void put(RowSink batch, Rows.Money row) throws SQLException {
        batch.put(row.seq()).put(row.index()).put(row.orderId().toBytes());
        batch.put(row.channel()).put(row.paymentRef()).put(row.amount()).put(row.currency());
        batch.put(row.code().name()).put(row.micros());
    }
}
