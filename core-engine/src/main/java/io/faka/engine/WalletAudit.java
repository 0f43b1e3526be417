package io.faka.engine;

import io.faka.engine.payment.Ledger;
import io.faka.engine.wallet.WalletBook;
import io.faka.engine.wallet.WalletEntries;
import io.faka.engine.wallet.Wallets;
import java.util.Map;

/** Counts every wallet again from its entries, and adds the prepaid money to the sums of all money. */
final class WalletAudit {
    /** In the sums behind the ledger's accounts: what wallets paid and what of it was not returned. */
    static final int SPENT = Ledger.WALLET + 1;
    /** What of it was returned to wallets. */
    static final int RETURNED = Ledger.WALLET + 2;
    /** How many sums there are of a currency. */
    static final int SUMS = Ledger.WALLET + 3;

    private final Wallets wallets;
    private final WalletEntries entries;
    private final Map<Integer, long[]> sums;
    private final long[] available;
    private final long[] held;
    private final long[] openHolds;
    private long seen;
    private long keys;

    WalletAudit(WalletBook book, Map<Integer, long[]> sums) {
        this.wallets = book.wallets();
        this.entries = book.entries();
        this.sums = sums;
        int rows = wallets.balanceCount() + 1;
        this.available = new long[rows];
        this.held = new long[rows];
        this.openHolds = new long[rows];
    }

    void verify() {
        for (int account = 1; account <= wallets.accountCount(); account++) {
            boolean found = wallets.find(wallets.name(account), wallets.nameLength(account)) == account;
            Invariant.require(found, "the index finds account", account);
            verifyStatement(account);
            verifyBalances(account);
        }
        Invariant.require(seen == entries.count(), "every entry is in a statement, of", entries.count());
        Invariant.require(keys == entries.keys(), "refs in the index:", keys);
        sums.forEach((currency, sum) -> Invariant.require(
                sum[SPENT] == 0, "statements and payments agree on what wallets paid, in currency", currency));
    }

    private void verifyStatement(int account) {
        int before = 0;
        for (int entry = wallets.firstEntry(account); entry != 0; entry = entries.next(entry)) {
            Invariant.require(entry > before && entries.account(entry) == account, "order and account of entry", entry);
            Invariant.require(entries.isIndexed(entry), "the index finds entry", entry);
            move(entry);
            int balance = entries.balance(entry);
            boolean same = entries.available(entry) == available[balance] && entries.held(entry) == held[balance];
            Invariant.require(same, "the balance after entry", entry);
            keys += WalletEntries.hasKey(entries.kind(entry)) ? 1 : 0;
            seen++;
            before = entry;
        }
    }

    private void move(int entry) {
        int balance = entries.balance(entry);
        long amount = entries.amount(entry);
        byte kind = entries.kind(entry);
        Invariant.require(amount > 0, "it moves money, entry", entry);
        boolean adds = kind == WalletEntries.CREDIT || kind == WalletEntries.REFUND || kind == WalletEntries.RELEASE;
        available[balance] += adds ? amount : -amount;
        long[] sum = sums.computeIfAbsent(wallets.currency(balance), key -> new long[SUMS]);
        if (kind == WalletEntries.CREDIT) {
            sum[Ledger.RECEIVED] += amount;
        } else if (kind == WalletEntries.DEBIT) {
            sum[Ledger.REFUNDED] += amount;
        } else if (kind == WalletEntries.PAYMENT) {
            sum[SPENT] -= amount;
        } else if (kind == WalletEntries.REFUND) {
            sum[SPENT] += amount;
        } else {
            held[balance] += adds ? -amount : amount;
        }
        if (kind == WalletEntries.HOLD) {
            int end = entries.endedBy(entry);
            openHolds[balance] += end == 0 ? amount : 0;
            boolean ended = end == 0 || entries.kind(end) == WalletEntries.RELEASE && entries.amount(end) == amount;
            Invariant.require(ended && (end != 0 || !entries.isUsed(entry)), "a release ends hold", entry);
        }
    }

    private void verifyBalances(int account) {
        int count = 0;
        for (int balance = wallets.firstBalance(account); balance != 0; balance = wallets.nextBalance(balance)) {
            count++;
            boolean same = wallets.available(balance) == available[balance]
                    && wallets.held(balance) == held[balance]
                    && openHolds[balance] == held[balance]
                    && wallets.account(balance) == account;
            Invariant.require(same && (available[balance] | held[balance]) >= 0, "its entries make balance", balance);
            sums.get(wallets.currency(balance))[Ledger.WALLET] += available[balance] + held[balance];
        }
        Invariant.require(count == wallets.balanceCount(account), "currencies of account", account);
    }
}
