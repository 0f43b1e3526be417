package io.faka.engine.limit;

import io.faka.engine.memory.Arena;
import io.faka.engine.memory.Hash;
import io.faka.engine.memory.Memory;
import io.faka.engine.memory.RowTable;
import io.faka.engine.memory.SegmentedIndex;
import io.faka.engine.memory.StateHash;

/**
 * The coupons: code, definition, and how many of their uses are held by unpaid orders and used by paid ones. A coupon is never taken
 * out; one that shall not be used any more is given no uses.
 */
public final class Coupons {
    /** Longest code in bytes. */
    public static final int MAX_CODE_LENGTH = 64;
    /** Most SKUs a coupon can name. */
    public static final int MAX_SKUS = 64;

    /** 8 bytes: microseconds, 0 = always. */
    public static final int STARTS = 0;
    /** 8 bytes: microseconds, 0 = never. */
    public static final int ENDS = 8;
    /** 4 bytes, unsigned: uses held or used at the same time at most. */
    public static final int MAX_USES = 16;
    /** 4 bytes, unsigned: as {@link #MAX_USES}, of one buyer; 0 = no limit. */
    public static final int MAX_PER_BUYER = 20;
    /** 4 bytes: uses of unpaid orders. */
    public static final int HELD = 24;
    /** 4 bytes: uses of paid orders. */
    public static final int USED = 28;
    /** 4 bytes: packed as by {@link io.faka.engine.Currency}. */
    public static final int CURRENCY = 32;

    private static final int TERMS = 36;
    private static final int CODE = 40;
    private static final int CODE_LENGTH = 44;
    private static final int ROW_BYTES = 48;

    private final Arena texts = new Arena();
    private final CouponTerms terms = new CouponTerms(texts);
    private final Accounts buyers = new Accounts(texts);
    private final RowTable rows = new RowTable(ROW_BYTES, 1 << 16);
    private final SegmentedIndex byCode = new SegmentedIndex();
    private long seed;

    /** No coupon. */
    public Coupons() {}

    /** Sets the seed of the indices; only while there is no coupon. */
    public void seed(long seed) {
        this.seed = seed;
        buyers.seed(seed);
    }

    /** Row of the coupon with this code, 0 if there is none. */
    public int find(long text, int length) {
        long hash = Hash.of(seed, text, length);
        for (int at = byCode.first(hash); at >= 0; at = byCode.next(hash, at)) {
            int coupon = byCode.row(hash, at);
            if (hasCode(coupon, text, length)) {
                return coupon;
            }
        }
        return 0;
    }

    /** Whether the coupon has this code. */
    public boolean hasCode(int coupon, long text, int length) {
        return codeLength(coupon) == length && Memory.equal(code(coupon), text, length);
    }

    /** Adds a coupon with all its fields zero. */
    public int add(long text, int length) {
        int coupon = rows.allocate();
        int ref = texts.allocate(length);
        Memory.copy(text, texts.address(ref), length);
        rows.putInt(coupon, CODE, ref);
        rows.putByte(coupon, CODE_LENGTH, (byte) length);
        byCode.insert(Hash.of(seed, text, length), coupon);
        return coupon;
    }

    /** Where the code is in memory. */
    public long code(int coupon) {
        return texts.address(rows.getInt(coupon, CODE));
    }

    /** Bytes of the code, 1 to 64. */
    public int codeLength(int coupon) {
        return rows.getByte(coupon, CODE_LENGTH);
    }

    /** The terms of all coupons. */
    public CouponTerms terms() {
        return terms;
    }

    /** The terms of orders that are placed now. */
    public int terms(int coupon) {
        return rows.getInt(coupon, TERMS);
    }

    /** From now on orders have these terms. */
    public void terms(int coupon, int fresh) {
        int before = terms(coupon);
        rows.putInt(coupon, TERMS, fresh);
        if (before != 0) {
            terms.release(before);
        }
    }

    /** A field of 4 bytes, unsigned. */
    public long getInt(int coupon, int field) {
        return rows.getInt(coupon, field) & 0xffffffffL;
    }

    /** Writes a field of 4 bytes. */
    public void putInt(int coupon, int field, long value) {
        rows.putInt(coupon, field, (int) value);
    }

    /** A field of 8 bytes. */
    public long getLong(int coupon, int field) {
        return rows.getLong(coupon, field);
    }

    /** Writes a field of 8 bytes. */
    public void putLong(int coupon, int field, long value) {
        rows.putLong(coupon, field, value);
    }

    /** Uses of one buyer, held or used. */
    public long usesOf(int coupon, long buyer, int length) {
        int account = buyers.find(coupon, Accounts.COUPON, buyer, length);
        return account == 0 ? 0 : buyers.entries(account);
    }

    /** Notes one use more of a buyer; returns where it is counted. */
    int open(int coupon, long buyer, int length) {
        return buyers.open(coupon, Accounts.COUPON, buyer, length);
    }

    /** A use less. */
    void close(int account) {
        buyers.close(account);
    }

    /** For look-ups of what single buyers used that are known beforehand. */
    public AccountForesight accountForesight() {
        return new AccountForesight(buyers);
    }

    Accounts buyers() {
        return buyers;
    }

    /** Highest row; all from 1 to it are coupons. */
    public int count() {
        return rows.highest();
    }

    boolean isIndexed(int coupon) {
        return find(code(coupon), codeLength(coupon)) == coupon;
    }

    void addTo(StateHash hash) {
        hash.add(count());
        for (int coupon = 1; coupon <= count(); coupon++) {
            hash.addBytes(rows.address(coupon), CODE).addBytes(code(coupon), codeLength(coupon));
        }
        terms.addTo(hash);
        buyers.addTo(hash);
    }

    long memoryBytes() {
        return texts.memoryBytes()
                + terms.memoryBytes()
                + buyers.memoryBytes()
                + rows.memoryBytes()
                + byCode.memoryBytes();
    }
}
