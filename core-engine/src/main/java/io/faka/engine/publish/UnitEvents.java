package io.faka.engine.publish;

import io.faka.codec.event.LotVoidedEncoder;
import io.faka.codec.event.MessageHeaderEncoder;
import io.faka.codec.event.MoveCause;
import io.faka.codec.event.UnitReplacedEncoder;
import io.faka.codec.event.UnitReturnedEncoder;
import io.faka.codec.event.UnitState;
import io.faka.codec.event.UnitsMovedEncoder;
import io.faka.engine.RecordBuffer;
import io.faka.engine.inventory.Lots;
import io.faka.engine.inventory.UnitRuns;
import io.faka.engine.inventory.Units;
import io.faka.engine.inventory.Withheld;
import io.faka.engine.memory.Memory;
import io.faka.engine.order.Orders;

/** Writes the events of units that operators move, beside those of {@link EventPublisher}. */
public final class UnitEvents {
    /** Most runs in one event; more are told in several. */
    public static final int MAX_RUNS = 4_096;

    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int TEXTS = 600;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final UnitsMovedEncoder unitsMoved = new UnitsMovedEncoder();
    private final UnitReplacedEncoder unitReplaced = new UnitReplacedEncoder();
    private final UnitReturnedEncoder unitReturned = new UnitReturnedEncoder();
    private final LotVoidedEncoder lotVoided = new LotVoidedEncoder();
    private final UnitRuns runs = new UnitRuns();
    private final EventPublisher events;
    private final Orders orders;
    private final Units units;
    private final Lots lots;
    private long timeMicros;

    /** Writes where {@code events} does. */
    public UnitEvents(EventPublisher events, Orders orders, Units units, Lots lots) {
        this.events = events;
        this.orders = orders;
        this.units = units;
        this.lots = lots;
    }

    /** Units of a SKU went to a state. */
    public void moved(int sku, byte state, MoveCause cause, UnitRuns moved, long reason, int reasonLength) {
        for (int from = 0; from < moved.count(); from += MAX_RUNS) {
            moved(sku, state, cause, moved, from, Math.min(moved.count(), from + MAX_RUNS), reason, reasonLength);
        }
    }

    /** Units of a lot whose codes ended went into quarantine at {@code atMicros}. */
    public void expired(int sku, UnitRuns moved, long atMicros) {
        timeMicros = atMicros;
        moved(sku, Units.QUARANTINED, MoveCause.EXPIRY, moved, 0, 0);
        timeMicros = 0;
    }

    /** Uses of a reusable text are out because its sale cap was lowered. */
    public void takenOut(int sku, UnitRuns taken) {
        moved(sku, Units.VOIDED, MoveCause.SALE_CAP, taken, 0, 0);
    }

    private void moved(
            int sku, byte state, MoveCause cause, UnitRuns moved, int from, int to, long reason, int reasonLength) {
        RecordBuffer records = events.records();
        int at = records.claim(HEADER
                + UnitsMovedEncoder.BLOCK_LENGTH
                + (to - from) * UnitsMovedEncoder.RunsEncoder.sbeBlockLength()
                + TEXTS);
        UnitsMovedEncoder.RunsEncoder group = unitsMoved
                .wrapAndApplyHeader(records.buffer(), at, header)
                .seq(events.seq())
                .timeMicros(timeMicros == 0 ? events.timeMicros() : timeMicros)
                .skuNumber(sku)
                .state(UnitState.get(state))
                .cause(cause)
                .runsCount(to - from);
        for (int run = from; run < to; run++) {
            group.next().firstUnitId(moved.firstUnit(run)).unitCount(moved.units(run));
        }
        records.commit(Memory.putText8(records.buffer(), unitsMoved.limit(), reason, reasonLength) - at);
    }

    /** Units that came back from an order whose end was just told, at {@code atMicros}, and did not go on sale; forgets them. */
    public void withheld(Withheld withheld, long atMicros) {
        timeMicros = atMicros;
        int at = 0;
        while (at < withheld.count()) {
            int sku = units.sku(withheld.unit(at));
            byte state = units.state(withheld.unit(at));
            runs.clear();
            while (at < withheld.count()
                    && units.sku(withheld.unit(at)) == sku
                    && units.state(withheld.unit(at)) == state) {
                runs.add(withheld.unit(at++));
            }
            moved(sku, state, state == Units.VOIDED ? MoveCause.RECALL : MoveCause.EXPIRY, runs, 0, 0);
        }
        withheld.clear();
        timeMicros = 0;
    }

    /** A unit of an order was exchanged; both are in their new states. */
    public void replaced(int order, int line, int unit, int fresh, long reason, int reasonLength) {
        RecordBuffer records = events.records();
        int at = records.claim(HEADER + UnitReplacedEncoder.BLOCK_LENGTH + TEXTS);
        unitReplaced
                .wrapAndApplyHeader(records.buffer(), at, header)
                .seq(events.seq())
                .timeMicros(events.timeMicros())
                .orderIdHigh(orders.idHigh(order))
                .orderIdLow(orders.idLow(order))
                .skuNumber(units.sku(unit))
                .unitId(unit)
                .newUnitId(fresh)
                .state(UnitState.get(units.state(unit)))
                .newState(UnitState.get(units.state(fresh)))
                .line((short) line);
        records.commit(Memory.putText8(records.buffer(), unitReplaced.limit(), reason, reasonLength) - at);
    }

    /** A delivered unit came back. */
    public void returned(int order, int line, int unit, long reason, int reasonLength) {
        RecordBuffer records = events.records();
        int at = records.claim(HEADER + UnitReturnedEncoder.BLOCK_LENGTH + TEXTS);
        unitReturned
                .wrapAndApplyHeader(records.buffer(), at, header)
                .seq(events.seq())
                .timeMicros(events.timeMicros())
                .orderIdHigh(orders.idHigh(order))
                .orderIdLow(orders.idLow(order))
                .skuNumber(units.sku(unit))
                .unitId(unit)
                .line((short) line);
        records.commit(Memory.putText8(records.buffer(), unitReturned.limit(), reason, reasonLength) - at);
    }

    /** A lot was recalled. */
    public void recalled(int lot, int voided, int swapped, int kept, int delivered, long reason, int reasonLength) {
        RecordBuffer records = events.records();
        int at = records.claim(HEADER + LotVoidedEncoder.BLOCK_LENGTH + TEXTS);
        lotVoided
                .wrapAndApplyHeader(records.buffer(), at, header)
                .seq(events.seq())
                .timeMicros(events.timeMicros())
                .skuNumber(lots.sku(lot))
                .lotNumber(lot)
                .voided(voided)
                .swapped(swapped)
                .kept(kept)
                .delivered(delivered);
        int end = Memory.putText8(records.buffer(), lotVoided.limit(), lots.name(lot), lots.nameLength(lot));
        records.commit(Memory.putText8(records.buffer(), end, reason, reasonLength) - at);
    }
}
