package io.faka.replicator;

import io.faka.codec.event.MessageHeaderEncoder;
import io.faka.codec.event.OrderAllocatedEncoder;
import io.faka.codec.event.OrderState;
import io.faka.codec.event.UnitState;
import io.faka.codec.event.UnitsDeliveredEncoder;
import io.faka.codec.event.UnitsGivenUpEncoder;
import io.faka.engine.RecordBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongUnaryOperator;

/** Random but consistent events of manual delivery and of reusable texts, for the {@link EventStream}. */
final class DeliveryStream {
    private static final long FIRST_LOT = 1_000_000;

    /** A paid order; its units from {@code delivered} on wait. */
    private static final class Paid {
        private OrderId id;
        private List<EventWriter.LineUnit> units;
        private int delivered;
    }

    private final Random random;
    private final RecordBuffer batch;
    private final EventWriter events;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final TextStream texts;
    private final List<Long> free = new ArrayList<>();
    private final List<Paid> paid = new ArrayList<>();
    private long lots;
    private long seq;
    private long micros;

    DeliveryStream(Random random, RecordBuffer batch, EventWriter events) {
        this.random = random;
        this.batch = batch;
        this.events = events;
        this.texts = new TextStream(random, batch);
    }

    /** Something happens; {@code unitIds} hands out so many new ids and tells the first. */
    void step(long ofSeq, long ofMicros, LongUnaryOperator unitIds) {
        seq = ofSeq;
        micros = ofMicros;
        int kind = random.nextInt(8);
        if (free.size() < 5 || kind == 0) {
            count(unitIds);
        } else if (kind == 6) {
            texts.put(seq, micros);
        } else if (kind == 7) {
            use();
        } else if (kind < 3 || paid.isEmpty()) {
            order();
        } else if (kind == 3) {
            giveUp(paid.remove(random.nextInt(paid.size())));
        } else {
            deliver(paid.get(random.nextInt(paid.size())));
        }
    }

    private void count(LongUnaryOperator unitIds) {
        int count = 1 + random.nextInt(9);
        long first = unitIds.applyAsLong(count);
        texts.counted(seq, micros, FIRST_LOT + lots++, first, count);
        for (int i = 0; i < count; i++) {
            free.add(first + i);
        }
    }

    /** An order is placed and paid; or, as after a late payment, has its units from the payment on. */
    private void order() {
        Paid order = new Paid();
        order.id = new OrderId(random.nextLong(), random.nextLong());
        order.units = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            order.units.add(new EventWriter.LineUnit(0, free.remove(random.nextInt(free.size()))));
        }
        boolean fresh = random.nextInt(3) == 0;
        events.orderCreated(seq, micros, order.id, 1, fresh ? List.of() : order.units, 100, "m-" + seq, "buyer");
        OrderAllocatedEncoder e = new OrderAllocatedEncoder()
                .wrapAndApplyHeader(batch.buffer(), batch.claim(512), header)
                .seq(seq)
                .timeMicros(micros)
                .orderIdHigh(order.id.high())
                .orderIdLow(order.id.low())
                .state(OrderState.PAID)
                .fresh((short) (fresh ? 1 : 0));
        OrderAllocatedEncoder.UnitsEncoder group = e.unitsCount(order.units.size());
        order.units.forEach(unit ->
                group.next().unitId(unit.unitId()).line((short) unit.line()).state(UnitState.ALLOCATED));
        batch.commit(MessageHeaderEncoder.ENCODED_LENGTH + e.encodedLength());
        paid.add(order);
    }

    /** An order of a reusable text is placed and paid. */
    private void use() {
        OrderId id = new OrderId(random.nextLong(), random.nextLong());
        List<EventWriter.LineUnit> units = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            units.add(new EventWriter.LineUnit(0, free.remove(random.nextInt(free.size()))));
        }
        events.orderCreated(seq, micros, id, 1, units, 100, "t-" + seq, "buyer");
        events.orderFulfilled(seq, micros, id, List.of());
        texts.used(
                seq,
                micros,
                id,
                units.stream().map(EventWriter.LineUnit::unitId).toList());
    }

    private void deliver(Paid order) {
        int count = Math.min(1 + random.nextInt(3), order.units.size() - order.delivered);
        boolean whole = order.delivered + count == order.units.size();
        UnitsDeliveredEncoder e = new UnitsDeliveredEncoder()
                .wrapAndApplyHeader(batch.buffer(), batch.claim(1024), header)
                .seq(seq)
                .timeMicros(micros)
                .orderIdHigh(order.id.high())
                .orderIdLow(order.id.low())
                .state(whole ? OrderState.FULFILLED : OrderState.FULFILLING)
                .keyId(3);
        UnitsDeliveredEncoder.UnitsEncoder group = e.unitsCount(count);
        for (int i = 0; i < count; i++) {
            byte[] sealed = new byte[20 + random.nextInt(30)];
            random.nextBytes(sealed);
            EventWriter.LineUnit unit = order.units.get(order.delivered++);
            group.next()
                    .fingerprintHigh(random.nextLong())
                    .fingerprintLow(random.nextLong())
                    .unitId(unit.unitId())
                    .line((short) unit.line())
                    .putSealedCode(sealed, 0, sealed.length);
        }
        batch.commit(MessageHeaderEncoder.ENCODED_LENGTH + e.encodedLength());
        if (whole) {
            events.orderFulfilled(seq, micros, order.id, List.of());
            paid.remove(order);
        }
    }

    private void giveUp(Paid order) {
        List<EventWriter.LineUnit> open = order.units.subList(order.delivered, order.units.size());
        UnitsGivenUpEncoder e = new UnitsGivenUpEncoder()
                .wrapAndApplyHeader(batch.buffer(), batch.claim(512), header)
                .seq(seq)
                .timeMicros(micros)
                .orderIdHigh(order.id.high())
                .orderIdLow(order.id.low());
        UnitsGivenUpEncoder.UnitsEncoder group = e.unitsCount(open.size());
        open.forEach(unit -> group.next().unitId(unit.unitId()).line((short) unit.line()));
        batch.commit(MessageHeaderEncoder.ENCODED_LENGTH + e.encodedLength());
        open.forEach(unit -> free.add(unit.unitId()));
    }
}
