package io.faka.engine;

/**
 * What a SKU limits beyond one order; 0 = no limit.
 *
 * @param maxPerBuyer            units of one buyer within the window
 * @param buyerWindowMillis      how long a unit counts for its buyer; 0 = for good
 * @param maxOpenHoldsPerBuyer   unpaid orders of one buyer at the same time
 * @param maxOpenHoldsPerAddress unpaid orders of one client address at the same time
 * @param maxHeldShareBps        most that may be held unpaid, in ten-thousandths of what is available or held, rounded up
 */
public record SkuLimits(
        long maxPerBuyer,
        long buyerWindowMillis,
        long maxOpenHoldsPerBuyer,
        long maxOpenHoldsPerAddress,
        int maxHeldShareBps) {
    /** No limit at all. */
    public static final SkuLimits NONE = new SkuLimits(0, 0, 0, 0, 0);
    /** Longest window in milliseconds: 366 days. */
    public static final long MAX_WINDOW_MILLIS = 31_622_400_000L;
    /** The whole of what is available or held. */
    public static final int MAX_SHARE_BPS = 10_000;

    /** Checks the ranges. */
    public SkuLimits {
        if (maxPerBuyer < 0 || maxOpenHoldsPerBuyer < 0 || maxOpenHoldsPerAddress < 0) {
            throw new IllegalArgumentException("a limit is at least 0: " + maxPerBuyer + ", " + maxOpenHoldsPerBuyer
                    + ", " + maxOpenHoldsPerAddress);
        }
        if (buyerWindowMillis < 0 || buyerWindowMillis > MAX_WINDOW_MILLIS) {
            throw new IllegalArgumentException("a window is 0 to 366 days: " + buyerWindowMillis + " ms");
        }
        if (maxHeldShareBps < 0 || maxHeldShareBps > MAX_SHARE_BPS) {
            throw new IllegalArgumentException("a share is 0 to 10,000 ten-thousandths: " + maxHeldShareBps);
        }
    }
}
