package io.faka.engine.memory;

/**
 * From a 64-bit hash to rows. Open addressing in {@link #SEGMENTS} segments chosen by the hash's high bits; each grows alone, by a
 * quarter or by a half, so that no growth moves more than a small part of the entries and a full index stays between 60 and 75 %
 * full, or between 50 and 75 %. An
 * entry is the hash's low 32 bits and the row; whoever looks up compares the whole key in the row. A search begins at the start of
 * one of the segment's cache lines of 8 entries, so that most end in the line they began in.
 *
 * <pre>{@code
 * for (int at = index.first(hash); at >= 0; at = index.next(hash, at)) {
 *     int row = index.row(hash, at);
 *     if (keyOf(row) == key) return row;
 * }
 * }</pre>
 */
public final class SegmentedIndex {
    /** Number of segments. */
    public static final int SEGMENTS = 1024;

    private static final int SEGMENT_SHIFT = 64 - 10;
    private static final int ENTRY_BYTES = 8;
    private static final int LINE_SHIFT = 3;
    private static final int LINE_ENTRIES = 1 << LINE_SHIFT;
    private static final int FIRST_CAPACITY = 2 * LINE_ENTRIES;

    // Of each segment its address, and beside it its capacity and size: what one look-up reads lies in one line.
    private static final int HEAD_WORDS = 2;
    private static final int CAPACITY_SHIFT = 32;

    /** How much a full segment grows. */
    public enum Growth {
        /** By a quarter: the least memory, every entry is moved about four times. */
        QUARTER(2),
        /** By a half: every entry is moved about twice. */
        HALF(1);

        private final int shift;

        Growth(int shift) {
            this.shift = shift;
        }
    }

    private final long[] heads = new long[SEGMENTS * HEAD_WORDS];
    private final int growthShift;
    private long size;
    private long capacity;

    /** An empty index that grows by a half. */
    public SegmentedIndex() {
        this(Growth.HALF);
    }

    /** An empty index. */
    public SegmentedIndex(Growth growth) {
        growthShift = growth.shift;
        for (int i = 0; i < SEGMENTS; i++) {
            // Unequal beginnings, so that the segments do not all grow at the same fill of the index.
            allocate(i * HEAD_WORDS, FIRST_CAPACITY + (i & 1) * LINE_ENTRIES, 0);
        }
        long[] held = heads;
        Memory.whenGone(this, () -> freeAll(held));
    }

    /** First place whose entry may be the key's, or -1. */
    public int first(long hash) {
        int head = head(hash);
        int capacity = capacity(head);
        return scan(heads[head], capacity, (int) hash, home((int) hash, capacity));
    }

    /** Next such place after {@code place}, or -1. */
    public int next(long hash, int place) {
        int head = head(hash);
        int capacity = capacity(head);
        return scan(heads[head], capacity, (int) hash, place + 1 == capacity ? 0 : place + 1);
    }

    /** The row at a place found for the same hash. */
    public int row(long hash, int place) {
        return (int) Memory.getLong(heads[head(hash)] + (long) place * ENTRY_BYTES);
    }

    /** Adds an entry. The caller has made sure that the key is not in the index. */
    public void insert(long hash, int row) {
        if (row == 0) {
            throw new IllegalArgumentException("row 0 means none");
        }
        int head = head(hash);
        if ((size(head) + 1L) * 4 > capacity(head) * 3L) {
            grow(head);
        }
        put(heads[head], capacity(head), (hash & 0xffffffffL) << 32 | row & 0xffffffffL);
        heads[head + 1]++;
        size++;
    }

    /**
     * Takes out the entry of this hash and row.
     *
     * @throws IllegalStateException if there is none
     */
    public void remove(long hash, int row) {
        for (int at = first(hash); at >= 0; at = next(hash, at)) {
            if (row(hash, at) == row) {
                int head = head(hash);
                closeGap(heads[head], capacity(head), at);
                heads[head + 1]--;
                size--;
                return;
            }
        }
        throw new IllegalStateException("no entry for row " + row);
    }

    /** Whether there is an entry of this hash and row. */
    public boolean contains(long hash, int row) {
        for (int at = first(hash); at >= 0; at = next(hash, at)) {
            if (row(hash, at) == row) {
                return true;
            }
        }
        return false;
    }

    /** Where in memory a search for the hash begins. */
    public long line(long hash) {
        int head = head(hash);
        return heads[head] + (long) home((int) hash, capacity(head)) * ENTRY_BYTES;
    }

    /** The first row that may be the key's, 0 if there is none. */
    public int candidate(long hash) {
        int place = first(hash);
        return place < 0 ? 0 : row(hash, place);
    }

    /** Entries. */
    public long size() {
        return size;
    }

    /** Off-heap bytes held. */
    public long memoryBytes() {
        return capacity * ENTRY_BYTES;
    }

    private static int head(long hash) {
        return (int) (hash >>> SEGMENT_SHIFT) * HEAD_WORDS;
    }

    private int capacity(int head) {
        return (int) (heads[head + 1] >>> CAPACITY_SHIFT);
    }

    private int size(int head) {
        return (int) heads[head + 1];
    }

    private static int home(int fragment, int capacity) {
        return (int) ((fragment & 0xffffffffL) * (capacity >>> LINE_SHIFT) >>> 32) << LINE_SHIFT;
    }

    private static int scan(long slots, int capacity, int fragment, int from) {
        int at = from;
        while (true) {
            long entry = Memory.getLong(slots + (long) at * ENTRY_BYTES);
            if (entry == 0) {
                return -1;
            }
            if ((int) (entry >>> 32) == fragment) {
                return at;
            }
            at = at + 1 == capacity ? 0 : at + 1;
        }
    }

    private static void put(long slots, int capacity, long entry) {
        int at = home((int) (entry >>> 32), capacity);
        while (Memory.getLong(slots + (long) at * ENTRY_BYTES) != 0) {
            at = at + 1 == capacity ? 0 : at + 1;
        }
        Memory.putLong(slots + (long) at * ENTRY_BYTES, entry);
    }

    private static void closeGap(long slots, int capacity, int place) {
        int gap = place;
        int at = place;
        while (true) {
            at = at + 1 == capacity ? 0 : at + 1;
            long entry = Memory.getLong(slots + (long) at * ENTRY_BYTES);
            if (entry == 0) {
                Memory.putLong(slots + (long) gap * ENTRY_BYTES, 0);
                return;
            }
            int home = home((int) (entry >>> 32), capacity);
            boolean stays = gap <= at ? gap < home && home <= at : gap < home || home <= at;
            if (!stays) {
                Memory.putLong(slots + (long) gap * ENTRY_BYTES, entry);
                gap = at;
            }
        }
    }

    private void grow(int head) {
        long old = heads[head];
        int oldCapacity = capacity(head);
        int entries = size(head);
        allocate(head, oldCapacity + Math.max(LINE_ENTRIES, oldCapacity >>> growthShift & -LINE_ENTRIES), entries);
        int newCapacity = capacity(head);
        long slots = heads[head];
        for (int i = 0; i < oldCapacity; i++) {
            long entry = Memory.getLong(old + (long) i * ENTRY_BYTES);
            if (entry != 0) {
                put(slots, newCapacity, entry);
            }
        }
        capacity -= oldCapacity;
        Memory.freeLines(old);
    }

    private static void freeAll(long[] heads) {
        for (int head = 0; head < heads.length; head += HEAD_WORDS) {
            Memory.freeLines(heads[head]);
        }
    }

    private void allocate(int head, int newCapacity, int entries) {
        heads[head] = Memory.allocateLines((long) newCapacity * ENTRY_BYTES);
        Memory.clear(heads[head], (long) newCapacity * ENTRY_BYTES);
        heads[head + 1] = (long) newCapacity << CAPACITY_SHIFT | entries;
        capacity += newCapacity;
    }
}
