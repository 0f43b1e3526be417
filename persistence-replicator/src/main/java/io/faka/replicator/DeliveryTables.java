package io.faka.replicator;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;

/** Writes unit_contents, which are only ever added. */
final class DeliveryTables {
    private final RowSink contents;

    DeliveryTables(Connection connection) throws SQLException {
        contents = RowSink.appending(
                connection,
                "unit_contents",
                "seq,event_index,unit_id,order_id,key_id,fingerprint,sealed_content,delivered_micros");
    }

    long write(DeliveryRows rows) throws SQLException {
        for (DeliveryRows.Content row : rows.contents) {
            byte[] fingerprint = ByteBuffer.allocate(16)
                    .putLong(row.fingerprintHigh())
                    .putLong(row.fingerprintLow())
                    .array();
            contents.put(row.seq()).put(row.index()).put(row.unitId());
            contents.put(row.orderId().toBytes()).put(row.keyId()).put(fingerprint);
            contents.put(row.sealed()).put(row.micros()).end();
        }
        return contents.flush();
    }
}
