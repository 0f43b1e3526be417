package io.faka.gateway.json;

import io.faka.engine.SkuLimits;

/** Writes what a SKU limits beyond one order; what it does not limit is left out. */
final class LimitWriter {
    private static final byte[] MAX_PER_BUYER = Names.ascii(",\"max_per_buyer\":");
    private static final byte[] BUYER_WINDOW_MS = Names.ascii(",\"buyer_window_ms\":");
    private static final byte[] MAX_OPEN_HOLDS_PER_BUYER = Names.ascii(",\"max_open_holds_per_buyer\":");
    private static final byte[] MAX_OPEN_HOLDS_PER_ADDRESS = Names.ascii(",\"max_open_holds_per_address\":");
    private static final byte[] MAX_HELD_SHARE_BPS = Names.ascii(",\"max_held_share_bps\":");

    private static final byte[] VIP_QUOTA = Names.ascii(",\"vip_quota\":");
    private static final byte[] ORDERABLE = Names.ascii(",\"orderable\":");
    private static final byte[] ORDERABLE_BY_VIPS = Names.ascii(",\"orderable_by_vips\":");

    private LimitWriter() {}

    /** What is kept for orders of a priority above 0, and what that leaves to whom; nothing if none is. */
    static void quota(long vipQuota, long orderable, long orderableByVips, JsonBytes out) {
        if (vipQuota != 0) {
            out.raw(VIP_QUOTA).number(vipQuota);
            out.raw(ORDERABLE).number(orderable).raw(ORDERABLE_BY_VIPS).number(orderableByVips);
        }
    }

    static void limits(SkuLimits limits, JsonBytes out) {
        optional(MAX_PER_BUYER, limits.maxPerBuyer(), out);
        optional(BUYER_WINDOW_MS, limits.buyerWindowMillis(), out);
        optional(MAX_OPEN_HOLDS_PER_BUYER, limits.maxOpenHoldsPerBuyer(), out);
        optional(MAX_OPEN_HOLDS_PER_ADDRESS, limits.maxOpenHoldsPerAddress(), out);
        optional(MAX_HELD_SHARE_BPS, limits.maxHeldShareBps(), out);
    }

    private static void optional(byte[] name, long value, JsonBytes out) {
        if (value != 0) {
            out.raw(name).number(value);
        }
    }
}
