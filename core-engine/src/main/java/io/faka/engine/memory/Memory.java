package io.faka.engine.memory;

import java.lang.ref.Cleaner;
import java.nio.ByteOrder;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Plain reads and writes of off-heap memory by address. Nothing is checked: whoever calls has made sure that the place is his.
 * Used for the engine's own tables, whose places come from row numbers and references it handed out itself, and for commands
 * whose lengths were checked before.
 */
public final class Memory {
    static {
        if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
            throw new IllegalStateException("the engine needs a little-endian machine");
        }
    }

    /** Bytes of a cache line. */
    static final long LINE_BYTES = 64;

    private static final Cleaner CLEANER = Cleaner.create();

    private Memory() {}

    /** Takes memory from the system, its content undefined. Leaves no object behind, so that growth is no garbage. */
    static long allocate(long bytes) {
        return UnsafeApi.allocateMemory(bytes);
    }

    /** Sets a run of bytes to zero. */
    static void clear(long address, long bytes) {
        UnsafeApi.setMemory(address, bytes, (byte) 0);
    }

    /** Gives memory back that came from {@link #allocate}. */
    static void free(long address) {
        UnsafeApi.freeMemory(address);
    }

    /** As {@link #allocate}, beginning at a cache line. Given back with {@link #freeLines}. */
    static long allocateLines(long bytes) {
        long raw = UnsafeApi.allocateMemory(bytes + LINE_BYTES);
        // There are always 8 bytes before the line for the way back: the system aligns to 16.
        long line = (raw & -LINE_BYTES) + LINE_BYTES;
        UnsafeApi.putLong(line - Long.BYTES, raw);
        return line;
    }

    /** Gives memory back that came from {@link #allocateLines}. */
    static void freeLines(long line) {
        UnsafeApi.freeMemory(UnsafeApi.getLong(line - Long.BYTES));
    }

    /** Runs {@code release}, which must not lead to {@code owner}, once that is gone. */
    static void whenGone(Object owner, Runnable release) {
        Cleaner.Cleanable unused = CLEANER.register(owner, release);
    }

    /** Reads 1 byte. */
    public static byte getByte(long address) {
        return UnsafeApi.getByte(address);
    }

    /** Reads 1 byte as 0 to 255. */
    public static int getUnsignedByte(long address) {
        return UnsafeApi.getByte(address) & 0xff;
    }

    /** Reads 2 bytes as 0 to 65,535. */
    public static int getUnsignedShort(long address) {
        return UnsafeApi.getShort(address) & 0xffff;
    }

    /** Reads 4 bytes. */
    public static int getInt(long address) {
        return UnsafeApi.getInt(address);
    }

    /** Reads 8 bytes. */
    public static long getLong(long address) {
        return UnsafeApi.getLong(address);
    }

    /** Writes 1 byte. */
    public static void putByte(long address, byte value) {
        UnsafeApi.putByte(address, value);
    }

    /** Writes 2 bytes. */
    public static void putShort(long address, short value) {
        UnsafeApi.putShort(address, value);
    }

    /** Writes 4 bytes. */
    public static void putInt(long address, int value) {
        UnsafeApi.putInt(address, value);
    }

    /** Writes 8 bytes. */
    public static void putLong(long address, long value) {
        UnsafeApi.putLong(address, value);
    }

    /** Copies a run of bytes that does not overlap its target; short ones word by word, without the price of a call. */
    public static void copy(long from, long to, int length) {
        if (length >= 8) {
            if (length > 256) {
                UnsafeApi.copyMemory(from, to, length);
                return;
            }
            int last = length - 8;
            for (int i = 0; i < last; i += 8) {
                putLong(to + i, getLong(from + i));
            }
            putLong(to + last, getLong(from + last));
        } else if (length >= 4) {
            int last = length - 4;
            int word = getInt(from + last);
            putInt(to, getInt(from));
            putInt(to + last, word);
        } else {
            for (int i = 0; i < length; i++) {
                putByte(to + i, getByte(from + i));
            }
        }
    }

    /** Whether two runs hold the same bytes. */
    public static boolean equal(long a, long b, int length) {
        int i = 0;
        for (; i + 8 <= length; i += 8) {
            if (getLong(a + i) != getLong(b + i)) {
                return false;
            }
        }
        for (; i < length; i++) {
            if (getByte(a + i) != getByte(b + i)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Writes a length byte and a text into a buffer of the schemas.
     *
     * @return the place behind it
     * @throws IndexOutOfBoundsException if it does not fit
     */
    public static int putText8(UnsafeBuffer buffer, int at, long text, int length) {
        buffer.boundsCheck(at, 1 + length);
        long to = buffer.addressOffset() + at;
        putByte(to, (byte) length);
        copy(text, to + 1, length);
        return at + 1 + length;
    }

    /** As {@link #putText8}, with a length of two bytes. */
    public static int putBytes16(UnsafeBuffer buffer, int at, long bytes, int length) {
        buffer.boundsCheck(at, 2 + length);
        long to = buffer.addressOffset() + at;
        putShort(to, (short) length);
        copy(bytes, to + 2, length);
        return at + 2 + length;
    }

    /**
     * Writes a length byte and a text.
     *
     * @return the place behind it
     */
    public static long putText8(long to, long text, int length) {
        putByte(to, (byte) length);
        copy(text, to + 1, length);
        return to + 1 + length;
    }
}
