package io.faka.engine;

import io.faka.engine.inventory.Lots;
import io.faka.engine.inventory.OfferBooks;
import io.faka.engine.inventory.Offers;
import io.faka.engine.inventory.Skus;
import io.faka.engine.inventory.Units;

/** Counts all stock again from the units and compares: quantities, queues, lots and indices. */
final class StockAudit {
    private final Skus skus;
    private final Offers offers;
    private final OfferBooks books;
    private final Lots lots;
    private final Units units;
    private final long[] available;
    private final long[] reserved;
    private final long[] allocated;
    private final long[] sold;
    private final long[] quarantined;
    private final long[] voided;
    private final long[] perLot;
    private int counted;

    StockAudit(Skus skus, Offers offers, OfferBooks books, Lots lots, Units units) {
        this.skus = skus;
        this.offers = offers;
        this.books = books;
        this.lots = lots;
        this.units = units;
        this.available = new long[skus.count() + 1];
        this.reserved = new long[skus.count() + 1];
        this.allocated = new long[skus.count() + 1];
        this.sold = new long[skus.count() + 1];
        this.quarantined = new long[skus.count() + 1];
        this.voided = new long[skus.count() + 1];
        this.perLot = new long[lots.count() + 1];
    }

    void verify() {
        countUnits();
        Invariant.require(counted == units.counted(), "counted units there are", units.counted());
        Invariant.require(units.isIndexComplete(), "the index has no unit but those with codes, of", units.count());
        for (int sku = 1; sku <= skus.count(); sku++) {
            verifyQuantities(sku);
            Invariant.require(skus.isIndexed(sku), "the index finds SKU", sku);
        }
        for (int offer = 1; offer <= offers.count(); offer++) {
            verifyQueue(offer);
        }
        for (int lot = 1; lot <= lots.count(); lot++) {
            Invariant.require(lots.imported(lot) == perLot[lot], "imported = units of lot", lot);
            Invariant.require(lots.isIndexed(lot), "the index finds lot", lot);
            verifyRuns(lot);
        }
    }

    private void countUnits() {
        for (int unit = 1; unit <= units.count(); unit++) {
            int sku = units.sku(unit);
            perLot[units.lot(unit)]++;
            switch (units.state(unit)) {
                case Units.AVAILABLE -> available[sku]++;
                case Units.RESERVED -> reserved[sku]++;
                case Units.ALLOCATED -> allocated[sku]++;
                case Units.DELIVERED -> sold[sku]++;
                case Units.QUARANTINED -> quarantined[sku]++;
                case Units.VOIDED, Units.REPLACED -> voided[sku]++;
                default -> Invariant.require(false, "a state of this version has unit", unit);
            }
            verifyOwner(unit);
            verifyCode(unit);
        }
    }

    /** The index finds every unit that came in with a code, and only a counted one is ever allocated. */
    private void verifyCode(int unit) {
        byte state = units.state(unit);
        boolean manual = skus.isManual(units.sku(unit));
        boolean isCounted = skus.isCounted(units.sku(unit));
        counted += isCounted ? 1 : 0;
        Invariant.require(manual || state != Units.ALLOCATED, "delivered by operators is allocated unit", unit);
        Invariant.require(isCounted || units.isIndexed(unit), "the index finds unit", unit);
    }

    /** A quarantined unit may have the order that returned it; a replaced one leads on to another of the same order. */
    private void verifyOwner(int unit) {
        byte state = units.state(unit);
        int owner = units.owner(unit);
        boolean free = state == Units.AVAILABLE || state == Units.VOIDED;
        Invariant.require(
                free ? owner == 0 : owner != 0 || state == Units.QUARANTINED, "owner fits the state of unit", unit);
        Invariant.require(
                state != Units.REPLACED || units.sku(units.next(unit)) == units.sku(unit),
                "another one of its SKU came for unit",
                unit);
        int lot = units.lot(unit);
        boolean ended = lots.isVoided(lot) || lots.isExpired(lot);
        Invariant.require(state != Units.AVAILABLE || !ended, "neither recalled nor expired is available unit", unit);
    }

    private void verifyRuns(int lot) {
        long count = 0;
        int previous = 0;
        for (int run = lots.firstRun(lot); run != 0; run = lots.nextRun(run)) {
            for (int i = 0; i < lots.runUnits(run); i++) {
                int unit = lots.runFirstUnit(run) + i;
                Invariant.require(units.lot(unit) == lot, "its lot has in its runs unit", unit);
            }
            count += lots.runUnits(run);
            Invariant.require(lots.previousRun(run) == previous, "the runs are linked of lot", lot);
            previous = run;
        }
        Invariant.require(count == lots.imported(lot) && lots.lastRun(lot) == previous, "all units has lot", lot);
    }

    private void verifyQuantities(int sku) {
        long sum = available[sku] + reserved[sku] + allocated[sku] + sold[sku] + quarantined[sku] + voided[sku];
        Invariant.require(skus.getLong(sku, Skus.AVAILABLE) == available[sku], "available = units of SKU", sku);
        Invariant.require(skus.getLong(sku, Skus.RESERVED) == reserved[sku], "reserved = units of SKU", sku);
        Invariant.require(skus.getLong(sku, Skus.ALLOCATED) == allocated[sku], "allocated = units of SKU", sku);
        Invariant.require(skus.getLong(sku, Skus.SOLD) == sold[sku], "sold = units of SKU", sku);
        Invariant.require(skus.getLong(sku, Skus.QUARANTINED) == quarantined[sku], "quarantined = units of SKU", sku);
        Invariant.require(skus.getLong(sku, Skus.VOIDED) == voided[sku], "voided = units of SKU", sku);
        Invariant.require(skus.getLong(sku, Skus.IMPORTED) == sum, "imported = all units of SKU", sku);
        long queued = 0;
        for (int offer = books.first(sku); offer != 0; offer = offers.nextOfSku(offer)) {
            queued += offers.available(offer);
            Invariant.require(offers.sku(offer) == sku, "its own offers has SKU", sku);
        }
        Invariant.require(
                skus.keepsQuota(sku) == (skus.getInt(sku, Skus.VIP_QUOTA) != 0),
                "it is known to keep a quota of SKU",
                sku);
        Invariant.require(queued == available[sku], "the queues hold all available of SKU", sku);
    }

    private void verifyQueue(int offer) {
        if (offers.pick(offer) == Offers.RANDOM) {
            Invariant.require(offers.head(offer) == 0 && offers.tail(offer) == 0, "no list has offer", offer);
            return;
        }
        int left = offers.available(offer);
        int previous = 0;
        for (int unit = offers.head(offer); unit != 0; unit = units.next(unit)) {
            boolean linked = units.previous(unit) == previous
                    && units.state(unit) == Units.AVAILABLE
                    && lots.offer(units.lot(unit)) == offer
                    && units.sku(unit) == offers.sku(offer);
            Invariant.require(linked && left-- > 0, "links, states and count fit in the queue of offer", offer);
            previous = unit;
        }
        Invariant.require(left == 0 && offers.tail(offer) == previous, "count and tail fit in offer", offer);
    }
}
