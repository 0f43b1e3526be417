package io.faka.engine.inventory;

import io.faka.engine.memory.RowTable;
import io.faka.engine.memory.StateHash;

/**
 * What a reusable SKU has beside its units: the text that they are delivered with, the lot that they are in, and how many of them its
 * sale cap allows that were not made yet.
 *
 * <p>A use is a counted unit. It counts against the cap while it is available, held, delivered or quarantined; one that was replaced
 * counts for ever, because its buyer has the text. Those that were recalled or taken out by a lower cap do not count.
 */
public final class ReusableStock {
    private static final int LOT = 0;
    private static final int TEXT = 4;
    private static final int TEXTS = 8;
    private static final int SKU = 12;
    private static final int ASIDE = 16;
    private static final int USES = 24;
    private static final int REPLACED = 32;
    private static final int ROW_BYTES = 40;

    private final RowTable rows = new RowTable(ROW_BYTES, 1 << 16);
    private final Skus skus;
    private final Lots lots;
    private final Units units;
    private final SharedTexts texts;
    private final TextUses uses;

    /** @param uses are told of every delivery */
    public ReusableStock(Skus skus, Lots lots, Units units, SharedTexts texts, TextUses uses) {
        this.skus = skus;
        this.lots = lots;
        this.units = units;
        this.texts = texts;
        this.uses = uses;
    }

    /** The text that its units are delivered with; 0 if it never had one. */
    public int text(int sku) {
        return row(sku) == 0 ? 0 : rows.getInt(row(sku), TEXT);
    }

    /** The lot that its uses are in; 0 if it has no text yet, or the lot was recalled. */
    public int lot(int sku) {
        return row(sku) == 0 ? 0 : rows.getInt(row(sku), LOT);
    }

    /** The SKU has another text from now on. */
    public int put(int sku, int keySlot, long high, long low, long code, int length) {
        if (row(sku) == 0) {
            int row = rows.allocate();
            rows.putInt(row, SKU, sku);
            skus.putInt(sku, Skus.REUSE, row);
        }
        int number = rows.getInt(row(sku), TEXTS) + 1;
        int text = texts.add(sku, number, keySlot, high, low, code, length);
        rows.putInt(row(sku), TEXTS, number);
        rows.putInt(row(sku), TEXT, text);
        return text;
    }

    /** The SKU, which has a text, gets a lot for its uses. */
    public void open(int sku, int lot) {
        rows.putInt(row(sku), LOT, lot);
        fill(sku);
    }

    /** As many uses more can be sold as the cap allows. */
    public void fill(int sku) {
        long room = skus.getUnsignedInt(sku, Skus.SALE_CAP) - counted(sku);
        if (lot(sku) != 0 && room > 0) {
            unmade(sku, skus.getLong(sku, Skus.UNMADE) + room);
        }
    }

    /** How many uses of those that can be sold are not made yet. */
    public void unmade(int sku, long count) {
        skus.putLong(sku, Skus.UNMADE, count);
        skus.replenish(sku, count > 0);
    }

    /** Uses that a lower cap cannot take away. */
    public long used(int sku) {
        long used = row(sku) == 0 ? 0 : rows.getLong(row(sku), REPLACED);
        return used
                + skus.getLong(sku, Skus.RESERVED)
                + skus.getLong(sku, Skus.ALLOCATED)
                + skus.getLong(sku, Skus.SOLD)
                + skus.getLong(sku, Skus.QUARANTINED);
    }

    /** Uses that count against the cap. */
    public long counted(int sku) {
        return used(sku) + skus.getLong(sku, Skus.AVAILABLE) + skus.getLong(sku, Skus.UNMADE) + aside(sku);
    }

    /** Takes uses away that were not made; how many are left to be taken from those that were. */
    public long takeUnmade(int sku, long count) {
        long aside = Math.min(count, aside(sku));
        if (aside > 0) {
            rows.putLong(row(sku), ASIDE, aside(sku) - aside);
        }
        long unmade = Math.min(count - aside, skus.getLong(sku, Skus.UNMADE));
        unmade(sku, skus.getLong(sku, Skus.UNMADE) - unmade);
        return count - aside - unmade;
    }

    /** A lot was recalled: if it has the uses of a SKU, that sells none until it gets a text anew. */
    void recalled(int lot) {
        int sku = lots.sku(lot);
        if (skus.isReusable(sku) && lot(sku) == lot) {
            rows.putInt(row(sku), LOT, 0);
            rows.putLong(row(sku), ASIDE, 0);
            unmade(sku, 0);
        }
    }

    /** The available units of a lot go into quarantine, or come back: so do those that were not made yet. */
    public void setAside(int lot, boolean aside) {
        int sku = lots.sku(lot);
        if (skus.isReusable(sku) && lot(sku) == lot) {
            long all = skus.getLong(sku, Skus.UNMADE) + aside(sku);
            rows.putLong(row(sku), ASIDE, aside ? all : 0);
            unmade(sku, aside ? 0 : all);
        }
    }

    /** Units of an order line are delivered with the SKU's text. */
    public void use(int order, int line, int first, int quantity) {
        int row = row(units.sku(first));
        int text = rows.getInt(row, TEXT);
        long before = rows.getLong(row, USES);
        int unit = first;
        for (int i = 0; i < quantity; i++) {
            texts.give(text, unit);
            unit = units.next(unit);
        }
        rows.putLong(row, USES, before + quantity);
        uses.add(order, line, first, quantity, text, before + 1);
    }

    /** A delivered use was replaced by another one. */
    public void replaced(int order, int line, int unit, int fresh) {
        int row = row(units.sku(unit));
        rows.putLong(row, REPLACED, rows.getLong(row, REPLACED) + 1);
        use(order, line, fresh, 1);
    }

    /** How often the SKU's texts were delivered. */
    public long uses(int sku) {
        return row(sku) == 0 ? 0 : rows.getLong(row(sku), USES);
    }

    /** How many of its uses were replaced. */
    public long replaced(int sku) {
        return row(sku) == 0 ? 0 : rows.getLong(row(sku), REPLACED);
    }

    /** Adds all to the hash. */
    public void addTo(StateHash hash) {
        for (int row = 1; row <= rows.highest(); row++) {
            hash.add((long) rows.getInt(row, SKU) << 32 | rows.getInt(row, LOT))
                    .add((long) rows.getInt(row, TEXT) << 32 | rows.getInt(row, TEXTS))
                    .add(rows.getLong(row, ASIDE))
                    .add(rows.getLong(row, USES))
                    .add(rows.getLong(row, REPLACED));
        }
        texts.addTo(hash);
    }

    /** Bytes held. */
    public long memoryBytes() {
        return rows.memoryBytes() + texts.memoryBytes() + uses.memoryBytes();
    }

    private long aside(int sku) {
        return row(sku) == 0 ? 0 : rows.getLong(row(sku), ASIDE);
    }

    private int row(int sku) {
        return skus.getInt(sku, Skus.REUSE);
    }
}
