package io.faka.engine.order;

import io.faka.engine.inventory.UnitMoves;
import io.faka.engine.inventory.Units;
import io.faka.engine.publish.UnitEvents;

/** Exchanges a unit that an order holds or got for another one of the same offer. */
public final class UnitExchange {
    private final OrderUnits orderUnits;
    private final Units units;
    private final UnitMoves moves;
    private final UnitEvents events;

    /** Works on these tables. */
    public UnitExchange(OrderUnits orderUnits, Units units, UnitMoves moves, UnitEvents events) {
        this.orderUnits = orderUnits;
        this.units = units;
        this.moves = moves;
        this.events = events;
    }

    /** The unit that came for this one; 0 if the offer has none, and then nothing happened. */
    public int exchange(int unit, long reason, int reasonLength) {
        int order = units.owner(unit);
        int line = orderUnits.lineOf(order, unit);
        int fresh = moves.exchange(unit);
        if (fresh != 0) {
            orderUnits.exchanged(order, line, unit, fresh);
            events.replaced(order, line, unit, fresh, reason, reasonLength);
        }
        return fresh;
    }
}
