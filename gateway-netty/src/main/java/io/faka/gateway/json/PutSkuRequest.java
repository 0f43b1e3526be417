package io.faka.gateway.json;

import io.faka.codec.command.Delivery;
import io.faka.codec.command.LatePolicy;
import io.faka.codec.command.MessageHeaderEncoder;
import io.faka.codec.command.Pick;
import io.faka.codec.command.PutSkuEncoder;
import io.faka.codec.command.SkuState;
import io.faka.engine.SkuLimits;
import io.faka.engine.SkuView;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;

/** {@code put_sku}: a whole definition, or with {@link #changeOf} the fields that change. On HTTP set the name with {@link #sku}. */
public final class PutSkuRequest extends CommandRequest {
    private static final Field NAME = new Field(0, "name");
    private static final Field PRICE = new Field(1, "price");
    private static final Field CURRENCY = new Field(2, "currency");
    private static final Field DELIVERY = new Field(3, "delivery");
    private static final Field PICK = new Field(4, "pick");
    private static final Field HOLD_TTL_MS = new Field(5, "hold_ttl_ms");
    private static final Field MIN_PER_ORDER = new Field(6, "min_per_order");
    private static final Field MAX_PER_ORDER = new Field(7, "max_per_order");
    private static final Field SALE_STARTS_AT = new Field(8, "sale_starts_at");
    private static final Field SALE_ENDS_AT = new Field(9, "sale_ends_at");
    private static final Field SAFETY_STOCK = new Field(10, "safety_stock");
    private static final Field LOW_STOCK_AT = new Field(11, "low_stock_at");
    private static final Field LATE_POLICY = new Field(12, "late_policy");
    private static final Field LATE_WINDOW_MS = new Field(13, "late_window_ms");
    private static final Field STATE = new Field(14, "state");
    private static final Field SKU = new Field(15, "sku");
    private static final Field SALE_CAP = new Field(20, "sale_cap");
    private static final Field MAX_PER_BUYER = new Field(21, "max_per_buyer");
    private static final Field BUYER_WINDOW_MS = new Field(22, "buyer_window_ms");
    private static final Field MAX_OPEN_HOLDS_PER_BUYER = new Field(23, "max_open_holds_per_buyer");
    private static final Field MAX_OPEN_HOLDS_PER_ADDRESS = new Field(24, "max_open_holds_per_address");
    private static final Field MAX_HELD_SHARE_BPS = new Field(25, "max_held_share_bps");
    private static final Field VIP_QUOTA = new Field(26, "vip_quota");
    private static final byte[][] DELIVERIES = {Names.ascii("one_time"), Names.ascii("reusable"), Names.ascii("manual")
    };
    private static final long MAX_SALE_CAP = 10_000_000;
    private static final byte[][] LATE_POLICIES = {Names.ascii("refund_due"), Names.ascii("backorder")};
    private static final byte[][] STATES = {Names.ascii("active"), Names.ascii("paused")};
    private static final long MAX_UINT32 = 0xffff_fffeL;
    private static final long MAX_WINDOW_MILLIS = 10L * 365 * 24 * 3600 * 1000;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final PutSkuEncoder encoder = new PutSkuEncoder();
    private final Text sku = new Text();
    private final Text name = new Text();
    private final Text time = new Text();
    private SkuView base;
    private long price;
    private int currency;
    private long holdTtlMillis;
    private long minPerOrder;
    private long maxPerOrder;
    private long saleStartsAtMicros;
    private long saleEndsAtMicros;
    private long safetyStock;
    private long vipQuota;
    private long lowStockAt;
    private long lateWindowMillis;
    private long saleCap;
    private long maxPerBuyer;
    private long buyerWindowMillis;
    private long maxOpenHoldsPerBuyer;
    private long maxOpenHoldsPerAddress;
    private long maxHeldShareBps;
    private SkuState state;
    private LatePolicy latePolicy;
    private Pick pick = Pick.FIFO;
    private Delivery delivery = Delivery.ONE_TIME;

    /** Takes requests of one form. */
    public PutSkuRequest(Form form) {
        super(form);
    }

    /** The SKU it is about, where the request itself does not say. */
    public void sku(byte[] bytes, int offset, int length) {
        sku.set(bytes, offset, length);
    }

    /**
     * Whether the next request changes a definition rather than being one.
     *
     * @param current the definition to change; null = the request is whole
     */
    public void changeOf(SkuView current) {
        base = current;
    }

    @Override
    void reset() {
        price = base == null ? 0 : base.price;
        currency = base == null ? 0 : base.currency;
        holdTtlMillis = base == null ? 0 : base.holdTtlMillis;
        minPerOrder = base == null ? 0 : base.minPerOrder;
        maxPerOrder = base == null ? 0 : base.maxPerOrder;
        saleStartsAtMicros = base == null ? 0 : base.saleStartsAtMicros;
        saleEndsAtMicros = base == null ? 0 : base.saleEndsAtMicros;
        safetyStock = base == null ? 0 : base.safetyStock;
        vipQuota = base == null ? 0 : base.vipQuota;
        lowStockAt = base == null ? 0 : base.lowStockAt;
        lateWindowMillis = base == null ? 0 : base.lateWindowMillis;
        saleCap = base == null ? 0 : base.saleCap;
        latePolicy = base == null ? LatePolicy.REFUND_DUE : LatePolicy.get(base.latePolicy);
        SkuLimits limits = base == null ? SkuLimits.NONE : base.limits;
        maxPerBuyer = limits.maxPerBuyer();
        buyerWindowMillis = limits.buyerWindowMillis();
        maxOpenHoldsPerBuyer = limits.maxOpenHoldsPerBuyer();
        maxOpenHoldsPerAddress = limits.maxOpenHoldsPerAddress();
        maxHeldShareBps = limits.maxHeldShareBps();
        pick = base == null ? Pick.FIFO : Pick.get(base.pick);
        delivery = base == null ? Delivery.ONE_TIME : Delivery.get(base.delivery);
        state = base == null ? SkuState.ACTIVE : SkuState.get(base.state);
        byte[] text = base == null ? new byte[0] : base.name.getBytes(StandardCharsets.UTF_8);
        name.set(text, 0, text.length);
    }

    @Override
    boolean field() {
        if (is(NAME)) {
            text(NAME, 1, 254, name);
        } else if (is(PRICE)) {
            price = integer(PRICE, 0, CreateOrderRequest.MAX_MONEY);
        } else if (is(CURRENCY)) {
            currency = currency(CURRENCY);
        } else if (is(HOLD_TTL_MS)) {
            holdTtlMillis = integer(HOLD_TTL_MS, 1, MAX_UINT32);
        } else if (is(MIN_PER_ORDER)) {
            minPerOrder = integer(MIN_PER_ORDER, 1, Integer.MAX_VALUE);
        } else if (is(MAX_PER_ORDER)) {
            maxPerOrder = integer(MAX_PER_ORDER, 0, Integer.MAX_VALUE);
        } else if (is(STATE)) {
            state = choice(STATE, STATES) == 0 ? SkuState.ACTIVE : SkuState.PAUSED;
        } else if (isLine() && is(SKU)) {
            sku(SKU, sku);
        } else {
            return limitField() || rareField();
        }
        return true;
    }

    private boolean limitField() {
        if (is(MAX_PER_BUYER)) {
            maxPerBuyer = integer(MAX_PER_BUYER, 0, Integer.MAX_VALUE);
        } else if (is(BUYER_WINDOW_MS)) {
            buyerWindowMillis = integer(BUYER_WINDOW_MS, 0, SkuLimits.MAX_WINDOW_MILLIS);
        } else if (is(MAX_OPEN_HOLDS_PER_BUYER)) {
            maxOpenHoldsPerBuyer = integer(MAX_OPEN_HOLDS_PER_BUYER, 0, Integer.MAX_VALUE);
        } else if (is(MAX_OPEN_HOLDS_PER_ADDRESS)) {
            maxOpenHoldsPerAddress = integer(MAX_OPEN_HOLDS_PER_ADDRESS, 0, Integer.MAX_VALUE);
        } else if (is(MAX_HELD_SHARE_BPS)) {
            maxHeldShareBps = integer(MAX_HELD_SHARE_BPS, 0, SkuLimits.MAX_SHARE_BPS);
        } else if (is(VIP_QUOTA)) {
            vipQuota = integer(VIP_QUOTA, 0, Integer.MAX_VALUE);
        } else {
            return false;
        }
        return true;
    }

    private boolean rareField() {
        if (is(DELIVERY)) {
            delivery = Delivery.get((short) (1 + choice(DELIVERY, DELIVERIES)));
        } else if (is(SALE_CAP)) {
            saleCap = integer(SALE_CAP, 1, MAX_SALE_CAP);
        } else if (is(PICK)) {
            pick = Pick.get((short) (1 + choice(PICK, Names.picks())));
        } else if (is(SALE_STARTS_AT)) {
            saleStartsAtMicros = time(SALE_STARTS_AT);
        } else if (is(SALE_ENDS_AT)) {
            saleEndsAtMicros = time(SALE_ENDS_AT);
        } else if (is(SAFETY_STOCK)) {
            safetyStock = integer(SAFETY_STOCK, 0, Integer.MAX_VALUE);
        } else if (is(LOW_STOCK_AT)) {
            lowStockAt = integer(LOW_STOCK_AT, 0, Integer.MAX_VALUE);
        } else if (is(LATE_POLICY)) {
            latePolicy = choice(LATE_POLICY, LATE_POLICIES) == 0 ? LatePolicy.REFUND_DUE : LatePolicy.BACKORDER;
        } else if (is(LATE_WINDOW_MS)) {
            lateWindowMillis = integer(LATE_WINDOW_MS, 1, MAX_WINDOW_MILLIS);
        } else {
            return false;
        }
        return true;
    }

    private long time(Field field) {
        text(field, 1, 40, time);
        return UtcTime.micros(field.name, time.toString());
    }

    @Override
    void complete() {
        if (base == null) {
            require(NAME);
            require(PRICE);
            require(CURRENCY);
        }
        if (isLine()) {
            require(SKU);
        }
        if (maxPerOrder != 0 && maxPerOrder < Math.max(1, minPerOrder)) {
            throw RequestProblem.invalid(MAX_PER_ORDER.name, "max_per_order must not be below min_per_order");
        }
        if (base != null && delivery != Delivery.REUSABLE && !has(SALE_CAP)) {
            saleCap = 0;
        }
        if ((delivery == Delivery.REUSABLE) != (saleCap > 0)) {
            throw RequestProblem.invalid(
                    SALE_CAP.name, "sale_cap, 1 to 10000000, belongs to delivery reusable, and only to it");
        }
        if (saleEndsAtMicros != 0 && saleEndsAtMicros <= saleStartsAtMicros) {
            throw RequestProblem.invalid(SALE_ENDS_AT.name, "sale_ends_at must be after sale_starts_at");
        }
    }

    @Override
    public int encodedLength() {
        return MessageHeaderEncoder.ENCODED_LENGTH + PutSkuEncoder.BLOCK_LENGTH + 2 + sku.length() + name.length();
    }

    @Override
    public int encode(UnsafeBuffer into) {
        encoder.wrapAndApplyHeader(into, 0, header)
                .price(price)
                .currency(currency)
                .holdTtlMillis(holdTtlMillis)
                .minPerOrder(minPerOrder)
                .maxPerOrder(maxPerOrder)
                .maxPerBuyer(maxPerBuyer)
                .buyerWindowMillis(buyerWindowMillis)
                .maxOpenHoldsPerBuyer(maxOpenHoldsPerBuyer)
                .maxOpenHoldsPerAddress(maxOpenHoldsPerAddress)
                .maxHeldShareBps((int) maxHeldShareBps)
                .saleStartsAtMicros(saleStartsAtMicros)
                .saleEndsAtMicros(saleEndsAtMicros)
                .safetyStock(safetyStock)
                .lowStockAt(lowStockAt)
                .lateWindowMillis(lateWindowMillis)
                .saleCap(saleCap)
                .delivery(delivery)
                .pick(pick)
                .latePolicy(latePolicy)
                .state(state)
                .vipQuota(vipQuota)
                .putSku(sku.bytes(), sku.offset(), sku.length())
                .putName(name.bytes(), name.offset(), name.length());
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }
}
