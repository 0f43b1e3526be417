package io.faka.engine.supply;

import io.faka.engine.inventory.Offers;
import io.faka.engine.inventory.ReusableStock;
import io.faka.engine.inventory.Skus;
import io.faka.engine.inventory.Stock;
import io.faka.engine.inventory.UnitMoves;
import io.faka.engine.inventory.UnitRuns;
import io.faka.engine.publish.DeliveryEvents;
import io.faka.engine.publish.UnitEvents;

/**
 * Makes and takes out the uses of reusable texts, as their sale caps say.
 *
 * <p>Of a cap of any size {@value #SHELF} uses at most, and what safety stock, VIP quota and the alert of low stock need beside them, are made
 * units at a time; with each command as many come after as were taken. So no command works longer than an import of counted units
 * does, a cap costs the memory of what was sold, and no order, which is smaller than that, can tell the difference.
 */
public final class SaleCaps {
    /** Highest cap. */
    public static final long MAX_CAP = 10_000_000;
    /** Uses that are made units before anybody wants them. */
    public static final int SHELF = 1_000_000;

    private final UnitRuns taken = new UnitRuns();
    private final Skus skus;
    private final Offers offers;
    private final Stock stock;
    private final UnitMoves moves;
    private final ReusableStock reusable;
    private final UnitEvents unitEvents;
    private final DeliveryEvents events;

    /** Works on these tables. */
    public SaleCaps(
            Skus skus,
            Offers offers,
            Stock stock,
            UnitMoves moves,
            ReusableStock reusable,
            UnitEvents unitEvents,
            DeliveryEvents events) {
        this.skus = skus;
        this.offers = offers;
        this.stock = stock;
        this.moves = moves;
        this.reusable = reusable;
        this.unitEvents = unitEvents;
        this.events = events;
    }

    /** Uses that a new cap must leave; 0 for a SKU that has none. */
    public long used(int sku) {
        return skus.isReusable(sku) ? reusable.used(sku) : 0;
    }

    /** After the definition of a SKU was replaced: its uses become as many as its cap says. */
    public void apply(int sku) {
        if (!skus.isReusable(sku)) {
            return;
        }
        long tooMany = reusable.counted(sku) - skus.getUnsignedInt(sku, Skus.SALE_CAP);
        if (tooMany > 0) {
            takeOut(sku, reusable.takeUnmade(sku, tooMany));
        }
        reusable.fill(sku);
    }

    private void takeOut(int sku, long count) {
        if (count == 0) {
            return;
        }
        taken.clear();
        int offer = skus.getInt(sku, Skus.OFFER);
        for (long i = 0; i < count; i++) {
            int last = offers.tail(offer);
            moves.voidUnit(last);
            taken.add(last);
        }
        unitEvents.takenOut(sku, taken);
    }

    /** Makes uses units where too few are, which those may have who wait. To be called when all else of a command is done. */
    public void replenish() {
        for (int sku = skus.toReplenish(); sku != 0; sku = skus.toReplenish()) {
            make(sku);
        }
    }

    private void make(int sku) {
        long unmade = skus.getLong(sku, Skus.UNMADE);
        long wanted = SHELF
                + skus.getUnsignedInt(sku, Skus.SAFETY_STOCK)
                + skus.getUnsignedInt(sku, Skus.VIP_QUOTA)
                + skus.getUnsignedInt(sku, Skus.LOW_STOCK_AT);
        int count = (int) Math.min(unmade, wanted - skus.getLong(sku, Skus.AVAILABLE));
        if (count <= 0) {
            return;
        }
        int lot = reusable.lot(sku);
        for (int i = 0; i < count; i++) {
            int unused = stock.receiveCounted(lot);
        }
        reusable.unmade(sku, unmade - count);
        stock.imported(sku, lot, count);
        events.counted(sku, lot, count);
    }
}
