package io.faka.replicator;

import java.util.ArrayList;
import java.util.List;

/** The rows of one transaction that tell what operators delivered. */
final class DeliveryRows {
    /** A content, bound to its order. */
    record Content(
            long seq,
            int index,
            long unitId,
            OrderId orderId,
            int keyId,
            long fingerprintHigh,
            long fingerprintLow,
            byte[] sealed,
            long micros) {}

    final List<Content> contents = new ArrayList<>();

    void clear() {
        contents.clear();
    }
}
