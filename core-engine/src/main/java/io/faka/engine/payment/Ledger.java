package io.faka.engine.payment;

import io.faka.engine.memory.StateHash;
import java.util.Arrays;

/**
 * The money of every currency, by where it is. What was received is always the sum of the other accounts, and none of them is
 * negative: checked with every movement.
 */
public final class Ledger {
    /** Account: all that came in. */
    public static final int RECEIVED = 0;
    /** Account: pays orders. */
    public static final int DELIVERED = 1;
    /** Account: waits for an operator, or for its order. */
    public static final int SUSPENSE = 2;
    /** Account: must go back. */
    public static final int DUE = 3;
    /** Account: went back, to buyers or out of wallets. */
    public static final int REFUNDED = 4;

    /** Account: prepaid, in wallets. */
    public static final int WALLET = 5;

    private static final int ACCOUNTS = 6;
    private static final int LETTERS = 26;

    private final short[] slots = new short[LETTERS * LETTERS * LETTERS];
    private int[] currencies = new int[4];
    private long[] balances = new long[4 * ACCOUNTS];
    private int count;

    /** Whether the sum of all that was received stays countable with this amount more. */
    boolean fits(int currency, long amount) {
        int slot = slots[index(currency)];
        return slot == 0 || balances[(slot - 1) * ACCOUNTS + RECEIVED] + amount >= 0;
    }

    /** Money came in. */
    void receive(int currency, int account, long amount) {
        int at = slot(currency) * ACCOUNTS;
        balances[at + RECEIVED] += amount;
        balances[at + account] += amount;
        check(at, currency);
    }

    /** Money goes from one account to another. */
    void move(int currency, int from, int to, long amount) {
        int at = slot(currency) * ACCOUNTS;
        balances[at + from] -= amount;
        balances[at + to] += amount;
        check(at, currency);
    }

    /** Currencies that money was received in; they are numbered from 0. */
    public int count() {
        return count;
    }

    /** Packed as by {@link io.faka.engine.Currency}. */
    public int currency(int number) {
        return currencies[number];
    }

    /** Minor units of a numbered currency in an account. */
    public long balance(int number, int account) {
        return balances[number * ACCOUNTS + account];
    }

    /** Adds every balance to the hash. */
    public void addTo(StateHash hash) {
        hash.add(count);
        for (int i = 0; i < count; i++) {
            hash.add(currencies[i]);
            for (int account = 0; account < ACCOUNTS; account++) {
                hash.add(balance(i, account));
            }
        }
    }

    private int slot(int currency) {
        int index = index(currency);
        if (slots[index] == 0) {
            if (count == currencies.length) {
                currencies = Arrays.copyOf(currencies, count * 2);
                balances = Arrays.copyOf(balances, count * 2 * ACCOUNTS);
            }
            currencies[count++] = currency;
            slots[index] = (short) count;
        }
        return slots[index] - 1;
    }

    private static int index(int currency) {
        int first = (currency >>> 16 & 0xff) - 'A';
        int second = (currency >>> 8 & 0xff) - 'A';
        return (first * LETTERS + second) * LETTERS + (currency & 0xff) - 'A';
    }

    private void check(int at, int currency) {
        long sum = 0;
        long signs = 0;
        for (int account = DELIVERED; account < ACCOUNTS; account++) {
            sum += balances[at + account];
            signs |= balances[at + account];
        }
        if (sum != balances[at + RECEIVED] || signs < 0) {
            throw new IllegalStateException("money conservation broken: " + io.faka.engine.Currency.unpack(currency)
                    + " received " + balances[at + RECEIVED] + ", accounted for " + sum);
        }
    }
}
