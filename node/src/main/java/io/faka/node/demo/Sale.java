package io.faka.node.demo;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What all buyers of one sale share. Any thread. */
final class Sale {
    static final String CHANNEL = "demo";
    static final String CURRENCY = "CNY";
    /** What the shop asks for a unit of its own. */
    static final long PRICE = 4_990;
    /** Who else sells the same. */
    static final String OTHER_SELLER = "corner-shop";
    /** What the other seller asks. */
    static final long OTHER_PRICE = 5_290;
    /** Hold time of orders that are left alone on purpose. */
    static final long ABANDONED_TTL_MILLIS = 1_500;
    /** Hold time of all others: longer than any restart takes. */
    static final long HOLD_TTL_MILLIS = 300_000;

    /** How long an order waits for stock before it is given up. */
    static final long BACKORDER_TTL_MILLIS = 4_000;

    private static final int MAX_VIOLATIONS = 20;

    private final String sku;
    private final long stock;
    private final AtomicLong sold = new AtomicLong();
    private final LongAdder answers = new LongAdder();
    private final LongAdder demand = new LongAdder();
    private final LongAdder unanswered = new LongAdder();
    private final LongAdder backordered = new LongAdder();
    private final AtomicLong violationCount = new AtomicLong();
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    Sale(String sku, long stock) {
        this.sku = sku;
        this.stock = stock;
    }

    String sku() {
        return sku;
    }

    long stock() {
        return stock;
    }

    /** Whether an order just placed costs what the sellers of its units ask. */
    static boolean isFair(Answer placed, int quantity) {
        long units = 0;
        long amount = 0;
        for (Answer.Fill fill : placed.fills()) {
            long price = fill.seller().isEmpty() ? PRICE : OTHER_PRICE;
            if (fill.unitPrice() != price
                    || !fill.seller().isEmpty() && !fill.seller().equals(OTHER_SELLER)) {
                return false;
            }
            units += fill.quantity();
            amount += fill.quantity() * price;
        }
        return units == quantity && amount == placed.amount();
    }

    /** Units whose codes a buyer holds. */
    long sold() {
        return sold.get();
    }

    void addSold(int units) {
        sold.addAndGet(units);
    }

    void addDemand(int units) {
        demand.add(units);
    }

    /** Units asked for, each purchase counted once. */
    long demand() {
        return demand.sum();
    }

    void count(Answer answer) {
        (answer.isOpen() ? unanswered : answers).increment();
    }

    long answers() {
        return answers.sum();
    }

    /** Asks that got no answer, or "later", and were made again. */
    long unanswered() {
        return unanswered.sum();
    }

    void addBackordered() {
        backordered.increment();
    }

    /** Orders that waited for stock, or wait. */
    long backordered() {
        return backordered.sum();
    }

    /** Whether nobody starts another purchase. */
    boolean isOver() {
        return closed || sold.get() >= stock;
    }

    /** Ends it before everything is sold. */
    void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    /** Notes something that must never happen. */
    void violation(String what) {
        violationCount.incrementAndGet();
        if (violations.size() < MAX_VIOLATIONS) {
            violations.add(what);
        }
    }

    long violationCount() {
        return violationCount.get();
    }

    /** The first few, in words. */
    List<String> violations() {
        return List.copyOf(violations);
    }
}
