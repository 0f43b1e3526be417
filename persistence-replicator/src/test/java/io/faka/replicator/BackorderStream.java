package io.faka.replicator;

import io.faka.codec.event.Fill;
import io.faka.codec.event.MessageHeaderEncoder;
import io.faka.codec.event.OrderBackorderedEncoder;
import io.faka.codec.event.OrderFilledEncoder;
import io.faka.codec.event.OrderState;
import io.faka.codec.event.OrderWaitEndedEncoder;
import io.faka.engine.RecordBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;

/** Random but consistent events of orders that wait for stock, for the {@link EventStream}. */
final class BackorderStream {
    /** One who waits; {@code paid} ones get their units delivered. */
    private record Waiting(OrderId id, boolean paid) {}

    private final Random random;
    private final RecordBuffer batch;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final List<Waiting> waiting = new ArrayList<>();

    BackorderStream(Random random, RecordBuffer batch) {
        this.random = random;
        this.batch = batch;
    }

    /** An order that was just created without units waits. */
    void begin(long seq, long micros, OrderId id) {
        waiting.add(new Waiting(id, false));
        backordered(seq, micros, id, OrderState.BACKORDERED);
    }

    /** Something happens to one of those who wait; {@code take} takes so many units, or none. */
    void step(long seq, long micros, IntFunction<List<EventWriter.LineUnit>> take) {
        if (waiting.isEmpty()) {
            return;
        }
        int place = random.nextInt(waiting.size());
        Waiting one = waiting.get(place);
        int kind = random.nextInt(4);
        if (kind == 0 && !one.paid()) {
            waiting.set(place, new Waiting(one.id(), true));
            backordered(seq, micros, one.id(), OrderState.PARTIALLY_FULFILLED);
        } else if (kind == 1 && one.paid()) {
            ended(seq, micros, one.id());
            waiting.remove(place);
        } else {
            boolean last = kind == 2 && one.paid();
            filled(seq, micros, one, last, take.apply(1 + random.nextInt(3)));
            if (last) {
                waiting.remove(place);
            }
        }
    }

    private void backordered(long seq, long micros, OrderId id, OrderState state) {
        OrderBackorderedEncoder e =
                new OrderBackorderedEncoder().wrapAndApplyHeader(batch.buffer(), batch.claim(1024), header);
        e.seq(seq).timeMicros(micros).orderIdHigh(id.high()).orderIdLow(id.low());
        e.amount(random.nextInt(900))
                .backorderExpiresAtMicros(micros + 7)
                .currency(EventWriter.CNY)
                .state(state)
                .fill(Fill.PARTIAL)
                .priority((short) random.nextInt(10));
        batch.commit(MessageHeaderEncoder.ENCODED_LENGTH + e.encodedLength());
    }

    private void filled(long seq, long micros, Waiting one, boolean last, List<EventWriter.LineUnit> units) {
        OrderState part = one.paid() ? OrderState.PARTIALLY_FULFILLED : OrderState.BACKORDERED;
        OrderFilledEncoder e = new OrderFilledEncoder().wrapAndApplyHeader(batch.buffer(), batch.claim(1024), header);
        e.seq(seq)
                .timeMicros(micros)
                .orderIdHigh(one.id().high())
                .orderIdLow(one.id().low());
        OrderFilledEncoder.UnitsEncoder group = e.amount(random.nextInt(900))
                .expiresAtMicros(last ? 0 : micros)
                .currency(EventWriter.CNY)
                .state(last ? OrderState.FULFILLED : part)
                .unitsCount(units.size());
        units.forEach(unit -> group.next().unitId(unit.unitId()).line((short) unit.line()));
        batch.commit(MessageHeaderEncoder.ENCODED_LENGTH + e.encodedLength());
    }

    private void ended(long seq, long micros, OrderId id) {
        OrderWaitEndedEncoder e =
                new OrderWaitEndedEncoder().wrapAndApplyHeader(batch.buffer(), batch.claim(1024), header);
        e.seq(seq).timeMicros(micros).orderIdHigh(id.high()).orderIdLow(id.low());
        e.amount(random.nextInt(900)).currency(EventWriter.CNY).state(OrderState.PARTIALLY_FULFILLED);
        batch.commit(MessageHeaderEncoder.ENCODED_LENGTH + e.encodedLength());
    }
}
