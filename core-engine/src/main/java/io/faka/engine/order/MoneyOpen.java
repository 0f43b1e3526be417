package io.faka.engine.order;

/** Tells whether money that came for an order is still to be settled. */
public interface MoneyOpen {
    /** Whether money that named this order is in suspense or due back. */
    boolean isOpen(long orderIdHigh, long orderIdLow);
}
