package io.faka.replicator;

import io.faka.codec.event.OrderState;
import java.util.ArrayList;
import java.util.List;

/** What one chunk does to one order; the last state wins. */
final class OrderFold {
    /** A unit the order takes in this chunk. */
    record Taken(int line, long unitId) {}

    private static final long[] NONE = {};

    final OrderId id;
    /** Null unless the chunk creates the order. */
    final Rows.OrderHeader header;

    final List<Rows.Line> lines;
    final List<Taken> taken = new ArrayList<>(2);
    long seq;
    long createdMicros;
    OrderState state;
    long changedSeq;
    long changedMicros;
    /** Units that the tables give to the order before the chunk; null = not looked up yet. */
    long[] stored;
    /** Whether the stored units leave the order in this chunk. */
    boolean storedReleased;

    private OrderFold(OrderId id, Rows.OrderHeader header, List<Rows.Line> lines) {
        this.id = id;
        this.header = header;
        this.lines = lines;
    }

    static OrderFold created(OrderId id, long seq, long micros, Rows.OrderHeader header, List<Rows.Line> lines) {
        OrderFold fold = new OrderFold(id, header, lines);
        fold.locate(seq, micros, NONE);
        return fold;
    }

    static OrderFold unknown(OrderId id) {
        return new OrderFold(id, null, List.of());
    }

    void locate(long seq, long createdMicros, long[] stored) {
        this.seq = seq;
        this.createdMicros = createdMicros;
        this.stored = stored;
    }

    boolean isLocated() {
        return stored != null;
    }

    boolean isCreated() {
        return header != null;
    }

    void become(OrderState state, long seq, long micros) {
        this.state = state;
        this.changedSeq = seq;
        this.changedMicros = micros;
    }

    void release() {
        storedReleased = true;
        taken.clear();
    }

    /** The units it has after the chunk. */
    long[] unitsAfter() {
        long[] kept = storedReleased ? NONE : stored;
        long[] units = new long[kept.length + taken.size()];
        System.arraycopy(kept, 0, units, 0, kept.length);
        for (int i = 0; i < taken.size(); i++) {
            units[kept.length + i] = taken.get(i).unitId;
        }
        return units;
    }
}
