package io.faka.engine.order;

import io.faka.engine.publish.DeliveryEvents;
import io.faka.engine.publish.UnitEvents;

/** The units of paid orders that wait for an operator, as long as they do. */
public final class Undelivered {
    private final OrderUnits units;
    private final Deliveries deliveries;
    private final DeliveryEvents events;
    private final UnitEvents unitEvents;

    /** Works on these tables. */
    public Undelivered(OrderUnits units, Deliveries deliveries, DeliveryEvents events, UnitEvents unitEvents) {
        this.units = units;
        this.deliveries = deliveries;
        this.events = events;
        this.unitEvents = unitEvents;
    }

    /** How many units of the order wait. */
    int count(int order) {
        return deliveries.allocated(order);
    }

    /** Tells which of the order's units wait, and which do not. */
    void tell(int order) {
        events.allocated(order, false);
    }

    /** The order will not get them: they are the first to be sold again, unless their lot was recalled or has expired. */
    void giveUp(int order) {
        int count = count(order);
        if (count == 0) {
            return;
        }
        events.givenUp(order, count);
        units.giveUpAllocated(order);
        if (units.withheld().count() > 0) {
            unitEvents.withheld(units.withheld(), 0);
        }
    }
}
