package io.faka.engine.limit;

import io.faka.engine.memory.Arena;
import io.faka.engine.memory.Hash;
import io.faka.engine.memory.LineLoads;
import io.faka.engine.memory.Memory;
import io.faka.engine.memory.RowTable;
import io.faka.engine.memory.SegmentedIndex;
import io.faka.engine.memory.StateHash;

/**
 * What one buyer, or one client address, has of one SKU: units that count, and unpaid orders. An account is there as long as an
 * entry of {@link Tallies} speaks of it.
 */
public final class Accounts {
    /** Kind: a buyer's. */
    public static final byte BUYER = 1;
    /** Kind: a buyer's uses of a coupon, which stands in the place of the SKU. */
    public static final byte COUPON = 3;
    /** Kind: a client address's. */
    public static final byte ADDRESS = 2;

    private static final int UNITS = 0;
    private static final int SKU = 8;
    private static final int TEXT = 12;
    private static final int HOLDS = 16;
    private static final int ENTRIES = 20;
    private static final int KIND = 24;
    private static final int TEXT_LENGTH = 25;
    private static final int ROW_BYTES = 28;

    private final RowTable rows = new RowTable(ROW_BYTES, 1 << 16);
    private final SegmentedIndex index = new SegmentedIndex();
    private final Arena texts;
    private long seed;

    /** @param texts where names are kept */
    Accounts(Arena texts) {
        this.texts = texts;
    }

    void seed(long seed) {
        this.seed = seed;
    }

    /** The account, 0 if there is none. */
    public int find(int sku, byte kind, long text, int length) {
        long hash = hash(sku, kind, text, length);
        for (int at = index.first(hash); at >= 0; at = index.next(hash, at)) {
            int account = index.row(hash, at);
            if (is(account, sku, kind, text, length)) {
                return account;
            }
        }
        return 0;
    }

    /** The account, made if there is none, for one entry more. */
    int open(int sku, byte kind, long text, int length) {
        int account = find(sku, kind, text, length);
        if (account == 0) {
            account = rows.allocate();
            int ref = texts.allocate(length);
            Memory.copy(text, texts.address(ref), length);
            rows.putInt(account, SKU, sku);
            rows.putInt(account, TEXT, ref);
            rows.putByte(account, KIND, kind);
            rows.putByte(account, TEXT_LENGTH, (byte) length);
            index.insert(hash(sku, kind, text, length), account);
        }
        rows.putInt(account, ENTRIES, rows.getInt(account, ENTRIES) + 1);
        return account;
    }

    /** An entry less; the account goes with its last. */
    void close(int account) {
        int entries = rows.getInt(account, ENTRIES) - 1;
        rows.putInt(account, ENTRIES, entries);
        if (entries == 0) {
            if (units(account) != 0 || holds(account) != 0) {
                throw new IllegalStateException("account " + account + " ends with " + units(account) + " units and "
                        + holds(account) + " holds");
            }
            index.remove(hash(sku(account), kind(account), text(account), textLength(account)), account);
            texts.free(rows.getInt(account, TEXT), textLength(account));
            rows.putByte(account, KIND, (byte) 0);
            rows.free(account);
        }
    }

    /** Units that count. */
    public long units(int account) {
        return account == 0 ? 0 : rows.getLong(account, UNITS);
    }

    void addUnits(int account, long delta) {
        rows.putLong(account, UNITS, units(account) + delta);
    }

    /** Unpaid orders. */
    public long holds(int account) {
        return account == 0 ? 0 : rows.getInt(account, HOLDS);
    }

    void addHolds(int account, int delta) {
        rows.putInt(account, HOLDS, rows.getInt(account, HOLDS) + delta);
    }

    int entries(int account) {
        return rows.getInt(account, ENTRIES);
    }

    boolean is(int account, int sku, byte kind, long text, int length) {
        return sku(account) == sku
                && kind(account) == kind
                && textLength(account) == length
                && Memory.equal(text(account), text, length);
    }

    boolean isIndexed(int account) {
        return find(sku(account), kind(account), text(account), textLength(account)) == account;
    }

    /** Highest row; those of {@link #isUsed} are accounts. */
    int highest() {
        return rows.highest();
    }

    boolean isUsed(int account) {
        return kind(account) != 0;
    }

    long size() {
        return index.size();
    }

    void addTo(StateHash hash) {
        hash.add(index.size());
        for (int account = 1; account <= rows.highest(); account++) {
            if (isUsed(account)) {
                hash.add(units(account))
                        .add((long) sku(account) << 32 | holds(account))
                        .add((long) kind(account) << 32 | entries(account))
                        .addBytes(text(account), textLength(account));
            }
        }
    }

    long memoryBytes() {
        return rows.memoryBytes() + index.memoryBytes();
    }

    /** Where in memory the search for an account with this hash begins. */
    long line(long hash) {
        return index.line(hash);
    }

    /** The account that most likely has this hash, 0 if there is surely none. */
    int candidate(long hash) {
        return index.candidate(hash);
    }

    /** Notes an account's row. */
    void foresee(int account, LineLoads loads) {
        loads.add(rows.address(account), ROW_BYTES);
    }

    /** Notes an account's name; reads its row. */
    void foreseeName(int account, LineLoads loads) {
        loads.add(text(account));
    }

    long hash(int sku, byte kind, long text, int length) {
        return Hash.mix(Hash.of(seed, text, length), (long) sku << 8 | kind);
    }

    private int sku(int account) {
        return rows.getInt(account, SKU);
    }

    private byte kind(int account) {
        return rows.getByte(account, KIND);
    }

    private long text(int account) {
        return texts.address(rows.getInt(account, TEXT));
    }

    private int textLength(int account) {
        return rows.getByte(account, TEXT_LENGTH) & 0xff;
    }
}
