package io.faka.replicator;

import java.nio.ByteBuffer;

/** An order's public number: 128 random bits. */
public record OrderId(long high, long low) {
    /** Sixteen bytes, big-endian, as the tables hold it. */
    public byte[] toBytes() {
        return ByteBuffer.allocate(16).putLong(high).putLong(low).array();
    }

    /** Reads what {@link #toBytes} wrote. */
    public static OrderId of(byte[] bytes) {
        if (bytes.length != 16) {
            throw new IllegalArgumentException("an order id has 16 bytes: " + bytes.length);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new OrderId(buffer.getLong(), buffer.getLong());
    }

    /** 32 lower-case hex digits. */
    @Override
    public String toString() {
        return String.format("%016x%016x", high, low);
    }
}
