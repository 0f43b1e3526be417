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
 * @param terms         how it is delivered, and how much of its stock is for sale when
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
        SkuTerms terms)
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
        this(sku, name, price, currency, holdTtlMillis, maxPerOrder, limits, pick, latePolicy, state, SkuTerms.DEFAULT);
    }

    /** One-time codes, first in, first out; on sale at once; a late payment that finds no stock is to be refunded. */
    public static PutSku of(String sku, String name, long price, String currency) {
        return new PutSku(
                sku, name, price, currency, 0, 0, SkuLimits.NONE, Pick.FIFO, LatePolicy.REFUND_DUE, SkuState.ACTIVE);
    }

    /** The same with another hold time. */
    public PutSku withHoldTtlMillis(long ttl) {
        return new PutSku(sku, name, price, currency, ttl, maxPerOrder, limits, pick, latePolicy, state, terms);
    }

    /** The same with other limits per buyer, address and share. */
    public PutSku withLimits(SkuLimits to) {
        return new PutSku(sku, name, price, currency, holdTtlMillis, maxPerOrder, to, pick, latePolicy, state, terms);
    }

    /** The same on other terms. */
    public PutSku withTerms(SkuTerms to) {
        return new PutSku(sku, name, price, currency, holdTtlMillis, maxPerOrder, limits, pick, latePolicy, state, to);
    }

    /** The same with so many units kept for orders of a priority above 0. */
    public PutSku withVipQuota(long units) {
        return withTerms(terms.withVipQuota(units));
    }

    /** The same, with units that an operator delivers. */
    public PutSku deliveredManually() {
        return withTerms(terms.deliveredAs(Delivery.MANUAL, 0));
    }

    /** The same, with one text that is sold so often. */
    public PutSku reusable(long cap) {
        return withTerms(terms.deliveredAs(Delivery.REUSABLE, cap));
    }

    @Override
    public int maxEncodedLength() {
        return 160 + 2 * 255;
    }

    @Override
    public int encode(MutableDirectBuffer buffer, int offset) {
        PutSkuEncoder put = new PutSkuEncoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderEncoder());
        put.price(price).currency(Currency.pack(currency)).holdTtlMillis(holdTtlMillis);
        put.minPerOrder(terms.minPerOrder()).maxPerOrder(maxPerOrder).maxPerBuyer(limits.maxPerBuyer());
        put.buyerWindowMillis(limits.buyerWindowMillis()).maxOpenHoldsPerBuyer(limits.maxOpenHoldsPerBuyer());
        put.maxOpenHoldsPerAddress(limits.maxOpenHoldsPerAddress()).maxHeldShareBps(limits.maxHeldShareBps());
        put.saleStartsAtMicros(terms.saleStartsAtMicros()).saleEndsAtMicros(terms.saleEndsAtMicros());
        put.safetyStock(terms.safetyStock()).lowStockAt(terms.lowStockAt());
        put.lateWindowMillis(terms.lateWindowMillis()).saleCap(terms.saleCap()).delivery(terms.delivery());
        put.pick(pick).latePolicy(latePolicy).state(state).vipQuota(terms.vipQuota());
        put.sku(sku).name(name);
        return MessageHeaderEncoder.ENCODED_LENGTH + put.encodedLength();
    }

    @Override
    public SkuResult decode(DirectBuffer buffer, int offset, int length) {
        return Replies.sku(buffer, offset);
    }
}
