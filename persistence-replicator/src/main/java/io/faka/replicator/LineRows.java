package io.faka.replicator;

import java.util.ArrayList;
import java.util.List;

/** The rows of one transaction that tell of single lines of orders, and of units that a line can name. */
final class LineRows {
    record Cancel(
            long seq,
            int index,
            OrderId orderId,
            int line,
            long quantity,
            int units,
            long amount,
            String currency,
            String ref,
            long micros) {}

    record Label(long unitId, String label, long surcharge, long seq) {}

    final List<Label> labels = new ArrayList<>();
    final List<Cancel> cancels = new ArrayList<>();

    void clear() {
        cancels.clear();
        labels.clear();
    }
}
