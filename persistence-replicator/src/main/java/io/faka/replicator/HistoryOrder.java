package io.faka.replicator;

import java.util.List;

/**
 * An order as the tables have it. Money in minor units, times in microseconds since 1970-01-01 UTC.
 *
 * @param state name of an order state
 * @param lines in line order
 * @param units those it holds or was given, in line order; codes are sealed
 */
public record HistoryOrder(
        OrderId orderId,
        long seq,
        long changedSeq,
        String clientOrderId,
        String buyer,
        String state,
        long amount,
        String currency,
        long createdMicros,
        long expiresMicros,
        List<Line> lines,
        List<Unit> units) {
    /** Copies the lists. */
    public HistoryOrder {
        lines = List.copyOf(lines);
        units = List.copyOf(units);
    }

    /** One SKU and quantity of the order. */
    public record Line(int line, String sku, long quantity, long unitPrice) {}

    /**
     * One unit and what is needed to unseal its code.
     *
     * @param ofOrder whether an operator delivered it, and its code is bound to the order instead of the SKU
     */
    public record Unit(
            int line,
            long unitId,
            String sku,
            int keyId,
            long fingerprintHigh,
            long fingerprintLow,
            byte[] sealedCode,
            boolean ofOrder) {}
}
