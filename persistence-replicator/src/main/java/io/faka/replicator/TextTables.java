package io.faka.replicator;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;

/** Writes sku_texts, of which the last definition wins, and text_uses, which are only ever added. */
final class TextTables {
    private final RowSink texts;
    private final RowSink uses;

    TextTables(Connection connection) throws SQLException {
        texts = RowSink.lastWins(
                connection,
                "sku_texts",
                "sku_number,text_number,lot_number,key_id,fingerprint,sealed_text,changed_seq,changed_micros");
        uses = RowSink.appending(
                connection,
                "text_uses",
                "seq,event_index,unit_id,order_id,line,sku_number,text_number,use_number,buyer,used_micros");
    }

    long write(TextRows rows) throws SQLException {
        for (TextRows.Text row : rows.texts.values()) {
            byte[] fingerprint = ByteBuffer.allocate(16)
                    .putLong(row.fingerprintHigh())
                    .putLong(row.fingerprintLow())
                    .array();
            texts.put(row.key().skuNumber()).put(row.key().textNumber()).put(row.lotNumber());
            texts.put(row.keyId()).put(fingerprint).put(row.sealed());
            texts.put(row.seq()).put(row.micros()).end();
        }
        for (TextRows.Use row : rows.uses) {
            uses.put(row.seq()).put(row.index()).put(row.unitId());
            uses.put(row.orderId().toBytes()).put(row.line());
            uses.put(row.text().skuNumber()).put(row.text().textNumber()).put(row.number());
            uses.put(row.buyer()).put(row.micros()).end();
        }
        return texts.flush() + uses.flush();
    }
}
