package io.faka.engine.wallet;

import static io.faka.engine.wallet.WalletEntries.CREDIT;
import static io.faka.engine.wallet.WalletEntries.DEBIT;
import static io.faka.engine.wallet.WalletEntries.HOLD;
import static io.faka.engine.wallet.WalletEntries.PAYMENT;
import static io.faka.engine.wallet.WalletEntries.REFUND;
import static io.faka.engine.wallet.WalletEntries.RELEASE;

import io.faka.engine.memory.StateHash;
import io.faka.engine.publish.WalletEvents;

/** Moves the money of wallets: each movement changes a balance, writes an entry into the account's statement, and tells it. */
public final class WalletBook {
    private final Wallets wallets = new Wallets();
    private final WalletEntries entries = new WalletEntries(wallets);
    private final WalletEvents events;

    /** Tells every movement with {@code events}. */
    public WalletBook(WalletEvents events) {
        this.events = events;
    }

    /** Sets the seed of the indices; only while there is no account. */
    public void seed(long seed) {
        wallets.seed(seed);
        entries.seed(seed);
    }

    /** Accounts and balances. */
    public Wallets wallets() {
        return wallets;
    }

    /** The entries of all statements. */
    public WalletEntries entries() {
        return entries;
    }

    /** Money comes in; returns the entry. */
    public int credit(int balance, long amount, long refAt, int refLength) {
        wallets.add(balance, amount, 0);
        return tell(CREDIT, balance, amount, refAt, refLength, 0, 0);
    }

    /** Money goes out. */
    public int debit(int balance, long amount, long refAt, int refLength) {
        wallets.add(balance, -amount, 0);
        return tell(DEBIT, balance, amount, refAt, refLength, 0, 0);
    }

    /** Money is set aside. */
    public int hold(int balance, long amount, long refAt, int refLength) {
        wallets.add(balance, -amount, amount);
        return tell(HOLD, balance, amount, refAt, refLength, 0, 0);
    }

    /** A hold ends, and what it held is available again. */
    public int release(int hold, boolean used) {
        int balance = entries.balance(hold);
        long amount = entries.amount(hold);
        wallets.add(balance, amount, -amount);
        int entry = tell(RELEASE, balance, amount, entries.ref(hold), entries.refLength(hold), 0, 0);
        entries.end(hold, entry, used);
        return entry;
    }

    /** What a payment with this ref may take: what is available, and what a hold of that ref holds. A balance may be 0. */
    public long spendable(int balance, long refAt, int refLength) {
        if (balance == 0) {
            return 0;
        }
        int hold = entries.find(wallets.account(balance), refAt, refLength);
        boolean open = entries.isOpenHold(hold, balance);
        return wallets.available(balance) + (open ? entries.amount(hold) : 0);
    }

    /** Money pays an order. A hold of the same ref ends with it. */
    public void pay(int balance, long amount, long refAt, int refLength, long orderIdHigh, long orderIdLow) {
        int hold = entries.find(wallets.account(balance), refAt, refLength);
        if (entries.isOpenHold(hold, balance)) {
            int ignored = release(hold, true);
        }
        wallets.add(balance, -amount, 0);
        int ignored = tell(PAYMENT, balance, amount, refAt, refLength, orderIdHigh, orderIdLow);
    }

    /** Money that paid an order is back. */
    public void refund(int balance, long amount, long refAt, int refLength, long orderIdHigh, long orderIdLow) {
        wallets.add(balance, amount, 0);
        int ignored = tell(REFUND, balance, amount, refAt, refLength, orderIdHigh, orderIdLow);
    }

    /** Adds accounts, balances and entries to the hash. */
    public void addTo(StateHash hash) {
        wallets.addTo(hash);
        entries.addTo(hash);
    }

    /** Bytes held. */
    public long memoryBytes() {
        return wallets.memoryBytes() + entries.memoryBytes();
    }

    private int tell(byte kind, int balance, long amount, long refAt, int refLength, long idHigh, long idLow) {
        int entry = entries.add(kind, balance, amount, events.seq(), events.timeMicros(), refAt, refLength);
        entries.order(entry, idHigh, idLow);
        events.walletChanged(wallets, entries, entry);
        return entry;
    }
}
