package io.faka.client;

import java.util.List;

/** An account's prepaid money, one balance per currency. */
public record Wallet(String account, List<Balance> balances) {
    public Wallet {
        balances = List.copyOf(balances);
    }

    /** Minor units that can be spent, and that are held. */
    public record Balance(String currency, long available, long held) {}
}
