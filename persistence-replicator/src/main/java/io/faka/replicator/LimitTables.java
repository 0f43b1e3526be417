package io.faka.replicator;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;

/** Writes sku_limits, vip_quotas, lotteries, coupons and coupon_uses, and the new ends of extended holds. */
final class LimitTables {
    private static final String EXTEND = "UPDATE orders SET expires_micros = ? WHERE order_id = ?";

    private final RowSink skuLimits;
    private final RowSink vipQuotas;
    private final RowSink lotteries;
    private final RowSink coupons;
    private final RowSink couponUses;
    private final PreparedStatement extend;

    LimitTables(Connection connection) throws SQLException {
        coupons = RowSink.lastWins(
                connection,
                "coupons",
                "code,discount_amount,discount_bps,currency,max_uses,max_per_buyer,starts_micros,ends_micros,skus,"
                        + "changed_seq");
        couponUses = RowSink.lastWins(connection, "coupon_uses", "order_id,code,discount,state,changed_seq");
        extend = connection.prepareStatement(EXTEND);
        lotteries =
                RowSink.lastWins(connection, "lotteries", "sku_number,state,entries,seed,changed_seq,changed_micros");
        vipQuotas = RowSink.lastWins(connection, "vip_quotas", "sku_number,vip_quota,changed_seq");
        skuLimits = RowSink.lastWins(
                connection,
                "sku_limits",
                "sku_number,max_per_buyer,buyer_window_ms,max_open_holds_per_buyer,max_open_holds_per_address,"
                        + "max_held_share_bps,changed_seq");
    }

    long write(LimitRows rows) throws SQLException {
        for (LimitRows.SkuLimits row : rows.skuLimits.values()) {
            skuLimits.put(row.skuNumber()).put(row.maxPerBuyer()).put(row.buyerWindowMillis());
            skuLimits.put(row.maxOpenHoldsPerBuyer()).put(row.maxOpenHoldsPerAddress());
            skuLimits.put(row.maxHeldShareBps()).put(row.changedSeq()).end();
        }
        for (LimitRows.VipQuota row : rows.vipQuotas.values()) {
            vipQuotas
                    .put(row.skuNumber())
                    .put(row.vipQuota())
                    .put(row.changedSeq())
                    .end();
        }
        for (LimitRows.Lottery row : rows.lotteries.values()) {
            lotteries.put(row.skuNumber()).put(row.state()).put(row.entries()).put(row.seed());
            lotteries.put(row.changedSeq()).put(row.changedMicros()).end();
        }
        for (LimitRows.Coupon row : rows.coupons.values()) {
            coupons.put(row.code()).put(row.discountAmount()).put(row.discountBps());
            coupons.put(row.currency()).put(row.maxUses()).put(row.maxPerBuyer());
            coupons.put(row.startsMicros()).put(row.endsMicros());
            coupons.put(row.skus()).put(row.changedSeq()).end();
        }
        for (LimitRows.CouponUse row : rows.couponUses.values()) {
            couponUses.put(row.orderId().toBytes()).put(row.code()).put(row.discount());
            couponUses.put(row.state()).put(row.changedSeq()).end();
        }
        return skuLimits.flush()
                + vipQuotas.flush()
                + lotteries.flush()
                + coupons.flush()
                + couponUses.flush()
                + extend(rows.extended);
    }

    private long extend(Map<OrderId, Long> extended) throws SQLException {
        for (Map.Entry<OrderId, Long> entry : extended.entrySet()) {
            extend.setLong(1, entry.getValue());
            extend.setBytes(2, entry.getKey().toBytes());
            extend.addBatch();
        }
        return extended.isEmpty() ? 0 : extend.executeBatch().length;
    }
}
