package io.faka.engine;

/** A reusable copy of one SKU as the state machine sees it. Plain fields: it is filled and read by one thread at a time. */
public final class SkuView {
    /** Dense internal number, from 1. */
    public int skuNumber;

    public String sku = "";
    public String name = "";
    /** Minor units. */
    public long price;
    /** Packed as by {@link Currency}. */
    public int currency;
    /** Value of {@code SkuState}. */
    public short state;
    /** Value of {@code Delivery}. */
    public short delivery;
    /** Value of {@code Pick}. */
    public short pick;
    /** Value of {@code LatePolicy}. */
    public short latePolicy;

    public long holdTtlMillis;
    public long minPerOrder;
    public long maxPerOrder;
    public long safetyStock;
    /** Units kept for orders of a priority above 0. */
    public long vipQuota;

    public long lowStockAt;
    public long saleStartsAtMicros;
    public long saleEndsAtMicros;
    public long lateWindowMillis;
    /** How often a reusable text may be sold; 0 for other kinds of delivery. */
    public long saleCap;
    /** What it limits beyond one order. */
    public SkuLimits limits = SkuLimits.NONE;
    /** Sequence of the last command that changed the definition; the texts need not be read again while it stays. */
    public long definitionVersion;
    /** Sequence of the last command that changed the definition or a quantity. */
    public long version;

    public long imported;
    public long available;
    public long reserved;
    public long allocated;
    public long sold;
    public long quarantined;
    public long voided;
    public long backordered;
    /** What an order of priority 0 could have. */
    public long orderable;
    /** What an order of a priority above 0 could have. */
    public long orderableByVips;
}
