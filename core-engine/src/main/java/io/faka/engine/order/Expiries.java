package io.faka.engine.order;

import io.faka.engine.expiry.Holds;
import io.faka.engine.publish.EventPublisher;

/**
 * Ends what is due, each at its exact time: holds, and waits for stock. Of two that end at the same time the hold is first, so that what
 * it frees can still be had by the one who waits until then. What an end frees goes to those who wait before the next end is looked for.
 */
public final class Expiries {
    private final Orders orders;
    private final Backlog backlog;
    private final Holds holds;
    private final OrderLifeCycle lifeCycle;
    private final Backorders backorders;
    private final Matching matching;
    private final EventPublisher events;

    /** Works on these tables. */
    public Expiries(
            OrderTables tables,
            Holds holds,
            OrderLifeCycle lifeCycle,
            Backorders backorders,
            Matching matching,
            EventPublisher events) {
        this.orders = tables.orders();
        this.backlog = tables.backlog();
        this.holds = holds;
        this.lifeCycle = lifeCycle;
        this.backorders = backorders;
        this.matching = matching;
        this.events = events;
    }

    /** Nothing ends before this time. */
    public long nextDeadline() {
        return Math.min(holds.nextDeadline(), backlog.nextDeadline());
    }

    /** Ends all that ends at or before {@code timeMicros}. */
    public void fire(long seq, long timeMicros) {
        int order = holds.firstDue(timeMicros);
        int row = backlog.firstDue(timeMicros);
        while (order != 0 || row != 0) {
            long deadline;
            if (order != 0 && (row == 0 || orders.deadline(order) <= backlog.deadline(row))) {
                deadline = orders.deadline(order);
                events.at(deadline);
                lifeCycle.expire(order, seq);
            } else {
                deadline = backlog.deadline(row);
                events.at(deadline);
                backorders.expire(row, seq);
            }
            matching.run(seq, deadline);
            order = holds.firstDue(timeMicros);
            row = backlog.firstDue(timeMicros);
        }
        events.at(timeMicros);
    }
}
