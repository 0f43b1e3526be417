package io.faka.engine.publish;

import io.faka.codec.event.LineCanceledEncoder;
import io.faka.codec.event.MessageHeaderEncoder;
import io.faka.codec.event.OrderState;
import io.faka.engine.RecordBuffer;
import io.faka.engine.inventory.Units;
import io.faka.engine.memory.Memory;
import io.faka.engine.order.OrderView;
import io.faka.engine.order.Orders;

/** Writes the events of single lines of orders, among those of {@link EventPublisher} and for the same command. */
public final class LineEvents {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int TEXTS = 256;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final LineCanceledEncoder lineCanceled = new LineCanceledEncoder();
    private final EventPublisher events;
    private final OrderView orders;
    private final Units units;

    /** Writes where {@code events} does. */
    public LineEvents(EventPublisher events, OrderView orders, Units units) {
        this.events = events;
        this.orders = orders;
        this.units = units;
    }

    /** A part of the line was given back: these units of a chain, and what is missing to {@code quantity} was waited for. */
    public void lineCanceled(int order, int line, long quantity, int first, int count, long ref, int refLength) {
        Orders rows = orders.rows();
        RecordBuffer records = events.records();
        int unitLength = LineCanceledEncoder.UnitsEncoder.sbeBlockLength();
        int at = records.claim(HEADER + LineCanceledEncoder.BLOCK_LENGTH + Layout.GROUP + count * unitLength + TEXTS);
        lineCanceled
                .wrapAndApplyHeader(records.buffer(), at, header)
                .seq(events.seq())
                .timeMicros(events.timeMicros())
                .orderIdHigh(rows.idHigh(order))
                .orderIdLow(rows.idLow(order))
                .amount(rows.amount(order))
                .expiresAtMicros(orders.expiresAtMicros(order))
                .currency(rows.currency(order))
                .quantity(quantity)
                .state(OrderState.get(rows.state(order)))
                .line((short) line);
        long message = records.buffer().addressOffset() + at;
        long to = Layout.group(message + HEADER + LineCanceledEncoder.BLOCK_LENGTH, unitLength, count);
        int unit = first;
        for (int i = 0; i < count; i++) {
            Memory.putInt(to, unit);
            to += unitLength;
            unit = units.next(unit);
        }
        int end = (int) (to - message) + at;
        records.commit(Memory.putText8(records.buffer(), end, ref, refLength) - at);
    }
}
