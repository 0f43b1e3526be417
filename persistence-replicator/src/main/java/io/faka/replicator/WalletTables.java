package io.faka.replicator;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes wallet_entries, which are only ever added, and wallets, where the last balance wins. */
final class WalletTables {
    private record BalanceKey(String account, String currency) {}

    private final RowSink wallets;
    private final RowSink entries;

    WalletTables(Connection connection) throws SQLException {
        wallets = RowSink.lastWins(connection, "wallets", "account,currency,available,held,changed_seq");
        entries = RowSink.appending(
                connection,
                "wallet_entries",
                "entry_id,seq,event_index,account,currency,kind,amount,available,held,order_id,ref,moved_micros");
    }

    long write(Chunk chunk) throws SQLException {
        Map<BalanceKey, Rows.WalletEntry> last = new LinkedHashMap<>();
        for (Rows.WalletEntry row : chunk.walletEntries) {
            Rows.WalletEntry ignored = last.put(new BalanceKey(row.account(), row.currency()), row);
            entries.put(row.entryId()).put(row.seq()).put(row.index()).put(row.account());
            entries.put(row.currency()).put(row.kind()).put(row.amount()).put(row.available());
            entries.put(row.held()).put(row.orderId().toBytes()).put(row.ref()).put(row.micros());
            entries.end();
        }
        for (Rows.WalletEntry row : last.values()) {
            wallets.put(row.account()).put(row.currency()).put(row.available());
            wallets.put(row.held()).put(row.seq()).end();
        }
        return entries.flush() + wallets.flush();
    }
}
