package io.faka.engine.supply;

import static io.faka.codec.reply.ResultCode.CREATED;
import static io.faka.codec.reply.ResultCode.CURRENCY_MISMATCH;
import static io.faka.codec.reply.ResultCode.DELIVERY_MISMATCH;
import static io.faka.codec.reply.ResultCode.INVALID_FIELD;
import static io.faka.codec.reply.ResultCode.MALFORMED;
import static io.faka.codec.reply.ResultCode.SALE_CAP_BELOW_USED;
import static io.faka.codec.reply.ResultCode.UPDATED;

import io.faka.codec.command.Delivery;
import io.faka.codec.command.LatePolicy;
import io.faka.codec.command.Pick;
import io.faka.codec.command.PutSkuDecoder;
import io.faka.codec.command.SkuState;
import io.faka.engine.Currency;
import io.faka.engine.SkuLimits;
import io.faka.engine.inventory.Listings;
import io.faka.engine.inventory.Offers;
import io.faka.engine.inventory.Skus;
import io.faka.engine.inventory.Stock;
import io.faka.engine.memory.Memory;
import io.faka.engine.order.OrderRequest;
import io.faka.engine.publish.EventPublisher;
import io.faka.engine.publish.ReplyPublisher;
import io.faka.engine.publish.TradeEvents;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Decides PutSku: CREATED, or UPDATED, which replaces the whole definition. Zeros that stand for a default are stored as that
 * default. Orders keep the price they were placed at.
 *
 * <p>Refused are: MALFORMED; INVALID_FIELD with the field's schema id as detail, for a value out of its range; CURRENCY_MISMATCH when
 * units were ever imported and the currency would change; DELIVERY_MISMATCH when they were and the kind of delivery would;
 * SALE_CAP_BELOW_USED, with the lowest cap there can be, when more uses of a reusable text are held, sold, quarantined or replaced than
 * the cap would allow.
 */
public final class SkuDefinitions {
    /** Highest price in minor units. */
    public static final long MAX_PRICE = 1_000_000_000_000_000L;
    /** Hold length of a SKU that names none, in milliseconds. */
    public static final long DEFAULT_HOLD_TTL_MILLIS = 900_000;
    /** Late window of a SKU that names none, in milliseconds. */
    public static final long DEFAULT_LATE_WINDOW_MILLIS = 43_200_000;
    /** Longest late window, in milliseconds: 366 days. */
    public static final long MAX_LATE_WINDOW_MILLIS = 31_622_400_000L;

    private static final int HEADER = 8;
    private static final int VERSION_AT = 6;
    private static final int FIRST_BLOCK_LENGTH = PutSkuDecoder.vipQuotaEncodingOffset();
    private static final int NO_DETAIL = -1;

    private final PutSkuDecoder put = new PutSkuDecoder();
    private final Skus skus;
    private final Offers offers;
    private final Listings listings;
    private final Stock stock;
    private final EventPublisher events;
    private final TradeEvents tradeEvents;
    private final StockAlerts alerts;
    private final SaleCaps caps;
    private final ReplyPublisher replies;

    private int blockLength;
    private long keyAt;
    private int keyLength;
    private long nameAt;
    private int nameLength;

    /** Works on these tables. */
    public SkuDefinitions(
            Skus skus,
            Offers offers,
            Listings listings,
            Stock stock,
            EventPublisher events,
            TradeEvents tradeEvents,
            StockAlerts alerts,
            SaleCaps caps,
            ReplyPublisher replies) {
        this.skus = skus;
        this.offers = offers;
        this.listings = listings;
        this.stock = stock;
        this.events = events;
        this.tradeEvents = tradeEvents;
        this.alerts = alerts;
        this.caps = caps;
        this.replies = replies;
    }

    /** Decides one command. */
    public void onPutSku(long seq, UnsafeBuffer command, long address) {
        if (!readTexts(address, command.capacity())) {
            replies.refusal(MALFORMED, NO_DETAIL, seq);
            return;
        }
        put.wrap(command, HEADER, blockLength, Memory.getUnsignedShort(address + VERSION_AT));
        int field = firstInvalidField();
        if (field != 0) {
            replies.refusal(INVALID_FIELD, field, seq);
            return;
        }
        int sku = skus.find(keyAt, keyLength);
        if (sku != 0 && changesCurrencyOfStock(sku)) {
            replies.refusal(CURRENCY_MISMATCH, NO_DETAIL, seq);
            return;
        }
        if (sku != 0 && changesDeliveryOfStock(sku)) {
            replies.refusal(DELIVERY_MISMATCH, NO_DETAIL, seq);
            return;
        }
        if (sku != 0 && caps.used(sku) > put.saleCap()) {
            replies.refusal(SALE_CAP_BELOW_USED, caps.used(sku), seq);
            return;
        }
        boolean created = sku == 0;
        if (created) {
            sku = skus.add(keyAt, keyLength);
            skus.putInt(sku, Skus.OFFER, offers.add(sku));
        }
        listings.reprice(skus.getInt(sku, Skus.OFFER), put.price());
        stock.repick(skus.getInt(sku, Skus.OFFER), pick());
        boolean quota = skus.vipQuota(sku, vipQuota());
        store(sku, seq);
        events.skuPut(sku);
        if (quota) {
            tradeEvents.vipQuotaPut(sku);
        }
        if (skus.limit(sku, limits())) {
            tradeEvents.skuLimitsPut(sku);
        }
        caps.apply(sku);
        replies.sku(sku, created ? CREATED : UPDATED, seq);
    }

    /** Uses of a text are all alike: they stand in the order that costs nothing. */
    private byte pick() {
        return put.deliveryRaw() == Delivery.REUSABLE.value() ? Offers.FIFO : (byte) put.pickRaw();
    }

    private boolean changesCurrencyOfStock(int sku) {
        return skus.getInt(sku, Skus.CURRENCY) != (int) put.currency() && skus.getLong(sku, Skus.IMPORTED) > 0;
    }

    private boolean changesDeliveryOfStock(int sku) {
        return skus.getByte(sku, Skus.DELIVERY) != put.deliveryRaw() && skus.getLong(sku, Skus.IMPORTED) > 0;
    }

    private boolean readTexts(long command, int length) {
        blockLength = Memory.getUnsignedShort(command);
        long end = command + length;
        long key = command + HEADER + blockLength;
        boolean isFirst = Memory.getUnsignedShort(command + VERSION_AT) < PutSkuDecoder.vipQuotaSinceVersion();
        if (blockLength < (isFirst ? FIRST_BLOCK_LENGTH : PutSkuDecoder.BLOCK_LENGTH) || key >= end) {
            return false;
        }
        keyAt = key + 1;
        keyLength = Memory.getUnsignedByte(key);
        long name = keyAt + keyLength;
        if (name >= end) {
            return false;
        }
        nameAt = name + 1;
        nameLength = Memory.getUnsignedByte(name);
        return nameAt + nameLength == end;
    }

    private int firstInvalidField() {
        if (put.price() < 0 || put.price() > MAX_PRICE) {
            return PutSkuDecoder.priceId();
        }
        if (!Currency.isValid((int) put.currency())) {
            return PutSkuDecoder.currencyId();
        }
        int limit = firstInvalidLimit();
        if (limit != 0) {
            return limit;
        }
        int time = firstInvalidTime();
        if (time != 0) {
            return time;
        }
        int kind = firstUnsupportedKind();
        if (kind != 0) {
            return kind;
        }
        if (!SkuKeys.isValid(keyAt, keyLength)) {
            return PutSkuDecoder.skuId();
        }
        return nameLength > 254 ? PutSkuDecoder.nameId() : 0;
    }

    private int firstInvalidLimit() {
        long most = put.maxPerOrder();
        if (most != 0 && most < Math.max(1, put.minPerOrder())) {
            return PutSkuDecoder.maxPerOrderId();
        }
        if (put.buyerWindowMillis() < 0 || put.buyerWindowMillis() > SkuLimits.MAX_WINDOW_MILLIS) {
            return PutSkuDecoder.buyerWindowMillisId();
        }
        if (put.maxHeldShareBps() > SkuLimits.MAX_SHARE_BPS) {
            return PutSkuDecoder.maxHeldShareBpsId();
        }
        boolean reusable = put.deliveryRaw() == Delivery.REUSABLE.value();
        boolean fits = reusable ? put.saleCap() >= 1 && put.saleCap() <= SaleCaps.MAX_CAP : put.saleCap() == 0;
        return fits ? 0 : PutSkuDecoder.saleCapId();
    }

    private int firstInvalidTime() {
        long ttl = put.holdTtlMillis();
        if (ttl != 0 && (ttl < OrderRequest.MIN_TTL_MILLIS || ttl > OrderRequest.MAX_TTL_MILLIS)) {
            return PutSkuDecoder.holdTtlMillisId();
        }
        if (put.saleStartsAtMicros() < 0) {
            return PutSkuDecoder.saleStartsAtMicrosId();
        }
        long ends = put.saleEndsAtMicros();
        if (ends < 0 || ends != 0 && ends <= put.saleStartsAtMicros()) {
            return PutSkuDecoder.saleEndsAtMicrosId();
        }
        long window = put.lateWindowMillis();
        return window < 0 || window > MAX_LATE_WINDOW_MILLIS ? PutSkuDecoder.lateWindowMillisId() : 0;
    }

    private int firstUnsupportedKind() {
        if (put.deliveryRaw() < Delivery.ONE_TIME.value() || put.deliveryRaw() > Delivery.MANUAL.value()) {
            return PutSkuDecoder.deliveryId();
        }
        if (put.pickRaw() < Pick.FIFO.value() || put.pickRaw() > Pick.RANDOM.value()) {
            return PutSkuDecoder.pickId();
        }
        short late = put.latePolicyRaw();
        if (late != LatePolicy.REFUND_DUE.value() && late != LatePolicy.BACKORDER.value()) {
            return PutSkuDecoder.latePolicyId();
        }
        short state = put.stateRaw();
        return state != SkuState.ACTIVE.value() && state != SkuState.PAUSED.value() ? PutSkuDecoder.stateId() : 0;
    }

    /** A message of the first version has none. */
    private long vipQuota() {
        return put.vipQuota() == PutSkuDecoder.vipQuotaNullValue() ? 0 : put.vipQuota();
    }

    private SkuLimits limits() {
        long perBuyer = put.maxPerBuyer();
        long holdsPerBuyer = put.maxOpenHoldsPerBuyer();
        long holdsPerAddress = put.maxOpenHoldsPerAddress();
        int share = put.maxHeldShareBps();
        boolean none = (perBuyer | put.buyerWindowMillis() | holdsPerBuyer | holdsPerAddress | share) == 0;
        return none
                ? SkuLimits.NONE
                : new SkuLimits(perBuyer, put.buyerWindowMillis(), holdsPerBuyer, holdsPerAddress, share);
    }

    private void store(int sku, long seq) {
        long ttl = put.holdTtlMillis();
        long window = put.lateWindowMillis();
        skus.putLong(sku, Skus.PRICE, put.price());
        skus.putInt(sku, Skus.CURRENCY, (int) put.currency());
        skus.putInt(sku, Skus.HOLD_TTL, (int) (ttl == 0 ? DEFAULT_HOLD_TTL_MILLIS : ttl));
        skus.putInt(sku, Skus.MIN_PER_ORDER, (int) Math.max(1, put.minPerOrder()));
        skus.putInt(sku, Skus.MAX_PER_ORDER, (int) put.maxPerOrder());
        skus.putInt(sku, Skus.SAFETY_STOCK, (int) put.safetyStock());
        skus.putInt(sku, Skus.LOW_STOCK_AT, (int) put.lowStockAt());
        skus.putInt(sku, Skus.SALE_CAP, (int) put.saleCap());
        skus.putLong(sku, Skus.SALE_STARTS, put.saleStartsAtMicros());
        skus.putLong(sku, Skus.SALE_ENDS, put.saleEndsAtMicros());
        skus.putLong(sku, Skus.LATE_WINDOW, window == 0 ? DEFAULT_LATE_WINDOW_MILLIS : window);
        skus.putByte(sku, Skus.DELIVERY, put.deliveryRaw());
        skus.putByte(sku, Skus.PICK, put.pickRaw());
        skus.putByte(sku, Skus.LATE_POLICY, put.latePolicyRaw());
        skus.putByte(sku, Skus.STATE, put.stateRaw());
        skus.name(sku, nameAt, nameLength);
        alerts.define(sku);
        skus.putLong(sku, Skus.DEFINITION_VERSION, seq);
        stock.offeredAnew(sku);
    }
}
