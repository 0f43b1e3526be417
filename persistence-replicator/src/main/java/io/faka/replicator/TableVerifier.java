package io.faka.replicator;

import io.faka.engine.port.EventReader;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * Proves that the tables are the fold of the event log up to where they say they are: folds the events anew, in another way than
 * the replicator does, and compares every row. Works beside a running replicator (it reads one snapshot), but holds all rows in
 * memory, about 500 bytes each.
 */
public final class TableVerifier {
    private static final int DIFFERENCES_SHOWN = 20;
    private static final int ROWS_PER_FETCH = 2_000;

    /** A table: how many of the leading columns are the key, and the columns in the order of the fold's text. */
    private record Table(String name, int keyColumns, String columns) {}

    private static final List<Table> TABLES = List.of(
            new Table(
                    "skus",
                    1,
                    "sku_number,sku,name,price,currency,state,delivery,pick,late_policy,late_window_ms,hold_ttl_ms,"
                            + "min_per_order,max_per_order,safety_stock,low_stock_at,sale_starts_micros,"
                            + "sale_ends_micros,sale_cap,changed_seq,changed_micros"),
            new Table(
                    "sku_limits",
                    1,
                    "sku_number,max_per_buyer,buyer_window_ms,max_open_holds_per_buyer,max_open_holds_per_address,"
                            + "max_held_share_bps,changed_seq"),
            new Table("vip_quotas", 1, "sku_number,vip_quota,changed_seq"),
            new Table("lotteries", 1, "sku_number,state,entries,seed,changed_seq,changed_micros"),
            new Table(
                    "coupons",
                    1,
                    "code,discount_amount,discount_bps,currency,max_uses,max_per_buyer,starts_micros,ends_micros,skus,"
                            + "changed_seq"),
            new Table("coupon_uses", 1, "LOWER(HEX(order_id)),code,discount,state,changed_seq"),
            new Table("offers", 1, "offer_id,sku_number,seller,unit_price,currency,state,pick,tiers,changed_seq"),
            new Table("lots", 2, "sku_number,lot_number,offer_id,name,imported,duplicates,expires_micros,changed_seq"),
            new Table("units", 1, "unit_id,sku_number,offer_id,lot_number,state,added_seq"),
            new Table("unit_codes", 1, "unit_id,key_id,LOWER(HEX(fingerprint)),LOWER(HEX(sealed_code))"),
            new Table(
                    "orders",
                    1,
                    "seq,LOWER(HEX(order_id)),created_micros,client_order_id,buyer,mode,amount,currency,"
                            + "expires_micros,state,changed_seq,changed_micros"),
            new Table("order_lines", 2, "order_seq,line,sku_number,quantity,unit_price"),
            new Table("order_units", 1, "unit_id,order_seq,line"),
            new Table("order_fills", 3, "seq,event_index,fill,LOWER(HEX(order_id)),line,offer_id,quantity,unit_price"),
            new Table("backorders", 1, "LOWER(HEX(order_id)),amount,currency,fill,priority,expires_micros,changed_seq"),
            new Table(
                    "backorder_fills",
                    2,
                    "seq,event_index,LOWER(HEX(order_id)),state,units,amount,currency,expires_micros,filled_micros"),
            new Table(
                    "line_cancels",
                    2,
                    "seq,event_index,LOWER(HEX(order_id)),line,quantity,units,amount,currency,ref,canceled_micros"),
            new Table("unit_labels", 1, "unit_id,label,surcharge,seq"),
            new Table(
                    "unit_contents",
                    3,
                    "seq,event_index,unit_id,LOWER(HEX(order_id)),key_id,LOWER(HEX(fingerprint)),"
                            + "LOWER(HEX(sealed_content)),delivered_micros"),
            new Table(
                    "sku_texts",
                    2,
                    "sku_number,text_number,lot_number,key_id,LOWER(HEX(fingerprint)),LOWER(HEX(sealed_text)),"
                            + "changed_seq,changed_micros"),
            new Table(
                    "text_uses",
                    3,
                    "seq,event_index,unit_id,LOWER(HEX(order_id)),line,sku_number,text_number,use_number,buyer,"
                            + "used_micros"),
            new Table("order_refusals", 1, "seq,client_order_id,buyer,code,detail,refused_micros"),
            new Table(
                    "payments",
                    2,
                    "seq,event_index,LOWER(HEX(order_id)),channel,payment_ref,amount,currency,code,recorded_micros"),
            new Table(
                    "refunds_due",
                    2,
                    "seq,event_index,LOWER(HEX(order_id)),channel,payment_ref,amount,currency,reason,due_micros"),
            new Table(
                    "payment_balances",
                    2,
                    "channel,payment_ref,LOWER(HEX(order_id)),amount,currency,suspended,refund_due,refunded,reason,"
                            + "changed_seq"),
            new Table("refunds", 1, "seq,LOWER(HEX(order_id)),ref,amount,currency,reason,refunded_micros"),
            new Table(
                    "suspense_resolutions",
                    2,
                    "seq,event_index,LOWER(HEX(order_id)),channel,payment_ref,amount,currency,action,code,operator_id,"
                            + "reason,resolved_micros"),
            new Table("wallets", 2, "account,currency,available,held,changed_seq"),
            new Table(
                    "wallet_entries",
                    1,
                    "entry_id,seq,event_index,account,currency,kind,amount,available,held,LOWER(HEX(order_id)),ref,"
                            + "moved_micros"),
            new Table(
                    "unit_replacements",
                    2,
                    "seq,event_index,LOWER(HEX(order_id)),line,unit_id,new_unit_id,state,reason,changed_micros"),
            new Table(
                    "lot_recalls", 1, "seq,sku_number,lot_number,voided,swapped,kept,delivered,reason,recalled_micros"),
            new Table("events", 2, "seq,event_index,event_micros,type"));

    private final DatabaseAddress address;
    private final int shard;

    /** Compares the tables at {@code address}, which must hold {@code shard}. */
    public TableVerifier(DatabaseAddress address, int shard) {
        this.address = address;
        this.shard = shard;
    }

    /**
     * Compares. The reader is moved to the start of the log and read to the tables' position.
     *
     * @throws DatabaseUnavailableException if the database cannot be read
     */
    public VerifyReport verify(EventReader reader) {
        try (Connection connection = address.openForReading()) {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            return verify(reader, connection);
        } catch (SQLException e) {
            throw DatabaseFaults.explain(address, e);
        } catch (JdbiException e) {
            SQLException cause = DatabaseFaults.sqlCause(e);
            throw cause == null ? e : DatabaseFaults.explain(address, cause);
        }
    }

    private VerifyReport verify(EventReader reader, Connection connection) {
        Handle handle = Jdbi.create(connection).open();
        handle.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT");
        Optional<Position> position = Positions.find(handle, shard);
        long appliedSeq = position.map(Position::appliedSeq).orElse(0L);
        NaiveFold fold = fold(reader, appliedSeq);
        List<String> differences = new ArrayList<>();
        if (position.isEmpty()) {
            differences.add("replication_position: no row for shard " + shard);
        }
        if (fold.lastSeq() < appliedSeq) {
            differences.add(
                    "the tables are ahead: they hold seq " + appliedSeq + ", the log ends at " + fold.lastSeq());
        }
        long rows = 0;
        for (Table table : TABLES) {
            rows += compare(handle, table, fold.table(table.name), differences);
        }
        return new VerifyReport(appliedSeq, rows, differences);
    }

    private static NaiveFold fold(EventReader reader, long untilSeq) {
        NaiveFold fold = new NaiveFold(untilSeq);
        reader.seekAfter(0);
        int polled = 1;
        while (polled > 0 && fold.lastSeq() < untilSeq) {
            polled = reader.poll(fold, 1);
        }
        return fold;
    }

    private static long compare(Handle handle, Table table, Map<String, String> expected, List<String> differences) {
        long[] rows = {0};
        try (Stream<String[]> found = handle
                .createQuery("SELECT " + table.columns + " FROM " + table.name)
                .setFetchSize(ROWS_PER_FETCH)
                .map((row, context) -> read(row, table))
                .stream()) {
            found.forEach(row -> {
                rows[0]++;
                String should = expected.remove(row[0]);
                if (!row[1].equals(should)) {
                    add(differences, table, row[0], row[1], should);
                }
            });
        }
        expected.forEach((key, should) -> add(differences, table, key, null, should));
        return rows[0];
    }

    private static String[] read(ResultSet row, Table table) throws SQLException {
        StringJoiner key = new StringJoiner("|");
        StringJoiner rest = new StringJoiner("|");
        int columns = row.getMetaData().getColumnCount();
        for (int i = 1; i <= columns; i++) {
            (i <= table.keyColumns ? key : rest).add(row.getString(i));
        }
        return new String[] {key.toString(), rest.toString()};
    }

    private static void add(List<String> differences, Table table, String key, String found, String should) {
        if (differences.size() < DIFFERENCES_SHOWN) {
            differences.add(table.name + " " + key + ": "
                    + (found == null ? "missing" : "is " + found)
                    + (should == null ? ", should not be there" : ", should be " + should));
        }
    }
}
