package io.faka.engine.publish;

import io.faka.codec.event.BackInStockEncoder;
import io.faka.codec.event.HoldExtendedEncoder;
import io.faka.codec.event.MessageHeaderEncoder;
import io.faka.codec.event.SkuLimitsPutEncoder;
import io.faka.codec.event.SoldOutEncoder;
import io.faka.codec.event.StockLowEncoder;
import io.faka.codec.event.VipQuotaPutEncoder;
import io.faka.engine.RecordBuffer;
import io.faka.engine.inventory.LimitRules;
import io.faka.engine.inventory.Skus;

/** Writes the events of limits, holds and stock alerts, among those of {@link EventPublisher} and for the same command. */
public final class TradeEvents {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final SkuLimitsPutEncoder skuLimitsPut = new SkuLimitsPutEncoder();
    private final VipQuotaPutEncoder vipQuotaPut = new VipQuotaPutEncoder();
    private final StockLowEncoder stockLow = new StockLowEncoder();
    private final SoldOutEncoder soldOut = new SoldOutEncoder();
    private final BackInStockEncoder backInStock = new BackInStockEncoder();
    private final HoldExtendedEncoder holdExtended = new HoldExtendedEncoder();
    private final EventPublisher events;
    private final Skus skus;

    /** Writes where {@code events} writes. */
    public TradeEvents(EventPublisher events, Skus skus) {
        this.events = events;
        this.skus = skus;
    }

    /** What can be ordered of the SKU became low. */
    public void stockLow(int sku, long available) {
        RecordBuffer records = events.records();
        int at = records.claim(HEADER + StockLowEncoder.BLOCK_LENGTH);
        stockLow.wrapAndApplyHeader(records.buffer(), at, header)
                .seq(events.seq())
                .timeMicros(events.timeMicros())
                .available(available)
                .skuNumber(sku)
                .lowStockAt(skus.getUnsignedInt(sku, Skus.LOW_STOCK_AT));
        records.commit(HEADER + StockLowEncoder.BLOCK_LENGTH);
    }

    /** Nothing can be ordered of the SKU any more. */
    public void soldOut(int sku) {
        RecordBuffer records = events.records();
        int at = records.claim(HEADER + SoldOutEncoder.BLOCK_LENGTH);
        soldOut.wrapAndApplyHeader(records.buffer(), at, header)
                .seq(events.seq())
                .timeMicros(events.timeMicros())
                .skuNumber(sku);
        records.commit(HEADER + SoldOutEncoder.BLOCK_LENGTH);
    }

    /** The SKU can be ordered again. */
    public void backInStock(int sku, long available) {
        RecordBuffer records = events.records();
        int at = records.claim(HEADER + BackInStockEncoder.BLOCK_LENGTH);
        backInStock
                .wrapAndApplyHeader(records.buffer(), at, header)
                .seq(events.seq())
                .timeMicros(events.timeMicros())
                .available(available)
                .skuNumber(sku);
        records.commit(HEADER + BackInStockEncoder.BLOCK_LENGTH);
    }

    /** The order's hold ends at another time. */
    public void holdExtended(long idHigh, long idLow, long expiresAtMicros) {
        RecordBuffer records = events.records();
        int at = records.claim(HEADER + HoldExtendedEncoder.BLOCK_LENGTH);
        holdExtended
                .wrapAndApplyHeader(records.buffer(), at, header)
                .seq(events.seq())
                .timeMicros(events.timeMicros())
                .orderIdHigh(idHigh)
                .orderIdLow(idLow)
                .expiresAtMicros(expiresAtMicros);
        records.commit(HEADER + HoldExtendedEncoder.BLOCK_LENGTH);
    }

    /** How many units of the SKU are kept for orders of a priority above 0 now. */
    public void vipQuotaPut(int sku) {
        RecordBuffer records = events.records();
        int at = records.claim(HEADER + VipQuotaPutEncoder.BLOCK_LENGTH);
        vipQuotaPut
                .wrapAndApplyHeader(records.buffer(), at, header)
                .seq(events.seq())
                .timeMicros(events.timeMicros())
                .skuNumber(sku)
                .vipQuota(skus.getUnsignedInt(sku, Skus.VIP_QUOTA));
        records.commit(HEADER + VipQuotaPutEncoder.BLOCK_LENGTH);
    }

    /** The SKU's limits as they are now. */
    public void skuLimitsPut(int sku) {
        LimitRules limits = skus.limits();
        int row = skus.limitsRow(sku);
        RecordBuffer records = events.records();
        int at = records.claim(HEADER + SkuLimitsPutEncoder.BLOCK_LENGTH);
        skuLimitsPut
                .wrapAndApplyHeader(records.buffer(), at, header)
                .seq(events.seq())
                .timeMicros(events.timeMicros())
                .buyerWindowMillis(limits.windowMicros(row) / 1_000)
                .skuNumber(sku)
                .maxPerBuyer(limits.get(row, LimitRules.PER_BUYER))
                .maxOpenHoldsPerBuyer(limits.get(row, LimitRules.HOLDS_PER_BUYER))
                .maxOpenHoldsPerAddress(limits.get(row, LimitRules.HOLDS_PER_ADDRESS))
                .maxHeldShareBps((int) limits.get(row, LimitRules.HELD_SHARE));
        records.commit(HEADER + SkuLimitsPutEncoder.BLOCK_LENGTH);
    }
}
