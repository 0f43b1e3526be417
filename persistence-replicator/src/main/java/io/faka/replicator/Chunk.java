package io.faka.replicator;

import io.faka.codec.event.OrderState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rows of one transaction, folded: however often a SKU, an order or a unit changed, its last state is written once. Filled by
 * {@link ChunkFold}, emptied by {@link ChunkWriter}, both on the replicator's thread.
 */
final class Chunk {
    /** Units that get a state: the order's own at that moment, or the ones named. */
    private record UnitsChange(OrderFold order, boolean stored, Set<Long> dropped, long[] named, String state) {}

    final Map<Long, Rows.Sku> skus = new LinkedHashMap<>();
    final LimitRows limits = new LimitRows();
    final LineRows lines = new LineRows();
    final DeliveryRows deliveries = new DeliveryRows();
    final TextRows texts = new TextRows();
    final Map<Long, Rows.Offer> offers = new LinkedHashMap<>();
    final Map<Rows.LotKey, Rows.Lot> lots = new LinkedHashMap<>();
    final List<Rows.Unit> units = new ArrayList<>();
    final Map<OrderId, OrderFold> orders = new LinkedHashMap<>();
    final List<Rows.Refusal> refusals = new ArrayList<>();
    final List<Rows.Money> payments = new ArrayList<>();
    final List<Rows.Money> refundsDue = new ArrayList<>();
    final Map<Rows.PaymentKey, Rows.Balance> balances = new LinkedHashMap<>();
    final List<Rows.Refund> refunds = new ArrayList<>();
    final List<Rows.Resolution> resolutions = new ArrayList<>();
    final List<Rows.WalletEntry> walletEntries = new ArrayList<>();
    final List<Rows.Fill> fills = new ArrayList<>();
    final Map<OrderId, Rows.Backorder> backorders = new LinkedHashMap<>();
    final List<Rows.BackorderFill> backorderFills = new ArrayList<>();
    final List<Rows.Replacement> replacements = new ArrayList<>();
    final List<Rows.Recall> recalls = new ArrayList<>();
    final List<Rows.Event> events = new ArrayList<>();
    private final List<UnitsChange> unitsChanges = new ArrayList<>();
    private int rows;

    /** Position the chunk starts from and the one it ends at. */
    long fromSeq;

    long toSeq;
    /** Journal time of the chunk's first and last batch. */
    long fromMicros;

    long toMicros;
    long epoch;
    long eventSeq;
    int eventCrc;

    /** Starts a new chunk behind {@code position}. */
    void begin(Position position) {
        skus.clear();
        offers.clear();
        limits.clear();
        lines.clear();
        deliveries.clear();
        texts.clear();
        lots.clear();
        units.clear();
        orders.clear();
        refusals.clear();
        payments.clear();
        refundsDue.clear();
        balances.clear();
        refunds.clear();
        resolutions.clear();
        walletEntries.clear();
        fills.clear();
        backorders.clear();
        backorderFills.clear();
        replacements.clear();
        recalls.clear();
        events.clear();
        unitsChanges.clear();
        rows = 0;
        fromSeq = position.appliedSeq();
        toSeq = position.appliedSeq();
        toMicros = position.appliedMicros();
        epoch = position.epoch();
        eventSeq = position.eventSeq();
        eventCrc = position.eventCrc();
    }

    boolean isEmpty() {
        return toSeq == fromSeq;
    }

    /** About how many rows it will write. */
    int rows() {
        return rows;
    }

    void countRows(int more) {
        rows += more;
    }

    /** The position once the chunk is applied. */
    Position position(int shard) {
        return new Position(shard, epoch, toSeq, toMicros, eventSeq, eventCrc);
    }

    OrderFold order(OrderId id) {
        return orders.computeIfAbsent(id, OrderFold::unknown);
    }

    void take(OrderFold order, List<OrderFold.Taken> units, String state) {
        order.taken.addAll(units);
        named(units.stream().mapToLong(OrderFold.Taken::unitId).toArray(), state);
    }

    /** All units the order has by now get the state. */
    void changeUnitsOf(OrderFold order, String state) {
        unitsChanges.add(
                new UnitsChange(order, !order.storedReleased, Set.copyOf(order.dropped), takenBy(order), state));
        countRows(Math.max(1, order.taken.size()));
    }

    void end(OrderId id, OrderState state, long seq, long micros) {
        OrderFold order = order(id);
        changeUnitsOf(order, "AVAILABLE");
        order.release();
        order.become(state, seq, micros);
        countRows(1);
    }

    /** The last state of each unit that an order touched. Every order has to be located first. */
    Map<Long, String> unitStates() {
        Map<Long, String> states = new HashMap<>();
        for (UnitsChange change : unitsChanges) {
            if (change.stored) {
                putStored(states, change);
            }
            put(states, change.named, change.state);
        }
        return states;
    }

    private static void putStored(Map<Long, String> states, UnitsChange change) {
        for (long unit : change.order.stored) {
            if (!change.dropped.contains(unit)) {
                states.put(unit, change.state);
            }
        }
    }

    /** These units get the state. */
    void named(long[] units, String state) {
        unitsChanges.add(new UnitsChange(null, false, Set.of(), units, state));
        countRows(2 * units.length);
    }

    private static long[] takenBy(OrderFold order) {
        return order.taken.stream().mapToLong(OrderFold.Taken::unitId).toArray();
    }

    private static void put(Map<Long, String> states, long[] units, String state) {
        for (long unit : units) {
            states.put(unit, state);
        }
    }
}
