package io.faka.engine.publish;

import io.faka.codec.event.MessageHeaderEncoder;
import io.faka.codec.event.SkuLimitsPutEncoder;
import io.faka.engine.RecordBuffer;
import io.faka.engine.inventory.LimitRules;
import io.faka.engine.inventory.Skus;

/** Writes the events of limits, among those of {@link EventPublisher} and for the same command. */
public final class TradeEvents {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final SkuLimitsPutEncoder skuLimitsPut = new SkuLimitsPutEncoder();
    private final EventPublisher events;
    private final Skus skus;

    /** Writes where {@code events} writes. */
    public TradeEvents(EventPublisher events, Skus skus) {
        this.events = events;
        this.skus = skus;
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
