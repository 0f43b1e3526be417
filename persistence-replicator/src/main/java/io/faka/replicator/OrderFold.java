package io.faka.replicator;

import io.faka.codec.event.OrderState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

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
    /** Units that left the order in this chunk, one by one; the tables may give them to it before the chunk. */
    Set<Long> dropped = Set.of();

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

    /** One unit leaves the order. */
    void drop(long unit) {
        boolean taken = this.taken.removeIf(one -> one.unitId == unit);
        if (!taken) {
            dropped = dropped.isEmpty() ? new TreeSet<>() : dropped;
            dropped.add(unit);
        }
    }

    /** The units it has after the chunk. */
    long[] unitsAfter() {
        long[] kept = storedReleased
                ? NONE
                : Arrays.stream(stored).filter(unit -> !dropped.contains(unit)).toArray();
        long[] units = new long[kept.length + taken.size()];
        System.arraycopy(kept, 0, units, 0, kept.length);
        for (int i = 0; i < taken.size(); i++) {
            units[kept.length + i] = taken.get(i).unitId;
        }
        return units;
    }
}
