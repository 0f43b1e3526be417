package io.faka.engine.memory;

/**
 * Blocks of any size up to {@link #MAX_BLOCK_BYTES}, named by an int: the index of their first 8-byte granule. Freed blocks are
 * handed out again to requests of the same size class. The arena does not know a block's length; its owner does. Reference 0
 * means "none".
 */
public final class Arena {
    /** Longest block. */
    public static final int MAX_BLOCK_BYTES = 1 << 17;

    private static final int GRANULE_SHIFT = 3;
    private static final int CHUNK_SHIFT = 22;
    private static final int CHUNK_BYTES = 1 << CHUNK_SHIFT;
    private static final int GRANULES_SHIFT = CHUNK_SHIFT - GRANULE_SHIFT;
    private static final int GRANULES_MASK = (1 << GRANULES_SHIFT) - 1;
    private static final int EXACT_CLASSES = 64;
    private static final int CLASSES = EXACT_CLASSES + 1 + 4 * 9;

    private final int[] freeHeads = new int[CLASSES];
    private final Chunks chunks = new Chunks(CHUNK_BYTES, 1 << 32 - GRANULES_SHIFT);
    private long[] addresses;
    private int nextGranule = 1;
    private long usedBytes;

    /**
     * Hands out a block; its bytes are undefined.
     *
     * @param length 1 to {@link #MAX_BLOCK_BYTES}
     */
    public int allocate(int length) {
        if (length < 1 || length > MAX_BLOCK_BYTES) {
            throw new IllegalArgumentException("a block has 1 to " + MAX_BLOCK_BYTES + " bytes: " + length);
        }
        int sizeClass = sizeClass(length);
        int granules = granules(sizeClass);
        usedBytes += (long) granules << GRANULE_SHIFT;
        int ref = freeHeads[sizeClass];
        if (ref != 0) {
            freeHeads[sizeClass] = Memory.getInt(address(ref));
            return ref;
        }
        return append(granules);
    }

    /** Takes back a block that was allocated with the same length. */
    public void free(int ref, int length) {
        int sizeClass = sizeClass(length);
        usedBytes -= (long) granules(sizeClass) << GRANULE_SHIFT;
        Memory.putInt(address(ref), freeHeads[sizeClass]);
        freeHeads[sizeClass] = ref;
    }

    /** Where the block is in memory; it never moves. */
    public long address(int ref) {
        return addresses[ref >>> GRANULES_SHIFT] + ((long) (ref & GRANULES_MASK) << GRANULE_SHIFT);
    }

    /** Bytes in blocks handed out, rounded up to their size classes. */
    public long usedBytes() {
        return usedBytes;
    }

    /** Off-heap bytes held, used or not. */
    public long memoryBytes() {
        return chunks.memoryBytes();
    }

    private int append(int granules) {
        int ref = nextGranule;
        if (granules > (1 << GRANULES_SHIFT) - (ref & GRANULES_MASK)) {
            ref = (ref | GRANULES_MASK) + 1;
        }
        if (ref >>> GRANULES_SHIFT >= chunks.count()) {
            addresses = chunks.add();
        }
        nextGranule = ref + granules;
        return ref;
    }

    /** Exact up to 64 granules, above that four classes per power of two. */
    private static int sizeClass(int length) {
        int granules = length + 7 >>> GRANULE_SHIFT;
        if (granules <= EXACT_CLASSES) {
            return granules;
        }
        int power = 31 - Integer.numberOfLeadingZeros(granules - 1);
        int quarter = (granules - 1 >>> power - 2) & 3;
        return EXACT_CLASSES + 1 + (power - 6) * 4 + quarter;
    }

    private static int granules(int sizeClass) {
        if (sizeClass <= EXACT_CLASSES) {
            return sizeClass;
        }
        int step = sizeClass - EXACT_CLASSES - 1;
        int power = 6 + (step >>> 2);
        return (1 << power) + ((step & 3) + 1 << power - 2);
    }
}
