package io.faka.engine.supply;

import io.faka.engine.inventory.LotExpiry;
import io.faka.engine.inventory.Lots;
import io.faka.engine.inventory.UnitMoves;
import io.faka.engine.inventory.UnitRuns;
import io.faka.engine.inventory.Units;
import io.faka.engine.order.Expiries;
import io.faka.engine.publish.UnitEvents;

/**
 * Takes the units of lots that end off the shelf, each lot exactly at its time, in the order of (time, lot) and between the holds
 * that end before and after. Available units go into quarantine; a held one stays its order's, which was promised it, and goes into
 * quarantine when the hold ends unpaid.
 */
public final class ExpiredLots {
    private final UnitRuns moved = new UnitRuns();
    private final LotExpiry expiry;
    private final Lots lots;
    private final Units units;
    private final UnitMoves moves;
    private final Expiries expiries;
    private final UnitEvents events;

    /** Works on these tables. */
    public ExpiredLots(
            LotExpiry expiry, Lots lots, Units units, UnitMoves moves, Expiries expiries, UnitEvents events) {
        this.expiry = expiry;
        this.lots = lots;
        this.units = units;
        this.moves = moves;
        this.expiries = expiries;
        this.events = events;
    }

    /** Ends every lot whose time is at or before {@code timeMicros}, and the holds that end before it. */
    public void expireDue(long seq, long timeMicros) {
        while (expiry.nextMicros() <= timeMicros) {
            long at = expiry.nextMicros();
            if (expiries.nextDeadline() < at) {
                expiries.fire(seq, at - 1);
            }
            expire(expiry.poll(), at);
        }
    }

    private void expire(int lot, long at) {
        moves.expire(lot);
        moved.clear();
        for (int run = lots.firstRun(lot); run != 0; run = lots.nextRun(run)) {
            for (int i = 0; i < lots.runUnits(run); i++) {
                int unit = lots.runFirstUnit(run) + i;
                if (units.state(unit) == Units.AVAILABLE) {
                    moves.quarantine(unit);
                    moved.add(unit);
                }
            }
        }
        events.expired(lots.sku(lot), moved, at);
    }
}
