package io.faka.engine.inventory;

import io.faka.engine.memory.Arena;
import io.faka.engine.memory.Memory;
import io.faka.engine.memory.RowLinks;
import io.faka.engine.memory.RowTable;
import io.faka.engine.memory.StateHash;
import java.util.Arrays;

/** The units that buyers choose by a label: what everybody may see of each, and what it costs on top. By SKU in the order of their ids. */
public final class UnitLabels {
    /** Longest label in bytes. */
    public static final int MAX_LENGTH = 64;

    private static final int SURCHARGE = 0;
    private static final int UNIT = 8;
    private static final int TEXT = 12;
    private static final int NEXT = 16;
    private static final int LENGTH = 20;
    private static final int ROW_BYTES = 24;

    private final RowTable rows = new RowTable(ROW_BYTES, 1 << 16);
    private final RowLinks byUnit = new RowLinks();
    private final Arena texts;
    private int[] first = new int[16];
    private int[] last = new int[16];

    /** @param texts where labels are kept */
    public UnitLabels(Arena texts) {
        this.texts = texts;
    }

    /** Labels a unit that just came in. */
    public void add(int sku, int unit, long surcharge, long label, int length) {
        int row = rows.allocate();
        int text = texts.allocate(length);
        Memory.copy(label, texts.address(text), length);
        rows.putLong(row, SURCHARGE, surcharge);
        rows.putInt(row, UNIT, unit);
        rows.putInt(row, TEXT, text);
        rows.putInt(row, LENGTH, length);
        byUnit.put(unit, row);
        if (sku >= first.length) {
            first = Arrays.copyOf(first, Math.max(2 * first.length, sku + 1));
            last = Arrays.copyOf(last, first.length);
        }
        if (first[sku] == 0) {
            first[sku] = row;
        } else {
            rows.putInt(last[sku], NEXT, row);
        }
        last[sku] = row;
    }

    /** Row of a unit's label, 0 if it has none. */
    public int find(int unit) {
        return byUnit.get(unit);
    }

    /** First labelled unit's row of a SKU, 0 if it has none. */
    public int first(int sku) {
        return sku < first.length ? first[sku] : 0;
    }

    /** The next one of the same SKU, 0 at the end. */
    public int next(int row) {
        return rows.getInt(row, NEXT);
    }

    /** The unit. */
    public int unit(int row) {
        return rows.getInt(row, UNIT);
    }

    /** Minor units on top of the SKU's price. */
    public long surcharge(int row) {
        return rows.getLong(row, SURCHARGE);
    }

    /** Where the label is in memory. */
    public long label(int row) {
        return texts.address(rows.getInt(row, TEXT));
    }

    /** Bytes of the label. */
    public int labelLength(int row) {
        return rows.getInt(row, LENGTH);
    }

    /** Highest row; all from 1 to it are labels. */
    public int count() {
        return rows.highest();
    }

    /** Adds every label to the hash. */
    public void addTo(StateHash hash) {
        for (int row = 1; row <= count(); row++) {
            hash.add(unit(row)).add(surcharge(row)).addBytes(label(row), labelLength(row));
        }
    }

    /** Bytes held, labels not included. */
    public long memoryBytes() {
        return rows.memoryBytes() + byUnit.memoryBytes() + 8L * first.length;
    }

    /**
     * Checks that every label is found by its unit, and that the units of an offer for choice are the labelled ones.
     *
     * @throws IllegalStateException if not
     */
    public void verify(Units units, Lots lots, Offers offers) {
        int linked = 0;
        for (int row : first) {
            int before = 0;
            for (int at = row; at != 0; at = next(at)) {
                boolean fits = unit(at) > before && find(unit(at)) == at;
                require(fits && offers.isForChoice(lots.offer(units.lot(unit(at)))), "label of unit " + unit(at));
                before = unit(at);
                linked++;
            }
        }
        int labelled = 0;
        for (int unit = 1; unit <= units.count(); unit++) {
            labelled += offers.isForChoice(lots.offer(units.lot(unit))) ? 1 : 0;
        }
        require(linked == count() && labelled == count() && byUnit.size() == count(), count() + " labels");
    }

    private static void require(boolean holds, String statement) {
        if (!holds) {
            throw new IllegalStateException("does not hold: " + statement);
        }
    }
}
