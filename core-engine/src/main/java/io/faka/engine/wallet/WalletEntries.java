package io.faka.engine.wallet;

import io.faka.codec.event.WalletEntryKind;
import io.faka.engine.memory.Arena;
import io.faka.engine.memory.Hash;
import io.faka.engine.memory.Memory;
import io.faka.engine.memory.RowTable;
import io.faka.engine.memory.SegmentedIndex;
import io.faka.engine.memory.StateHash;

/**
 * What moved the money of wallets, in the order in which it happened, linked per account. Credits, debits and holds are found by
 * (account, ref); a hold knows the entry that ended it.
 */
public final class WalletEntries {
    /** Kind: money came in. */
    public static final byte CREDIT = (byte) WalletEntryKind.CREDIT.value();
    /** Kind: money went out. */
    public static final byte DEBIT = (byte) WalletEntryKind.DEBIT.value();
    /** Kind: money is set aside. */
    public static final byte HOLD = (byte) WalletEntryKind.HOLD.value();
    /** Kind: money set aside is available again. */
    public static final byte RELEASE = (byte) WalletEntryKind.RELEASE.value();
    /** Kind: money pays an order. */
    public static final byte PAYMENT = (byte) WalletEntryKind.PAYMENT.value();
    /** Kind: money that paid an order is back. */
    public static final byte REFUND = (byte) WalletEntryKind.REFUND.value();

    private static final int AMOUNT = 0;
    private static final int AVAILABLE = 8;
    private static final int HELD = 16;
    private static final int SEQ = 24;
    private static final int TIME = 32;
    private static final int ORDER_HIGH = 40;
    private static final int ORDER_LOW = 48;
    private static final int BALANCE = 56;
    private static final int NEXT = 60;
    private static final int TEXT = 64;
    private static final int ENDED_BY = 68;
    private static final int REF_LENGTH = 72;
    private static final int KIND = 73;
    private static final int USED = 74;
    private static final int ROW_BYTES = 76;

    private final RowTable rows = new RowTable(ROW_BYTES, 1 << 16);
    private final SegmentedIndex byRef = new SegmentedIndex();
    private final Arena texts = new Arena();
    private final Wallets wallets;
    private long seed;

    WalletEntries(Wallets wallets) {
        this.wallets = wallets;
    }

    void seed(long seed) {
        this.seed = seed;
    }

    /** The credit, debit or hold of an account with this ref, 0 if there is none; the account may be 0. */
    public int find(int account, long refAt, int refLength) {
        if (account == 0) {
            return 0;
        }
        long hash = hash(account, refAt, refLength);
        for (int at = byRef.first(hash); at >= 0; at = byRef.next(hash, at)) {
            int entry = byRef.row(hash, at);
            if (account(entry) == account
                    && refLength(entry) == refLength
                    && Memory.equal(ref(entry), refAt, refLength)) {
                return entry;
            }
        }
        return 0;
    }

    /** Adds an entry with the balance as it is now. */
    int add(byte kind, int balance, long amount, long seq, long timeMicros, long refAt, int refLength) {
        int account = wallets.account(balance);
        int entry = rows.allocate();
        int text = texts.allocate(refLength);
        Memory.copy(refAt, texts.address(text), refLength);
        rows.putLong(entry, AMOUNT, amount);
        rows.putLong(entry, AVAILABLE, wallets.available(balance));
        rows.putLong(entry, HELD, wallets.held(balance));
        rows.putLong(entry, SEQ, seq);
        rows.putLong(entry, TIME, timeMicros);
        rows.putInt(entry, BALANCE, balance);
        rows.putInt(entry, TEXT, text);
        rows.putByte(entry, REF_LENGTH, (byte) refLength);
        rows.putByte(entry, KIND, kind);
        int last = wallets.lastEntry(account);
        if (last != 0) {
            rows.putInt(last, NEXT, entry);
        }
        wallets.lastEntry(account, entry);
        if (hasKey(kind)) {
            byRef.insert(hash(account, refAt, refLength), entry);
        }
        return entry;
    }

    void order(int entry, long idHigh, long idLow) {
        rows.putLong(entry, ORDER_HIGH, idHigh);
        rows.putLong(entry, ORDER_LOW, idLow);
    }

    /** The hold is over: released by an entry, {@code used} if a payment took what it held. */
    void end(int hold, int endedBy, boolean used) {
        rows.putInt(hold, ENDED_BY, endedBy);
        rows.putByte(hold, USED, (byte) (used ? 1 : 0));
    }

    /** Minor units that it moved. */
    public long amount(int entry) {
        return rows.getLong(entry, AMOUNT);
    }

    /** Minor units available after it. */
    public long available(int entry) {
        return rows.getLong(entry, AVAILABLE);
    }

    /** Minor units held after it. */
    public long held(int entry) {
        return rows.getLong(entry, HELD);
    }

    /** Sequence of its command. */
    public long seq(int entry) {
        return rows.getLong(entry, SEQ);
    }

    /** Journal time of its command. */
    public long timeMicros(int entry) {
        return rows.getLong(entry, TIME);
    }

    /** High half of the id of the order it is about, 0 if it is about none. */
    public long orderIdHigh(int entry) {
        return rows.getLong(entry, ORDER_HIGH);
    }

    /** Low half of the id of the order it is about. */
    public long orderIdLow(int entry) {
        return rows.getLong(entry, ORDER_LOW);
    }

    /** Row of the balance it changed. */
    public int balance(int entry) {
        return rows.getInt(entry, BALANCE);
    }

    /** Row of the account it is of. */
    public int account(int entry) {
        return wallets.account(balance(entry));
    }

    /** Next entry of the account's statement, 0 if it was the last. */
    public int next(int entry) {
        return rows.getInt(entry, NEXT);
    }

    /** Where the ref is in memory. */
    public long ref(int entry) {
        return texts.address(rows.getInt(entry, TEXT));
    }

    /** Bytes of the ref. */
    public int refLength(int entry) {
        return rows.getByte(entry, REF_LENGTH) & 0xff;
    }

    /** One of {@link #CREDIT} and the others. */
    public byte kind(int entry) {
        return rows.getByte(entry, KIND);
    }

    /** The entry that ended a hold, 0 as long as it holds. */
    public int endedBy(int hold) {
        return rows.getInt(hold, ENDED_BY);
    }

    /** Whether a payment took what a hold held. */
    public boolean isUsed(int hold) {
        return rows.getByte(hold, USED) != 0;
    }

    /** Whether it is an open hold in this balance. */
    public boolean isOpenHold(int entry, int balance) {
        return entry != 0 && kind(entry) == HOLD && endedBy(entry) == 0 && balance(entry) == balance;
    }

    /** Highest row; all from 1 to it are entries. */
    public int count() {
        return rows.highest();
    }

    /** Whether the index finds what it must find. */
    public boolean isIndexed(int entry) {
        return !hasKey(kind(entry)) || find(account(entry), ref(entry), refLength(entry)) == entry;
    }

    /** Entries that are found by their ref. */
    public long keys() {
        return byRef.size();
    }

    /** Whether entries of this kind are found by their ref. */
    public static boolean hasKey(byte kind) {
        return kind == CREDIT || kind == DEBIT || kind == HOLD;
    }

    void addTo(StateHash hash) {
        hash.add(count());
        for (int entry = 1; entry <= count(); entry++) {
            hash.add(amount(entry))
                    .add(available(entry))
                    .add(held(entry))
                    .add(seq(entry))
                    .add(timeMicros(entry))
                    .add(orderIdHigh(entry))
                    .add(orderIdLow(entry))
                    .add((long) balance(entry) << 32 | endedBy(entry))
                    .add(kind(entry))
                    .add(isUsed(entry) ? 1 : 0)
                    .addBytes(ref(entry), refLength(entry));
        }
    }

    long memoryBytes() {
        return rows.memoryBytes() + byRef.memoryBytes() + texts.memoryBytes();
    }

    private long hash(int account, long refAt, int refLength) {
        return Hash.of(Hash.ofWords(seed, account, 0), refAt, refLength);
    }
}
