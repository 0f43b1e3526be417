package io.faka.engine.inventory;

import io.faka.engine.memory.Arena;
import io.faka.engine.memory.Hash;
import io.faka.engine.memory.LineLoads;
import io.faka.engine.memory.Memory;
import io.faka.engine.memory.RowTable;
import io.faka.engine.memory.SegmentedIndex;
import io.faka.engine.memory.StateHash;

/**
 * The units: one row of 40 bytes and one sealed code each; a counted unit gets its code when an operator delivers it. A unit is a link of one chain: its offer's queue while it is available,
 * its order line's units while it is reserved or delivered; of none while it is out of both. Its row number is the public unit id.
 */
public final class Units {
    /** Longest sealed code: 4,096 bytes and the tag, with room for other tags. */
    public static final int MAX_SEALED_LENGTH = 8_192;

    /** State of a unit in its offer's queue. */
    public static final byte AVAILABLE = 1;
    /** State of a unit that a pending order holds. */
    public static final byte RESERVED = 2;
    /** State of a unit between payment and delivery. */
    public static final byte ALLOCATED = 3;
    /** State of a unit that is the buyer's. */
    public static final byte DELIVERED = 4;
    /** State of a unit that is set aside; its owner is the order that returned it, if one did. */
    public static final byte QUARANTINED = 5;
    /** State of a unit that is out for good. */
    public static final byte VOIDED = 6;
    /** State of a bad unit of an order, which got the {@link #next} one for it. */
    public static final byte REPLACED = 7;

    static final int FINGERPRINT_HIGH = 0;
    static final int FINGERPRINT_LOW = 8;
    static final int CODE_REF = 16;
    static final int NEXT = 20;
    static final int PREVIOUS = 24;
    static final int OWNER = 28;
    static final int LOT = 32;
    static final int CODE_LENGTH = 36;
    static final int STATE = 38;
    static final int KEY_SLOT = 39;
    private static final int ROW_BYTES = 40;

    private final RowTable rows = new RowTable(ROW_BYTES);
    private final Arena codes = new Arena();
    private final SegmentedIndex byFingerprint = new SegmentedIndex(SegmentedIndex.Growth.QUARTER);
    private final Lots lots;
    private long seed;
    private int counted;

    /** @param lots tell which SKU a unit belongs to */
    public Units(Lots lots) {
        this.lots = lots;
    }

    /** Sets the seed of the index; only while there is no unit. */
    public void seed(long seed) {
        this.seed = seed;
    }

    /** The SKU's unit with this fingerprint, in any state; 0 if there is none. */
    public int find(int sku, long fingerprintHigh, long fingerprintLow) {
        long hash = hash(sku, fingerprintHigh, fingerprintLow);
        for (int at = byFingerprint.first(hash); at >= 0; at = byFingerprint.next(hash, at)) {
            int unit = byFingerprint.row(hash, at);
            if (fingerprintHigh(unit) == fingerprintHigh
                    && fingerprintLow(unit) == fingerprintLow
                    && sku(unit) == sku) {
                return unit;
            }
        }
        return 0;
    }

    /** Notes where the search for a fingerprint begins. */
    public void foreseeFingerprint(int sku, long high, long low, LineLoads loads) {
        loads.add(byFingerprint.line(hash(sku, high, low)));
    }

    /** Adds a unit that is in no chain yet; the SKU has none of this fingerprint. */
    int add(int sku, int lot, int keySlot, long high, long low, long code, int length) {
        int unit = rows.allocate();
        int ref = codes.allocate(length);
        Memory.copy(code, codes.address(ref), length);
        long at = rows.address(unit);
        Memory.putLong(at + FINGERPRINT_HIGH, high);
        Memory.putLong(at + FINGERPRINT_LOW, low);
        Memory.putInt(at + CODE_REF, ref);
        Memory.putInt(at + LOT, lot);
        Memory.putShort(at + CODE_LENGTH, (short) length);
        Memory.putByte(at + STATE, AVAILABLE);
        Memory.putByte(at + KEY_SLOT, (byte) keySlot);
        byFingerprint.insert(hash(sku, high, low), unit);
        return unit;
    }

    /** Adds a unit without a code that is in no chain yet: an operator delivers it. No index finds it. */
    int addCounted(int lot) {
        int unit = rows.allocate();
        long at = rows.address(unit);
        Memory.putInt(at + LOT, lot);
        Memory.putByte(at + STATE, AVAILABLE);
        counted++;
        return unit;
    }

    /** A unit without a code gets the one that it is delivered with. */
    void content(int unit, int keySlot, long high, long low, long code, int length) {
        int ref = codes.allocate(length);
        Memory.copy(code, codes.address(ref), length);
        long at = rows.address(unit);
        Memory.putLong(at + FINGERPRINT_HIGH, high);
        Memory.putLong(at + FINGERPRINT_LOW, low);
        Memory.putInt(at + CODE_REF, ref);
        Memory.putShort(at + CODE_LENGTH, (short) length);
        Memory.putByte(at + KEY_SLOT, (byte) keySlot);
    }

    /** A counted unit that came back loses what it was delivered with. */
    void empty(int unit) {
        codes.free(rows.getInt(unit, CODE_REF), codeLength(unit));
        long at = rows.address(unit);
        Memory.putLong(at + FINGERPRINT_HIGH, 0);
        Memory.putLong(at + FINGERPRINT_LOW, 0);
        Memory.putInt(at + CODE_REF, 0);
        Memory.putShort(at + CODE_LENGTH, (short) 0);
        Memory.putByte(at + KEY_SLOT, (byte) 0);
    }

    /** Keeps the sealed bytes of a text that many units share; where they are. */
    int keepText(long code, int length) {
        int ref = codes.allocate(length);
        Memory.copy(code, codes.address(ref), length);
        return ref;
    }

    /** Where in memory a text is that many units share. */
    long text(int ref) {
        return codes.address(ref);
    }

    /** A unit without a code gets a text that is not its own. */
    void share(int unit, int keySlot, long high, long low, int ref, int length) {
        long at = rows.address(unit);
        Memory.putLong(at + FINGERPRINT_HIGH, high);
        Memory.putLong(at + FINGERPRINT_LOW, low);
        Memory.putInt(at + CODE_REF, ref);
        Memory.putShort(at + CODE_LENGTH, (short) length);
        Memory.putByte(at + KEY_SLOT, (byte) keySlot);
    }

    /** A unit that came back loses the text that it shared. */
    void unshare(int unit) {
        share(unit, 0, 0, 0, 0, 0);
    }

    /** As {@link #forgetCode}, for a unit that shares a text, which stays. */
    public void forgetText(int unit) {
        Memory.putInt(rows.address(unit) + CODE_REF, 0);
        Memory.putShort(rows.address(unit) + CODE_LENGTH, (short) 0);
    }

    /** Id of the next unit that will be added. */
    public int nextId() {
        return rows.highest() + 1;
    }

    /** Number of the SKU the unit belongs to. */
    public int sku(int unit) {
        return lots.sku(lot(unit));
    }

    /** Number of the lot it came in with. */
    public int lot(int unit) {
        return rows.getInt(unit, LOT);
    }

    /** High half of the keyed fingerprint of its code. */
    public long fingerprintHigh(int unit) {
        return rows.getLong(unit, FINGERPRINT_HIGH);
    }

    /** Low half of the keyed fingerprint of its code. */
    public long fingerprintLow(int unit) {
        return rows.getLong(unit, FINGERPRINT_LOW);
    }

    /** Value of {@code UnitState}. */
    public byte state(int unit) {
        return rows.getByte(unit, STATE);
    }

    /** Row of the order that holds or got the unit, 0 if no order has or had it. */
    public int owner(int unit) {
        return rows.getInt(unit, OWNER);
    }

    /** Next unit of the same chain, 0 at its end. */
    public int next(int unit) {
        return rows.getInt(unit, NEXT);
    }

    /** Unit before it in the same chain, 0 at its beginning. */
    public int previous(int unit) {
        return rows.getInt(unit, PREVIOUS);
    }

    void next(int unit, int next) {
        rows.putInt(unit, NEXT, next);
    }

    void previous(int unit, int previous) {
        rows.putInt(unit, PREVIOUS, previous);
    }

    /** Sets state and owner. */
    void assign(int unit, byte state, int owner) {
        long at = rows.address(unit);
        Memory.putByte(at + STATE, state);
        Memory.putInt(at + OWNER, owner);
    }

    /** Slot in {@link SealingKeys} of the key its code is sealed with. */
    public int keySlot(int unit) {
        return rows.getByte(unit, KEY_SLOT) & 0xff;
    }

    /** Where the sealed code is in memory. */
    public long code(int unit) {
        return codes.address(rows.getInt(unit, CODE_REF));
    }

    /** Bytes of the sealed code. */
    public int codeLength(int unit) {
        return Memory.getUnsignedShort(rows.address(unit) + CODE_LENGTH);
    }

    /** Forgets the sealed code of a unit that was delivered; its fingerprint stays, so that the code is not taken in again. */
    public void forgetCode(int unit) {
        codes.free(rows.getInt(unit, CODE_REF), codeLength(unit));
        Memory.putInt(rows.address(unit) + CODE_REF, 0);
        Memory.putShort(rows.address(unit) + CODE_LENGTH, (short) 0);
    }

    /** Whether the unit has its sealed code still. */
    public boolean hasCode(int unit) {
        return codeLength(unit) != 0;
    }

    /** Highest unit id; all from 1 to it exist. */
    public int count() {
        return rows.highest();
    }

    /** Notes the unit's row. */
    public void foresee(int unit, LineLoads loads) {
        loads.add(rows.address(unit), ROW_BYTES);
    }

    /** Notes the unit's sealed code, if it has one; reads its row. */
    public void foreseeCode(int unit, LineLoads loads) {
        if (codeLength(unit) > 0) {
            loads.add(code(unit), codeLength(unit));
        }
    }

    /** Bytes held. */
    public long memoryBytes() {
        return rows.memoryBytes() + codes.memoryBytes() + byFingerprint.memoryBytes();
    }

    /** Adds every unit to the hash. */
    public void addTo(StateHash hash) {
        hash.add(count());
        for (int unit = 1; unit <= count(); unit++) {
            hash.add(fingerprintHigh(unit))
                    .add(fingerprintLow(unit))
                    .add((long) next(unit) << 32 | previous(unit))
                    .add((long) owner(unit) << 32 | lot(unit))
                    .add((long) state(unit) << 8 | keySlot(unit));
            if (codeLength(unit) > 0) {
                hash.addBytes(code(unit), codeLength(unit));
            }
        }
    }

    /** Whether the index finds the unit, which came in with its code. */
    public boolean isIndexed(int unit) {
        return find(sku(unit), fingerprintHigh(unit), fingerprintLow(unit)) == unit;
    }

    /** Units that came in without a code. */
    public int counted() {
        return counted;
    }

    /** Whether the index has an entry for each unit that came in with its code, and no other. */
    public boolean isIndexComplete() {
        return byFingerprint.size() == (long) count() - counted;
    }

    private long hash(int sku, long high, long low) {
        return Hash.ofWords(seed + sku, high, low);
    }
}
