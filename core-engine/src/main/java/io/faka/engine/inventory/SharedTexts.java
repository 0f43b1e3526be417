package io.faka.engine.inventory;

import io.faka.engine.memory.Hash;
import io.faka.engine.memory.RowTable;
import io.faka.engine.memory.SegmentedIndex;
import io.faka.engine.memory.StateHash;

/**
 * The texts that reusable SKUs have and had, sealed as codes are, each once however often it is sold. None is ever dropped: whoever got
 * one keeps it. Their index is their own, so no code is a duplicate of a text.
 */
public final class SharedTexts {
    private static final int FINGERPRINT_HIGH = 0;
    private static final int FINGERPRINT_LOW = 8;
    private static final int USES = 16;
    private static final int SKU = 24;
    private static final int NUMBER = 28;
    private static final int CODE_REF = 32;
    private static final int CODE_LENGTH = 36;
    private static final int KEY_SLOT = 40;
    private static final int ROW_BYTES = 48;

    private final RowTable rows = new RowTable(ROW_BYTES, 1 << 16);
    private final SegmentedIndex byFingerprint = new SegmentedIndex();
    private final Units units;
    private long seed;

    /** @param units keep the sealed bytes, so that a unit refers to a text as to a code of its own */
    public SharedTexts(Units units) {
        this.units = units;
    }

    /** Sets the seed of the index; only while there is no text. */
    public void seed(long seed) {
        this.seed = seed;
    }

    /** The SKU's text with this fingerprint, be it the present one or not; 0 if it never had it. */
    public int find(int sku, long high, long low) {
        long hash = hash(sku, high, low);
        for (int at = byFingerprint.first(hash); at >= 0; at = byFingerprint.next(hash, at)) {
            int text = byFingerprint.row(hash, at);
            if (sku(text) == sku && fingerprintHigh(text) == high && fingerprintLow(text) == low) {
                return text;
            }
        }
        return 0;
    }

    /** Adds a text that the SKU never had. */
    public int add(int sku, int number, int keySlot, long high, long low, long code, int length) {
        int text = rows.allocate();
        rows.putLong(text, FINGERPRINT_HIGH, high);
        rows.putLong(text, FINGERPRINT_LOW, low);
        rows.putInt(text, SKU, sku);
        rows.putInt(text, NUMBER, number);
        rows.putInt(text, CODE_REF, units.keepText(code, length));
        rows.putInt(text, CODE_LENGTH, length);
        rows.putByte(text, KEY_SLOT, (byte) keySlot);
        byFingerprint.insert(hash(sku, high, low), text);
        return text;
    }

    /** A unit is delivered with the text. */
    void give(int text, int unit) {
        units.share(
                unit,
                keySlot(text),
                fingerprintHigh(text),
                fingerprintLow(text),
                rows.getInt(text, CODE_REF),
                codeLength(text));
        rows.putLong(text, USES, uses(text) + 1);
    }

    /** The SKU that it is or was a text of. */
    public int sku(int text) {
        return rows.getInt(text, SKU);
    }

    /** Which of its SKU's texts it is, from 1. */
    public int number(int text) {
        return rows.getInt(text, NUMBER);
    }

    /** How many units were delivered with it. */
    public long uses(int text) {
        return rows.getLong(text, USES);
    }

    /** High half of its keyed fingerprint. */
    public long fingerprintHigh(int text) {
        return rows.getLong(text, FINGERPRINT_HIGH);
    }

    /** Low half of its keyed fingerprint. */
    public long fingerprintLow(int text) {
        return rows.getLong(text, FINGERPRINT_LOW);
    }

    /** Slot in {@link SealingKeys} of the key it is sealed with. */
    public int keySlot(int text) {
        return rows.getByte(text, KEY_SLOT) & 0xff;
    }

    /** Where its sealed bytes are in memory. */
    public long code(int text) {
        return units.text(rows.getInt(text, CODE_REF));
    }

    /** How many sealed bytes it has. */
    public int codeLength(int text) {
        return rows.getInt(text, CODE_LENGTH);
    }

    /** Highest number of a row; all from 1 to it exist. */
    public int count() {
        return rows.highest();
    }

    /** Whether the index finds the text and has no entry too many. */
    public boolean isIndexed(int text) {
        return find(sku(text), fingerprintHigh(text), fingerprintLow(text)) == text && byFingerprint.size() == count();
    }

    /** Adds every text to the hash. */
    public void addTo(StateHash hash) {
        for (int text = 1; text <= count(); text++) {
            hash.add(fingerprintHigh(text))
                    .add(fingerprintLow(text))
                    .add(uses(text))
                    .add((long) sku(text) << 32 | number(text))
                    .add(keySlot(text))
                    .addBytes(code(text), codeLength(text));
        }
    }

    /** Bytes held, but for the sealed bytes, which are the units'. */
    public long memoryBytes() {
        return rows.memoryBytes() + byFingerprint.memoryBytes();
    }

    private long hash(int sku, long high, long low) {
        return Hash.ofWords(seed + sku, high, low);
    }
}
