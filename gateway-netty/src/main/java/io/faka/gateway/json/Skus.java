package io.faka.gateway.json;

/** The rule for SKU names. */
public final class Skus {
    /** Longest name. */
    public static final int MAX_BYTES = 64;
    /** The rule, for people. */
    public static final String RULE = "a SKU is 1-64 characters of A-Z a-z 0-9 . _ -";

    private Skus() {}

    /** Whether it is a SKU's name. */
    public static boolean isValid(byte[] bytes, int offset, int length) {
        if (length < 1 || length > MAX_BYTES) {
            return false;
        }
        for (int i = offset; i < offset + length; i++) {
            if (!isNameByte(bytes[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNameByte(byte c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c == '-' || c == '_' || c == '.';
    }
}
