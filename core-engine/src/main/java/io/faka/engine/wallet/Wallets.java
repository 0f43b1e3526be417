package io.faka.engine.wallet;

import io.faka.engine.memory.Arena;
import io.faka.engine.memory.Hash;
import io.faka.engine.memory.Memory;
import io.faka.engine.memory.RowTable;
import io.faka.engine.memory.SegmentedIndex;
import io.faka.engine.memory.StateHash;

/**
 * Accounts by their name, and for each currency of an account a balance: what is available and what is held. An account is made by
 * its first credit.
 */
public final class Wallets {
    /** Longest name of an account. */
    public static final int MAX_ACCOUNT_LENGTH = 128;
    /** Most currencies of one account. */
    public static final int MAX_CURRENCIES = 20;

    private static final int NAME = 0;
    private static final int NAME_LENGTH = 4;
    private static final int FIRST_BALANCE = 8;
    private static final int BALANCES = 12;
    private static final int FIRST_ENTRY = 16;
    private static final int LAST_ENTRY = 20;
    private static final int ACCOUNT_BYTES = 24;

    private static final int AVAILABLE = 0;
    private static final int HELD = 8;
    private static final int ACCOUNT = 16;
    private static final int CURRENCY = 20;
    private static final int NEXT = 24;
    private static final int BALANCE_BYTES = 28;

    private final RowTable accounts = new RowTable(ACCOUNT_BYTES, 1 << 16);
    private final RowTable balances = new RowTable(BALANCE_BYTES, 1 << 16);
    private final SegmentedIndex byName = new SegmentedIndex();
    private final Arena names = new Arena();
    private long seed;

    /** Sets the seed of the index; only while there is no account. */
    void seed(long seed) {
        this.seed = seed;
    }

    /** Row of the account with this name, 0 if there is none. */
    public int find(long nameAt, int length) {
        long hash = Hash.of(seed, nameAt, length);
        for (int at = byName.first(hash); at >= 0; at = byName.next(hash, at)) {
            int account = byName.row(hash, at);
            if (nameLength(account) == length && Memory.equal(name(account), nameAt, length)) {
                return account;
            }
        }
        return 0;
    }

    /** Row of the account with this name; it is made if there is none. */
    public int open(long nameAt, int length) {
        int known = find(nameAt, length);
        if (known != 0) {
            return known;
        }
        int account = accounts.allocate();
        int text = names.allocate(length);
        Memory.copy(nameAt, names.address(text), length);
        accounts.putInt(account, NAME, text);
        accounts.putInt(account, NAME_LENGTH, length);
        byName.insert(Hash.of(seed, nameAt, length), account);
        return account;
    }

    /** An account's balance in a currency, 0 if it has none; an account may be 0. */
    public int balance(int account, int currency) {
        int balance = account == 0 ? 0 : firstBalance(account);
        while (balance != 0 && currency(balance) != currency) {
            balance = nextBalance(balance);
        }
        return balance;
    }

    /** An account's balance in a currency; it is made if there is none. */
    public int openBalance(int account, int currency) {
        int last = 0;
        for (int balance = firstBalance(account); balance != 0; balance = nextBalance(balance)) {
            if (currency(balance) == currency) {
                return balance;
            }
            last = balance;
        }
        int balance = balances.allocate();
        balances.putInt(balance, ACCOUNT, account);
        balances.putInt(balance, CURRENCY, currency);
        if (last == 0) {
            accounts.putInt(account, FIRST_BALANCE, balance);
        } else {
            balances.putInt(last, NEXT, balance);
        }
        accounts.putInt(account, BALANCES, balanceCount(account) + 1);
        return balance;
    }

    /** Adds to what is available and to what is held; neither becomes negative. */
    void add(int balance, long available, long held) {
        long nowAvailable = available(balance) + available;
        long nowHeld = held(balance) + held;
        if ((nowAvailable | nowHeld) < 0) {
            throw new IllegalStateException("balance " + balance + " would be " + nowAvailable + " and " + nowHeld);
        }
        balances.putLong(balance, AVAILABLE, nowAvailable);
        balances.putLong(balance, HELD, nowHeld);
    }

    /** Where the account's name is in memory. */
    public long name(int account) {
        return names.address(accounts.getInt(account, NAME));
    }

    /** Bytes of the account's name. */
    public int nameLength(int account) {
        return accounts.getInt(account, NAME_LENGTH);
    }

    /** First balance of an account, 0 if it has none. */
    public int firstBalance(int account) {
        return accounts.getInt(account, FIRST_BALANCE);
    }

    /** Next balance of the same account, 0 if it was the last. */
    public int nextBalance(int balance) {
        return balances.getInt(balance, NEXT);
    }

    /** Currencies of an account. */
    public int balanceCount(int account) {
        return accounts.getInt(account, BALANCES);
    }

    /** First entry of an account's statement, 0 if it has none. */
    public int firstEntry(int account) {
        return accounts.getInt(account, FIRST_ENTRY);
    }

    int lastEntry(int account) {
        return accounts.getInt(account, LAST_ENTRY);
    }

    void lastEntry(int account, int entry) {
        if (firstEntry(account) == 0) {
            accounts.putInt(account, FIRST_ENTRY, entry);
        }
        accounts.putInt(account, LAST_ENTRY, entry);
    }

    /** Minor units that can be spent. */
    public long available(int balance) {
        return balances.getLong(balance, AVAILABLE);
    }

    /** Minor units that wait for what they were held for. */
    public long held(int balance) {
        return balances.getLong(balance, HELD);
    }

    /** Row of the account a balance is of. */
    public int account(int balance) {
        return balances.getInt(balance, ACCOUNT);
    }

    /** Packed as by {@link io.faka.engine.Currency}. */
    public int currency(int balance) {
        return balances.getInt(balance, CURRENCY);
    }

    /** Highest row of an account; all from 1 to it are accounts. */
    public int accountCount() {
        return accounts.highest();
    }

    /** Highest row of a balance; all from 1 to it are balances. */
    public int balanceCount() {
        return balances.highest();
    }

    void addTo(StateHash hash) {
        hash.add(accountCount());
        for (int account = 1; account <= accountCount(); account++) {
            hash.addBytes(name(account), nameLength(account));
        }
        hash.add(balanceCount());
        for (int balance = 1; balance <= balanceCount(); balance++) {
            hash.add((long) account(balance) << 32 | currency(balance))
                    .add(available(balance))
                    .add(held(balance));
        }
    }

    long memoryBytes() {
        return accounts.memoryBytes() + balances.memoryBytes() + byName.memoryBytes() + names.memoryBytes();
    }
}
