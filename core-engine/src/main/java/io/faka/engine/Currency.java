package io.faka.engine;

/** ISO 4217 codes packed into an int, as the schemas carry them. 0 means "not given". */
public final class Currency {
    private Currency() {}

    /**
     * Packs three upper-case ASCII letters.
     *
     * @throws IllegalArgumentException if {@code code} is anything else
     */
    public static int pack(CharSequence code) {
        if (!isValid(code)) {
            throw new IllegalArgumentException("currency must be three letters A-Z, e.g. CNY: " + code);
        }
        return code.charAt(0) << 16 | code.charAt(1) << 8 | code.charAt(2);
    }

    /** Whether {@link #pack} takes it. */
    public static boolean isValid(CharSequence code) {
        return code.length() == 3 && isLetter(code.charAt(0)) && isLetter(code.charAt(1)) && isLetter(code.charAt(2));
    }

    /** Whether the packed value is three upper-case letters. */
    public static boolean isValid(int packed) {
        return packed >>> 24 == 0
                && isLetter((char) (packed >>> 16 & 0xff))
                && isLetter((char) (packed >>> 8 & 0xff))
                && isLetter((char) (packed & 0xff));
    }

    /** The three letters; empty for 0. */
    public static String unpack(int packed) {
        if (packed == 0) {
            return "";
        }
        return new String(
                new char[] {(char) (packed >>> 16 & 0xff), (char) (packed >>> 8 & 0xff), (char) (packed & 0xff)});
    }

    private static boolean isLetter(char c) {
        return c >= 'A' && c <= 'Z';
    }
}
