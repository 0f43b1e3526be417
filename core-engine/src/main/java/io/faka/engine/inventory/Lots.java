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
    private static final int VOIDED = 29;
    private static final int EXPIRED = 30;
    private static final int FIRST_RUN = 32;
    private static final int LAST_RUN = 36;
    private static final int QUEUE_FIRST = 40;
    private static final int QUEUE_LAST = 44;
    private static final int NEXT_QUEUED = 48;
    private static final int PREVIOUS_QUEUED = 52;
    private static final int ROW_BYTES = 56;

    private static final int NEXT_RUN = 0;
    private static final int PREVIOUS_RUN = 4;
    private static final int RUN_FIRST_UNIT = 8;
    private static final int RUN_UNITS = 12;
    private static final int RUN_BYTES = 16;

    private final RowTable rows = new RowTable(ROW_BYTES, 1 << 20);
    private final RowTable runs = new RowTable(RUN_BYTES, 1 << 20);
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
    int add(int sku, int offer, long expiresAtMicros, long name, int length) {
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

    /** Units with consecutive ids came in with the lot. */
    void addRun(int lot, int firstUnit, int units) {
        rows.putLong(lot, IMPORTED, imported(lot) + units);
        int last = lastRun(lot);
        if (last != 0 && runFirstUnit(last) + runUnits(last) == firstUnit) {
            runs.putInt(last, RUN_UNITS, runUnits(last) + units);
            return;
        }
        int run = runs.allocate();
        runs.putInt(run, PREVIOUS_RUN, last);
        runs.putInt(run, RUN_FIRST_UNIT, firstUnit);
        runs.putInt(run, RUN_UNITS, units);
        rows.putInt(lot, LAST_RUN, run);
        if (last == 0) {
            rows.putInt(lot, FIRST_RUN, run);
        } else {
            runs.putInt(last, NEXT_RUN, run);
        }
    }

    /** The lot's first run of consecutive unit ids, 0 if it has no units. */
    public int firstRun(int lot) {
        return rows.getInt(lot, FIRST_RUN);
    }

    /** The lot's last run. */
    public int lastRun(int lot) {
        return rows.getInt(lot, LAST_RUN);
    }

    /** The run with the next higher unit ids, 0 at the end. */
    public int nextRun(int run) {
        return runs.getInt(run, NEXT_RUN);
    }

    /** The run with the next lower unit ids, 0 at the beginning. */
    public int previousRun(int run) {
        return runs.getInt(run, PREVIOUS_RUN);
    }

    /** Lowest unit of a run. */
    public int runFirstUnit(int run) {
        return runs.getInt(run, RUN_FIRST_UNIT);
    }

    /** Units of a run. */
    public int runUnits(int run) {
        return runs.getInt(run, RUN_UNITS);
    }

    /** Whether the lot was recalled. */
    public boolean isVoided(int lot) {
        return rows.getByte(lot, VOIDED) != 0;
    }

    void voided(int lot) {
        rows.putByte(lot, VOIDED, (byte) 1);
    }

    /** Whether the codes of the lot have ended. */
    public boolean isExpired(int lot) {
        return rows.getByte(lot, EXPIRED) != 0;
    }

    void expired(int lot) {
        rows.putByte(lot, EXPIRED, (byte) 1);
    }

    /** First of the lot's units in a queue by expiry, 0 if none is in one. */
    int queueFirst(int lot) {
        return rows.getInt(lot, QUEUE_FIRST);
    }

    /** Last of the lot's units in a queue by expiry. */
    int queueLast(int lot) {
        return rows.getInt(lot, QUEUE_LAST);
    }

    void queue(int lot, int first, int last) {
        rows.putInt(lot, QUEUE_FIRST, first);
        rows.putInt(lot, QUEUE_LAST, last);
    }

    /** The lot whose units follow in the same queue, 0 at its end. */
    int nextQueued(int lot) {
        return rows.getInt(lot, NEXT_QUEUED);
    }

    /** The lot whose units go before in the same queue, 0 at its beginning. */
    int previousQueued(int lot) {
        return rows.getInt(lot, PREVIOUS_QUEUED);
    }

    void queuedBetween(int before, int lot, int after) {
        queuedNextTo(before, lot);
        queuedNextTo(lot, after);
    }

    void queuedNextTo(int before, int after) {
        if (before != 0) {
            rows.putInt(before, NEXT_QUEUED, after);
        }
        if (after != 0) {
            rows.putInt(after, PREVIOUS_QUEUED, before);
        }
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
                    .add((isVoided(lot) ? 1 : 0) | (isExpired(lot) ? 2 : 0))
                    .addBytes(name(lot), nameLength(lot));
            for (int run = firstRun(lot); run != 0; run = nextRun(run)) {
                hash.add((long) runFirstUnit(run) << 32 | runUnits(run));
            }
        }
    }

    /** Whether the index finds the lot. */
    public boolean isIndexed(int lot) {
        return find(sku(lot), name(lot), nameLength(lot)) == lot && byName.size() == count();
    }

    /** Bytes held. */
    public long memoryBytes() {
        return rows.memoryBytes() + runs.memoryBytes() + byName.memoryBytes();
    }

    private long hash(int sku, long name, int length) {
        return Hash.of(seed + sku, name, length);
    }
}
