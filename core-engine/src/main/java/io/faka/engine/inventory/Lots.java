package io.faka.engine.inventory;

import io.faka.engine.memory.Arena;
import io.faka.engine.memory.Hash;
import io.faka.engine.memory.Memory;
import io.faka.engine.memory.RowTable;
import io.faka.engine.memory.SegmentedIndex;
import io.faka.engine.memory.StateHash;

/** The lots: import batches of a SKU, found by SKU and name. Numbered densely from 1. */
public final class Lots {
    /** Longest name in bytes. */
    public static final int MAX_NAME_LENGTH = 64;

    private static final int EXPIRES_AT = 0;
    private static final int IMPORTED = 8;
    private static final int SKU = 16;
    private static final int OFFER = 20;
    private static final int NAME_REF = 24;
    private static final int NAME_LENGTH = 28;
    private static final int ROW_BYTES = 32;

    private final RowTable rows = new RowTable(ROW_BYTES, 1 << 20);
    private final SegmentedIndex byName = new SegmentedIndex();
    private final Arena texts;
    private long seed;

    /** @param texts where names are kept */
    public Lots(Arena texts) {
        this.texts = texts;
    }

    /** Sets the seed of the index; only while there is no lot. */
    public void seed(long seed) {
        this.seed = seed;
    }

    /** Number of the SKU's lot with this name, 0 if there is none. */
    public int find(int sku, long name, int length) {
        long hash = hash(sku, name, length);
        for (int at = byName.first(hash); at >= 0; at = byName.next(hash, at)) {
            int lot = byName.row(hash, at);
            if (sku(lot) == sku && nameLength(lot) == length && Memory.equal(name(lot), name, length)) {
                return lot;
            }
        }
        return 0;
    }

    /** Adds a lot; the SKU has none of this name. */
    public int add(int sku, int offer, long expiresAtMicros, long name, int length) {
        int lot = rows.allocate();
        int ref = texts.allocate(length);
        Memory.copy(name, texts.address(ref), length);
        rows.putLong(lot, EXPIRES_AT, expiresAtMicros);
        rows.putInt(lot, SKU, sku);
        rows.putInt(lot, OFFER, offer);
        rows.putInt(lot, NAME_REF, ref);
        rows.putByte(lot, NAME_LENGTH, (byte) length);
        byName.insert(hash(sku, name, length), lot);
        return lot;
    }

    /** Number of the SKU the lot belongs to. */
    public int sku(int lot) {
        return rows.getInt(lot, SKU);
    }

    /** Number of the offer its units are queued in. */
    public int offer(int lot) {
        return rows.getInt(lot, OFFER);
    }

    /** When the codes of the lot end, in journal microseconds; 0 = never. */
    public long expiresAtMicros(int lot) {
        return rows.getLong(lot, EXPIRES_AT);
    }

    /** Units that came in with the lot so far. */
    public long imported(int lot) {
        return rows.getLong(lot, IMPORTED);
    }

    void addImported(int lot, int units) {
        rows.putLong(lot, IMPORTED, imported(lot) + units);
    }

    /** Where the name is in memory. */
    public long name(int lot) {
        return texts.address(rows.getInt(lot, NAME_REF));
    }

    /** Bytes of the name, 1 to 64. */
    public int nameLength(int lot) {
        return rows.getByte(lot, NAME_LENGTH);
    }

    /** Highest lot number; all from 1 to it exist. */
    public int count() {
        return rows.highest();
    }

    /** Adds every lot to the hash. */
    public void addTo(StateHash hash) {
        hash.add(count());
        for (int lot = 1; lot <= count(); lot++) {
            hash.add(expiresAtMicros(lot))
                    .add(imported(lot))
                    .add((long) sku(lot) << 32 | offer(lot))
                    .addBytes(name(lot), nameLength(lot));
        }
    }

    /** Whether the index finds the lot. */
    public boolean isIndexed(int lot) {
        return find(sku(lot), name(lot), nameLength(lot)) == lot && byName.size() == count();
    }

    /** Bytes held. */
    public long memoryBytes() {
        return rows.memoryBytes() + byName.memoryBytes();
    }

    private long hash(int sku, long name, int length) {
        return Hash.of(seed + sku, name, length);
    }
}
