package io.faka.engine.memory;

/**
 * Rows of one fixed size, numbered densely from 1, in off-heap chunks of at most 4 MiB. Growing adds a chunk and copies
 * nothing. Freed rows are handed out again, the last freed first. Row 0 means "none" and is never handed out.
 */
public final class RowTable {
    private static final int MAX_CHUNK_BYTES = 1 << 22;
    private static final int FREE_LINK = 0;

    private final int rowBytes;
    private final int shift;
    private final int mask;
    private final Chunks chunks;
    private long[] addresses;
    private int highest;
    private int freeHead;
    private int freeCount;

    /**
     * @param rowBytes   size of a row, a multiple of 4
     * @param chunkBytes upper limit of a chunk; at least one row and at most 4 MiB
     */
    public RowTable(int rowBytes, int chunkBytes) {
        if (rowBytes < 4 || rowBytes % 4 != 0) {
            throw new IllegalArgumentException("rowBytes must be a positive multiple of 4: " + rowBytes);
        }
        if (chunkBytes < rowBytes || chunkBytes > MAX_CHUNK_BYTES) {
            throw new IllegalArgumentException("chunkBytes must be between one row and 4 MiB: " + chunkBytes);
        }
        this.rowBytes = rowBytes;
        this.shift = 31 - Integer.numberOfLeadingZeros(chunkBytes / rowBytes);
        this.mask = (1 << shift) - 1;
        this.chunks = new Chunks(rowBytes << shift, 1 << 31 - shift);
    }

    /** A table with chunks as large as allowed. */
    public RowTable(int rowBytes) {
        this(rowBytes, MAX_CHUNK_BYTES);
    }

    /** Hands out a row whose bytes are all zero. */
    public int allocate() {
        if (freeHead != 0) {
            int row = freeHead;
            freeHead = getInt(row, FREE_LINK);
            freeCount--;
            return cleared(row);
        }
        int row = highest + 1;
        if (row < 0) {
            throw new IllegalStateException("table of " + rowBytes + "-byte rows is full");
        }
        if (row >>> shift >= chunks.count()) {
            addresses = chunks.add();
        }
        highest = row;
        return cleared(row);
    }

    /** Takes a row back. The caller holds no reference to it any more. */
    public void free(int row) {
        putInt(row, FREE_LINK, freeHead);
        freeHead = row;
        freeCount++;
    }

    /** Highest row number ever handed out. */
    public int highest() {
        return highest;
    }

    /** Rows in use. */
    public int size() {
        return highest - freeCount;
    }

    /** Where the row is in memory; it never moves. */
    public long address(int row) {
        return addresses[row >>> shift] + (long) (row & mask) * rowBytes;
    }

    /** Reads a field of 1 byte at {@code field} bytes into the row. */
    public byte getByte(int row, int field) {
        return Memory.getByte(address(row) + field);
    }

    /** Writes a field of 1 byte. */
    public void putByte(int row, int field, byte value) {
        Memory.putByte(address(row) + field, value);
    }

    /** Reads a field of 4 bytes. */
    public int getInt(int row, int field) {
        return Memory.getInt(address(row) + field);
    }

    /** Writes a field of 4 bytes. */
    public void putInt(int row, int field, int value) {
        Memory.putInt(address(row) + field, value);
    }

    /** Reads a field of 8 bytes. */
    public long getLong(int row, int field) {
        return Memory.getLong(address(row) + field);
    }

    /** Writes a field of 8 bytes. */
    public void putLong(int row, int field, long value) {
        Memory.putLong(address(row) + field, value);
    }

    /** Off-heap bytes held, used or not. */
    public long memoryBytes() {
        return chunks.memoryBytes();
    }

    private int cleared(int row) {
        long address = address(row);
        int words = rowBytes & -Long.BYTES;
        for (int i = 0; i < words; i += Long.BYTES) {
            Memory.putLong(address + i, 0);
        }
        if (words < rowBytes) {
            Memory.putInt(address + words, 0);
        }
        return row;
    }
}
