package io.faka.engine.inventory;

/**
 * Moves single units other than by the orders' own ways: out of the middle of a queue into quarantine and back, out for good, and
 * exchanged in their place in an order. Counts and conservation as in {@link Stock}.
 */
public final class UnitMoves {
    private final Skus skus;
    private final Offers offers;
    private final Lots lots;
    private final Units units;
    private final Stock stock;
    private final ReusableStock reusable;

    /** Works on these tables. */
    public UnitMoves(Skus skus, Offers offers, Lots lots, Units units, Stock stock, ReusableStock reusable) {
        this.skus = skus;
        this.offers = offers;
        this.lots = lots;
        this.units = units;
        this.stock = stock;
        this.reusable = reusable;
    }

    /** An available unit is set aside. */
    public void quarantine(int unit) {
        stock.lift(unit);
        stock.drop(unit, Units.QUARANTINED, 0);
        stock.move(units.sku(unit), Skus.AVAILABLE, Skus.QUARANTINED, 1);
    }

    /** A unit that was set aside is for sale again, and first. */
    public void release(int unit) {
        stock.putBack(unit);
        stock.move(units.sku(unit), Skus.QUARANTINED, Skus.AVAILABLE, 1);
    }

    /** An available unit, or one set aside, is out for good. */
    public void voidUnit(int unit) {
        boolean available = units.state(unit) == Units.AVAILABLE;
        if (available) {
            stock.lift(unit);
        }
        stock.drop(unit, Units.VOIDED, 0);
        stock.move(units.sku(unit), available ? Skus.AVAILABLE : Skus.QUARANTINED, Skus.VOIDED, 1);
    }

    /** No unit of the lot goes on sale again: those that orders hold are void when they come back. */
    public void recall(int lot) {
        lots.voided(lot);
        offers.screen(lots.offer(lot));
        reusable.recalled(lot);
    }

    /** The codes of the lot have ended: as {@link #recall}, but its units go into quarantine. */
    public void expire(int lot) {
        lots.expired(lot);
        offers.screen(lots.offer(lot));
    }

    /**
     * The next unit of the same offer takes the place of one that an order holds or got; that one is void, or replaced if it was
     * delivered. A counted unit that comes for a delivered one is allocated: an operator has to deliver it, too.
     *
     * @return the new unit; 0 if the offer has none or the buyer chose this one, and then nothing happened
     */
    public int exchange(int unit) {
        int offer = stock.offer(unit);
        if (offers.available(offer) == 0 || offers.isForChoice(offer)) {
            return 0;
        }
        int fresh = stock.next(offer);
        byte state = units.state(unit);
        int owner = units.owner(unit);
        stock.lift(fresh);
        byte freshState = state == Units.DELIVERED && skus.isManual(units.sku(unit)) ? Units.ALLOCATED : state;
        units.assign(fresh, freshState, owner);
        link(units.previous(unit), fresh);
        link(fresh, units.next(unit));
        boolean delivered = state == Units.DELIVERED;
        stock.drop(unit, delivered ? Units.REPLACED : Units.VOIDED, delivered ? owner : 0);
        if (delivered) {
            units.next(unit, fresh);
        }
        stock.move(units.sku(unit), Skus.AVAILABLE, quantityOf(freshState), 1);
        stock.move(units.sku(unit), quantityOf(state), Skus.VOIDED, 1);
        return fresh;
    }

    /** A delivered unit leaves its order for quarantine; the order stays its owner until something else becomes of it. */
    public void takeBack(int unit) {
        int previous = units.previous(unit);
        int next = units.next(unit);
        link(previous, next);
        stock.drop(unit, Units.QUARANTINED, units.owner(unit));
        if (skus.isManual(units.sku(unit))) {
            units.empty(unit);
        } else if (skus.isReusable(units.sku(unit))) {
            units.unshare(unit);
        }
        stock.move(units.sku(unit), Skus.SOLD, Skus.QUARANTINED, 1);
    }

    private static int quantityOf(byte state) {
        return switch (state) {
            case Units.RESERVED -> Skus.RESERVED;
            case Units.ALLOCATED -> Skus.ALLOCATED;
            case Units.DELIVERED -> Skus.SOLD;
            default -> throw new IllegalStateException("a unit in state " + state + " is no order's");
        };
    }

    private void link(int previous, int next) {
        if (previous != 0) {
            units.next(previous, next);
        }
        if (next != 0) {
            units.previous(next, previous);
        }
    }
}
