package io.faka.replicator;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Writes skus, offers, lots, units and unit_codes. */
final class SupplyTables {
    private static final String LAST_WINS = " ON DUPLICATE KEY UPDATE ";

    private static final String OFFERS_OF_SKU = "INSERT INTO offers"
            + " (offer_id,sku_number,unit_price,currency,state,pick,changed_seq)"
            + " SELECT DISTINCT l.offer_id, s.sku_number, s.price, s.currency, s.state, s.pick, s.changed_seq"
            + " FROM skus s JOIN lots l ON l.sku_number = s.sku_number"
            + " LEFT JOIN offers o ON o.offer_id = l.offer_id"
            + " WHERE s.sku_number = ? AND COALESCE(o.seller, '') = ''"
            + " ON DUPLICATE KEY UPDATE unit_price = s.price, currency = s.currency, state = s.state,"
            + " pick = s.pick, changed_seq = s.changed_seq";

    private final RowSink skus;
    private final RowSink offers;
    private final PreparedStatement offersOfSku;
    private final RowSink lots;
    private final RowSink units;
    private final RowSink codes;
    private final ChangedRows changed;

    SupplyTables(Connection connection) throws SQLException {
        skus = RowSink.lastWins(
                connection,
                "skus",
                "sku_number,sku,name,price,currency,state,delivery,pick,late_policy,late_window_ms,hold_ttl_ms,"
                        + "min_per_order,max_per_order,safety_stock,low_stock_at,sale_starts_micros,sale_ends_micros,"
                        + "sale_cap,changed_seq,changed_micros");
        offers = RowSink.lastWins(
                connection, "offers", "offer_id,sku_number,seller,unit_price,currency,state,pick,tiers,changed_seq");
        offersOfSku = connection.prepareStatement(OFFERS_OF_SKU);
        lots = new RowInsert(
                connection,
                "lots",
                "sku_number,lot_number,offer_id,name,imported,duplicates,expires_micros,changed_seq",
                LAST_WINS + "offer_id=VALUES(offer_id),name=VALUES(name),imported=imported+VALUES(imported),"
                        + "duplicates=duplicates+VALUES(duplicates),expires_micros=VALUES(expires_micros),"
                        + "changed_seq=VALUES(changed_seq)");
        units = RowSink.appending(connection, "units", "unit_id,sku_number,offer_id,lot_number,state,added_seq");
        codes = RowSink.appending(connection, "unit_codes", "unit_id,key_id,fingerprint,sealed_code");
        changed = new ChangedRows(
                connection,
                "changed_units",
                "unit_id INT UNSIGNED NOT NULL PRIMARY KEY, state VARCHAR(16) CHARACTER SET ascii NOT NULL",
                "unit_id,state",
                "UPDATE changed_units c STRAIGHT_JOIN units u ON u.unit_id = c.unit_id SET u.state = c.state");
    }

    /** Writes definitions and new units; takes the states of new units out of {@code unitStates}. */
    long write(Chunk chunk, Map<Long, String> unitStates) throws SQLException {
        for (Rows.Sku sku : chunk.skus.values()) {
            put(sku);
        }
        for (Rows.Offer offer : chunk.offers.values()) {
            put(offer);
        }
        for (Rows.Lot lot : chunk.lots.values()) {
            put(lot);
        }
        for (Rows.Unit unit : chunk.units) {
            String state = unitStates.remove(unit.unitId());
            put(unit, state == null ? "AVAILABLE" : state);
        }
        return skus.flush() + offers.flush() + lots.flush() + writeOffers(chunk) + units.flush() + codes.flush();
    }

    private long writeOffers(Chunk chunk) throws SQLException {
        Set<Long> touched = new TreeSet<>(chunk.skus.keySet());
        chunk.lots.keySet().forEach(key -> touched.add(key.skuNumber()));
        for (long sku : touched) {
            offersOfSku.setLong(1, sku);
            offersOfSku.addBatch();
        }
        return touched.isEmpty() ? 0 : offersOfSku.executeBatch().length;
    }

    /** Writes the states of units that were there before. */
    long changeUnits(Map<Long, String> unitStates) throws SQLException {
        for (Map.Entry<Long, String> entry : unitStates.entrySet()) {
            changed.row().put(entry.getKey()).put(entry.getValue()).end();
        }
        return changed.apply(unitStates.size());
    }

    private void put(Rows.Sku sku) throws SQLException {
        skus.put(sku.skuNumber())
                .put(sku.sku())
                .put(sku.name())
                .put(sku.price())
                .put(sku.currency());
        skus.put(sku.state()).put(sku.delivery()).put(sku.pick()).put(sku.latePolicy());
        skus.put(sku.lateWindowMillis())
                .put(sku.holdTtlMillis())
                .put(sku.minPerOrder())
                .put(sku.maxPerOrder());
        skus.put(sku.safetyStock())
                .put(sku.lowStockAt())
                .put(sku.saleStartsMicros())
                .put(sku.saleEndsMicros());
        skus.put(sku.saleCap()).put(sku.changedSeq()).put(sku.changedMicros()).end();
    }

    private void put(Rows.Offer offer) throws SQLException {
        offers.put(offer.offerId()).put(offer.skuNumber()).put(offer.seller());
        offers.put(offer.unitPrice()).put(offer.currency()).put(offer.state());
        offers.put(offer.pick()).put(offer.tiers()).put(offer.changedSeq()).end();
    }

    private void put(Rows.Lot lot) throws SQLException {
        lots.put(lot.key().skuNumber())
                .put(lot.key().lotNumber())
                .put(lot.offerId())
                .put(lot.name());
        lots.put(lot.imported())
                .put(lot.duplicates())
                .put(lot.expiresMicros())
                .put(lot.changedSeq())
                .end();
    }

    private void put(Rows.Unit unit, String state) throws SQLException {
        units.put(unit.unitId())
                .put(unit.lot().skuNumber())
                .put(unit.offerId())
                .put(unit.lot().lotNumber());
        units.put(state).put(unit.addedSeq()).end();
        if (unit.sealedCode() == null) {
            return;
        }
        byte[] fingerprint = ByteBuffer.allocate(16)
                .putLong(unit.fingerprintHigh())
                .putLong(unit.fingerprintLow())
                .array();
        codes.put(unit.unitId())
                .put(unit.keyId())
                .put(fingerprint)
                .put(unit.sealedCode())
                .end();
    }
}
