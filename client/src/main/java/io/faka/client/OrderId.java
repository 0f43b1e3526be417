package io.faka.client;

import java.util.HexFormat;

/** The public id of an order: 128 bits, written as 32 hex digits. */
public record OrderId(long high, long low) {
    /**
     * Reads 32 hex digits.
     *
     * @throws IllegalArgumentException if {@code text} is anything else
     */
    public static OrderId parse(String text) {
        if (text.length() != 32) {
            throw new IllegalArgumentException("an order id has 32 hex digits: " + text);
        }
        return new OrderId(HexFormat.fromHexDigitsToLong(text, 0, 16), HexFormat.fromHexDigitsToLong(text, 16, 32));
    }

    /** 32 lower-case hex digits. */
    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }
}
