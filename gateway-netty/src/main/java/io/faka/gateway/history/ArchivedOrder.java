package io.faka.gateway.history;

import java.util.List;

/**
 * An order as a database has it. Money in minor units.
 *
 * @param seq   sequence of the command that changed it last
 * @param state name of an {@code OrderState}
 * @param lines in line order
 * @param units those it was given, in line order; codes are sealed
 * @param whole whether {@code units} are all of them
 */
public record ArchivedOrder(
        long idHigh,
        long idLow,
        String clientOrderId,
        String buyer,
        String state,
        long amount,
        String currency,
        long seq,
        List<Line> lines,
        List<Unit> units,
        boolean whole) {
    /** Copies the lists. */
    public ArchivedOrder {
        lines = List.copyOf(lines);
        units = List.copyOf(units);
    }

    /** One SKU and quantity of the order. */
    public record Line(String sku, long quantity, long unitPrice) {}

    /**
     * One unit and what is needed to open its code.
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
            boolean ofOrder) {
        /** A code that was imported. */
        public Unit(
                int line,
                long unitId,
                String sku,
                int keyId,
                long fingerprintHigh,
                long fingerprintLow,
                byte[] sealed) {
            this(line, unitId, sku, keyId, fingerprintHigh, fingerprintLow, sealed, false);
        }
    }
}
