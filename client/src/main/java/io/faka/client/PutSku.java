package io.faka.client;

import io.faka.codec.command.Delivery;
import io.faka.codec.command.LatePolicy;
import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.codec.command.Pick;
import io.faka.codec.command.PutSkuEncoder;
import io.faka.codec.command.SkuState;
import io.faka.engine.Currency;
import io.faka.engine.SkuLimits;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Creates a SKU, or replaces its definition whole.
 *
 * @param sku           1-64 of A-Z a-z 0-9 . _ -
 * @param price         minor units
 * @param currency      ISO code
 * @param holdTtlMillis 0 = the default, 15 minutes
 * @param maxPerOrder   0 = no limit of the SKU's own
 * @param limits        what is limited beyond one order
 * @param delivery      how buyers get what they paid for
 * @param vipQuota      units kept for orders of a priority above 0
 * @param saleCap       how often the text of a REUSABLE one may be sold, 1 to 10,000,000; 0 for others
 */
public record PutSku(
        String sku,
        String name,
        long price,
        String currency,
        long holdTtlMillis,
        long maxPerOrder,
        SkuLimits limits,
        Pick pick,
        LatePolicy latePolicy,
        SkuState state,
        Delivery delivery,
        long vipQuota,
        long saleCap)
        implements Request<SkuResult> {
    /** A SKU of one-time codes. */
    public PutSku(
            String sku,
            String name,
            long price,
            String currency,
            long holdTtlMillis,
            long maxPerOrder,
            SkuLimits limits,
            Pick pick,
            LatePolicy latePolicy,
            SkuState state) {
        this(
                sku,
                name,
                price,
                currency,
                holdTtlMillis,
                maxPerOrder,
                limits,
                pick,
                latePolicy,
                state,
                Delivery.ONE_TIME,
                0,
                0);
    }

    /** One-time codes, first in, first out; on sale at once; a late payment that finds no stock is to be refunded. */
    public static PutSku of(String sku, String name, long price, String currency) {
        return new PutSku(
                sku,
                name,
                price,
                currency,
                0,
                0,
                SkuLimits.NONE,
                Pick.FIFO,
                LatePolicy.REFUND_DUE,
                SkuState.ACTIVE,
                Delivery.ONE_TIME,
                0,
                0);
    }

    /** The same with another hold time. */
    public PutSku withHoldTtlMillis(long ttl) {
        return new PutSku(
                sku,
                name,
                price,
                currency,
                ttl,
                maxPerOrder,
                limits,
                pick,
                latePolicy,
                state,
                delivery,
                vipQuota,
                saleCap);
    }

    /** The same with other limits per buyer, address and share. */
    public PutSku withLimits(SkuLimits to) {
        return new PutSku(
                sku,
                name,
                price,
                currency,
                holdTtlMillis,
                maxPerOrder,
                to,
                pick,
                latePolicy,
                state,
                delivery,
                vipQuota,
                saleCap);
    }

    /** The same with so many units kept for orders of a priority above 0. */
    public PutSku withVipQuota(long units) {
        return new PutSku(
                sku,
                name,
                price,
                currency,
                holdTtlMillis,
                maxPerOrder,
                limits,
                pick,
                latePolicy,
                state,
                delivery,
                units,
                saleCap);
    }

    /** The same, with units that an operator delivers. */
    public PutSku deliveredManually() {
        return deliveredAs(Delivery.MANUAL, 0);
    }

    /** The same, with one text that is sold so often. */
    public PutSku reusable(long cap) {
        return deliveredAs(Delivery.REUSABLE, cap);
    }

    private PutSku deliveredAs(Delivery as, long cap) {
        return new PutSku(
                sku,
                name,
                price,
                currency,
                holdTtlMillis,
                maxPerOrder,
                limits,
                pick,
                latePolicy,
                state,
                as,
                vipQuota,
                cap);
    }

    @Override
    public int maxEncodedLength() {
        return 160 + 2 * 255;
    }

    @Override
    public int encode(MutableDirectBuffer buffer, int offset) {
        PutSkuEncoder put = new PutSkuEncoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder());
        put.price(price).currency(Currency.pack(currency)).holdTtlMillis(holdTtlMillis);
        put.minPerOrder(0).maxPerOrder(maxPerOrder).maxPerBuyer(limits.maxPerBuyer());
        put.buyerWindowMillis(limits.buyerWindowMillis()).maxOpenHoldsPerBuyer(limits.maxOpenHoldsPerBuyer());
        put.maxOpenHoldsPerAddress(limits.maxOpenHoldsPerAddress()).maxHeldShareBps(limits.maxHeldShareBps());
        put.saleStartsAtMicros(0).saleEndsAtMicros(0).safetyStock(0).lowStockAt(0);
        put.lateWindowMillis(0).saleCap(saleCap).delivery(delivery);
        put.pick(pick)
                .latePolicy(latePolicy)
                .state(state)
                .vipQuota(vipQuota)
                .sku(sku)
                .name(name);
        return MessageHeaderEncoder.ENCODED_LENGTH + put.encodedLength();
    }

    @Override
    public SkuResult decode(DirectBuffer buffer, int offset, int length) {
        return Replies.sku(buffer, offset);
    }
}
