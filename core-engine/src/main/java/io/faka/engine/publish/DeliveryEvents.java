package io.faka.engine.publish;

import io.faka.codec.event.MessageHeaderEncoder;
import io.faka.codec.event.OrderAllocatedEncoder;
import io.faka.codec.event.OrderState;
import io.faka.codec.event.UnitState;
import io.faka.codec.event.UnitsCountedEncoder;
import io.faka.codec.event.UnitsDeliveredEncoder;
import io.faka.codec.event.UnitsGivenUpEncoder;
import io.faka.engine.RecordBuffer;
import io.faka.engine.inventory.FillPlan;
import io.faka.engine.inventory.Lots;
import io.faka.engine.inventory.Skus;
import io.faka.engine.inventory.Units;
import io.faka.engine.memory.Memory;
import io.faka.engine.order.Orders;

/** Writes the events of manual delivery, among those of {@link EventPublisher} and for the same command. */
public final class DeliveryEvents {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int TEXTS = 600;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final OrderAllocatedEncoder orderAllocated = new OrderAllocatedEncoder();
    private final UnitsDeliveredEncoder unitsDelivered = new UnitsDeliveredEncoder();
    private final UnitsGivenUpEncoder unitsGivenUp = new UnitsGivenUpEncoder();
    private final UnitsCountedEncoder unitsCounted = new UnitsCountedEncoder();
    private final EventPublisher events;
    private final Skus skus;
    private final Lots lots;
    private final Units units;
    private final Orders orders;

    /** Writes where {@code events} writes. */
    public DeliveryEvents(EventPublisher events, Skus skus, Lots lots, Units units, Orders orders) {
        this.events = events;
        this.skus = skus;
        this.lots = lots;
        this.units = units;
        this.orders = orders;
    }

    /** The order is paid; all its units and which of them wait for an operator. */
    public void allocated(int order, boolean freshUnits) {
        int count = orders.totalHeld(order);
        int at = claimAllocated(count);
        OrderAllocatedEncoder.UnitsEncoder group = beginAllocated(order, at, freshUnits, count);
        for (int line = 0; line < orders.lineCount(order); line++) {
            for (int unit = orders.firstUnit(order, line); unit != 0; unit = units.next(unit)) {
                group.next().unitId(unit).line((short) line).state(UnitState.get(units.state(unit)));
            }
        }
        events.records().commit(orderAllocated.limit() - at);
    }

    /** Units that just came for a paid order, and which of them wait for an operator. */
    public void allocated(int order, FillPlan plan) {
        int count = plan.units();
        int at = claimAllocated(count);
        OrderAllocatedEncoder.UnitsEncoder group = beginAllocated(order, at, false, count);
        for (int fill = 0; fill < plan.count(); fill++) {
            int unit = plan.firstUnit(fill);
            for (int i = 0; i < plan.quantity(fill); i++) {
                group.next().unitId(unit).line((short) plan.line(fill)).state(UnitState.get(units.state(unit)));
                unit = units.next(unit);
            }
        }
        events.records().commit(orderAllocated.limit() - at);
    }

    /** One unit that came for a delivered one waits for an operator. */
    public void allocated(int order, int line, int unit) {
        int at = claimAllocated(1);
        beginAllocated(order, at, false, 1)
                .next()
                .unitId(unit)
                .line((short) line)
                .state(UnitState.get(units.state(unit)));
        events.records().commit(orderAllocated.limit() - at);
    }

    private int claimAllocated(int count) {
        return events.records()
                .claim(HEADER
                        + OrderAllocatedEncoder.BLOCK_LENGTH
                        + OrderAllocatedEncoder.UnitsEncoder.HEADER_SIZE
                        + count * OrderAllocatedEncoder.UnitsEncoder.sbeBlockLength());
    }

    private OrderAllocatedEncoder.UnitsEncoder beginAllocated(int order, int at, boolean fresh, int count) {
        return orderAllocated
                .wrapAndApplyHeader(events.records().buffer(), at, header)
                .seq(events.seq())
                .timeMicros(events.timeMicros())
                .orderIdHigh(orders.idHigh(order))
                .orderIdLow(orders.idLow(order))
                .state(OrderState.get(orders.state(order)))
                .fresh((short) (fresh ? 1 : 0))
                .unitsCount(count);
    }

    /** An operator delivered these of the order's units, which have their contents. */
    public void delivered(int order, int keyId, int[] delivered, byte[] lines, int count) {
        RecordBuffer records = events.records();
        int length = HEADER + UnitsDeliveredEncoder.BLOCK_LENGTH + UnitsDeliveredEncoder.UnitsEncoder.HEADER_SIZE;
        for (int i = 0; i < count; i++) {
            length += UnitsDeliveredEncoder.UnitsEncoder.sbeBlockLength() + 2 + units.codeLength(delivered[i]);
        }
        int at = records.claim(length);
        UnitsDeliveredEncoder.UnitsEncoder group = unitsDelivered
                .wrapAndApplyHeader(records.buffer(), at, header)
                .seq(events.seq())
                .timeMicros(events.timeMicros())
                .orderIdHigh(orders.idHigh(order))
                .orderIdLow(orders.idLow(order))
                .state(OrderState.get(orders.state(order)))
                .keyId(keyId)
                .unitsCount(count);
        for (int i = 0; i < count; i++) {
            int unit = delivered[i];
            group.next()
                    .fingerprintHigh(units.fingerprintHigh(unit))
                    .fingerprintLow(units.fingerprintLow(unit))
                    .unitId(unit)
                    .line(lines[i]);
            unitsDelivered.limit(Memory.putBytes16(
                    records.buffer(), unitsDelivered.limit(), units.code(unit), units.codeLength(unit)));
        }
        records.commit(unitsDelivered.limit() - at);
    }

    /** The order will not get its {@code count} units that are still allocated. */
    public void givenUp(int order, int count) {
        RecordBuffer records = events.records();
        int at = records.claim(HEADER
                + UnitsGivenUpEncoder.BLOCK_LENGTH
                + UnitsGivenUpEncoder.UnitsEncoder.HEADER_SIZE
                + count * UnitsGivenUpEncoder.UnitsEncoder.sbeBlockLength());
        UnitsGivenUpEncoder.UnitsEncoder group = unitsGivenUp
                .wrapAndApplyHeader(records.buffer(), at, header)
                .seq(events.seq())
                .timeMicros(events.timeMicros())
                .orderIdHigh(orders.idHigh(order))
                .orderIdLow(orders.idLow(order))
                .unitsCount(count);
        for (int line = 0; line < orders.lineCount(order); line++) {
            for (int unit = orders.firstUnit(order, line); unit != 0; unit = units.next(unit)) {
                if (units.state(unit) == Units.ALLOCATED) {
                    group.next().unitId(unit).line((short) line);
                }
            }
        }
        records.commit(unitsGivenUp.limit() - at);
    }

    /** The newest {@code count} units came in, counted. */
    public void counted(int sku, int lot, int count) {
        RecordBuffer records = events.records();
        int at = records.claim(HEADER + UnitsCountedEncoder.BLOCK_LENGTH + TEXTS);
        unitsCounted
                .wrapAndApplyHeader(records.buffer(), at, header)
                .seq(events.seq())
                .timeMicros(events.timeMicros())
                .expiresAtMicros(lots.expiresAtMicros(lot))
                .skuNumber(sku)
                .offerId(lots.offer(lot))
                .lotNumber(lot)
                .firstUnitId(units.count() - count + 1)
                .unitCount(count);
        int end = Memory.putText8(records.buffer(), unitsCounted.limit(), skus.key(sku), skus.keyLength(sku));
        records.commit(Memory.putText8(records.buffer(), end, lots.name(lot), lots.nameLength(lot)) - at);
    }
}
