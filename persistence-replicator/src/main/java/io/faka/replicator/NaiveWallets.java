package io.faka.replicator;

import io.faka.codec.event.WalletChangedDecoder;
import io.faka.engine.Currency;
import java.util.HashMap;
import java.util.Map;

/** The rows of the wallet tables, folded one event after the other. */
final class NaiveWallets {
    private final Map<String, String> wallets = new HashMap<>();
    private final Map<String, String> entries = new HashMap<>();

    /** Whether it keeps this table. */
    static boolean has(String table) {
        return table.equals("wallets") || table.equals("wallet_entries");
    }

    /** The rows of a table by key. */
    Map<String, String> table(String name) {
        return name.equals("wallets") ? wallets : entries;
    }

    void changed(WalletChangedDecoder e, EventCursor event) {
        String account = e.account();
        String ref = e.walletRef();
        String currency = Currency.unpack((int) e.currency());
        String order = new OrderId(e.orderIdHigh(), e.orderIdLow()).toString();
        String ignored =
                wallets.put(NaiveFold.text(account, currency), NaiveFold.text(e.available(), e.held(), e.seq()));
        String place = NaiveFold.text(e.seq(), event.index(), account, currency, e.kind());
        String money = NaiveFold.text(e.amount(), e.available(), e.held());
        if (entries.put(NaiveFold.text(e.entryId()), NaiveFold.text(place, money, order, ref, e.timeMicros()))
                != null) {
            throw new IllegalStateException("wallet entry " + e.entryId() + " is there twice");
        }
    }
}
