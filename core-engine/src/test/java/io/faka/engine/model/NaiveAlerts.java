package io.faka.engine.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is told of the stock of the SKUs that have a {@code low_stock_at}, once per crossing. */
final class NaiveAlerts {
    /** A SKU after a command. */
    record Stock(int number, long imported, long available, long lowAt) {}

    private final Map<Integer, Stock> before = new HashMap<>();

    /** Compares each SKU with what it was after the command before. */
    void tell(List<String> events, List<Stock> stocks) {
        for (Stock now : stocks) {
            Stock was = before.put(now.number, now);
            if (now.lowAt == 0) {
                continue;
            }
            boolean watched = was != null && was.lowAt > 0;
            boolean fresh = now.imported == 0;
            boolean neverHad = fresh || watched && was.imported == 0;
            boolean wasLow = neverHad || watched && was.available <= was.lowAt;
            boolean wasOut = neverHad || watched && was.available == 0;
            if (now.available <= now.lowAt && !wasLow) {
                events.add("StockLow " + now.number + " available " + now.available + " of " + now.lowAt);
            }
            if (now.available == 0 && !wasOut) {
                events.add("SoldOut " + now.number);
            }
            if (now.available > 0 && wasOut) {
                events.add("BackInStock " + now.number + " available " + now.available);
            }
        }
    }
}
