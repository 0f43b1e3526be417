package io.faka.engine;

import io.faka.engine.inventory.Lots;
import io.faka.engine.inventory.ReusableStock;
import io.faka.engine.inventory.SharedTexts;
import io.faka.engine.inventory.Skus;
import io.faka.engine.inventory.Units;

/** Checks reusable SKUs: no more uses than the cap allows, every use delivered with a text of its SKU, and each delivery counted once. */
final class ReusableAudit {
    private final Skus skus;
    private final Lots lots;
    private final Units units;
    private final SharedTexts texts;
    private final ReusableStock reusable;
    private final long[] given;
    private final long[] replaced;
    private final long[] used;

    ReusableAudit(Skus skus, Lots lots, Units units, SharedTexts texts, ReusableStock reusable) {
        this.skus = skus;
        this.lots = lots;
        this.units = units;
        this.texts = texts;
        this.reusable = reusable;
        this.given = new long[skus.count() + 1];
        this.replaced = new long[skus.count() + 1];
        this.used = new long[skus.count() + 1];
    }

    void verify() {
        for (int unit = 1; unit <= units.count(); unit++) {
            if (skus.isReusable(units.sku(unit))) {
                verifyUnit(unit);
            }
        }
        for (int text = 1; text <= texts.count(); text++) {
            Invariant.require(texts.isIndexed(text), "the index finds text", text);
            Invariant.require(skus.isReusable(texts.sku(text)), "of a reusable SKU is text", text);
            used[texts.sku(text)] += texts.uses(text);
        }
        for (int sku = 1; sku <= skus.count(); sku++) {
            verifySku(sku);
        }
    }

    private void verifyUnit(int unit) {
        int sku = units.sku(unit);
        boolean isGiven = units.state(unit) == Units.DELIVERED || units.state(unit) == Units.REPLACED;
        boolean isText = texts.find(sku, units.fingerprintHigh(unit), units.fingerprintLow(unit)) != 0;
        Invariant.require(isGiven == isText, "a text of its SKU if it is a buyer's has unit", unit);
        given[sku] += isGiven ? 1 : 0;
        replaced[sku] += units.state(unit) == Units.REPLACED ? 1 : 0;
    }

    private void verifySku(int sku) {
        long cap = skus.getUnsignedInt(sku, Skus.SALE_CAP);
        Invariant.require(skus.isReusable(sku) == cap > 0, "a sale cap if it is reusable has SKU", sku);
        Invariant.require(cap == 0 || reusable.counted(sku) <= cap, "no more uses than its cap has SKU", sku);
        Invariant.require(reusable.replaced(sku) == replaced[sku], "replaced = units of SKU", sku);
        Invariant.require(reusable.uses(sku) == used[sku], "uses = those of the texts of SKU", sku);
        Invariant.require(reusable.uses(sku) >= given[sku], "each use that is a buyer's was counted of SKU", sku);
        int lot = reusable.lot(sku);
        Invariant.require(
                lot == 0 ? skus.getLong(sku, Skus.UNMADE) == 0 : lots.sku(lot) == sku && !lots.isVoided(lot),
                "its uses are in a lot that was not recalled of SKU",
                sku);
    }
}
