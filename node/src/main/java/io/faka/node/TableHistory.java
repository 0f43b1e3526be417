package io.faka.node;

import io.faka.gateway.history.ArchivedOrder;
import io.faka.gateway.history.OrderHistory;
import io.faka.replicator.HistoryOrder;
import io.faka.replicator.HistoryReader;
import io.faka.replicator.OrderId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The orders in MariaDB's tables, as the gateway asks for them. */
final class TableHistory implements OrderHistory {
    /** An order in any other state has no code that anybody may see. */
    private static final Set<String> DELIVERED = Set.of("FULFILLED", "COMPLETED", "PARTIALLY_REFUNDED", "REFUNDED");

    private final HistoryReader reader;

    TableHistory(HistoryReader reader) {
        this.reader = reader;
    }

    @Override
    public Optional<ArchivedOrder> find(long idHigh, long idLow) {
        return reader.find(new OrderId(idHigh, idLow)).map(TableHistory::archived);
    }

    @Override
    public Optional<ArchivedOrder> findByClientOrderId(String clientOrderId) {
        return reader.findByClientOrderId(clientOrderId).map(TableHistory::archived);
    }

    private static ArchivedOrder archived(HistoryOrder order) {
        List<HistoryOrder.Unit> units = DELIVERED.contains(order.state()) ? order.units() : List.of();
        return new ArchivedOrder(
                order.orderId().high(),
                order.orderId().low(),
                order.clientOrderId(),
                order.buyer(),
                order.state(),
                order.amount(),
                order.currency(),
                order.changedSeq(),
                order.lines().stream()
                        .map(line -> new ArchivedOrder.Line(line.sku(), line.quantity(), line.unitPrice()))
                        .toList(),
                units.stream()
                        .limit(HistoryReader.MAX_UNITS)
                        .map(TableHistory::unit)
                        .toList(),
                units.size() <= HistoryReader.MAX_UNITS);
    }

    private static ArchivedOrder.Unit unit(HistoryOrder.Unit unit) {
        return new ArchivedOrder.Unit(
                unit.line(),
                unit.unitId(),
                unit.sku(),
                unit.keyId(),
                unit.fingerprintHigh(),
                unit.fingerprintLow(),
                unit.sealedCode(),
                unit.ofOrder());
    }
}
