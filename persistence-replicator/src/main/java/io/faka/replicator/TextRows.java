package io.faka.replicator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rows of one transaction that tell of reusable texts. */
final class TextRows {
    record Key(long skuNumber, long textNumber) {}

    /** A text of a SKU, sealed. */
    record Text(
            Key key,
            long lotNumber,
            int keyId,
            long fingerprintHigh,
            long fingerprintLow,
            byte[] sealed,
            long seq,
            long micros) {}

    /** One delivery of a text. */
    record Use(
            long seq,
            int index,
            long unitId,
            OrderId orderId,
            int line,
            Key text,
            long number,
            String buyer,
            long micros) {}

    final Map<Key, Text> texts = new LinkedHashMap<>();
    final List<Use> uses = new ArrayList<>();

    void clear() {
        texts.clear();
        uses.clear();
    }
}
