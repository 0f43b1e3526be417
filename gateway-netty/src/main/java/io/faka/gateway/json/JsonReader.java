package io.faka.gateway.json;

import java.util.Arrays;

/**
 * A strict pull parser of RFC 8259 over a byte array. It takes exactly what the standard defines and nothing beyond; what it
 * cannot take it reports as a {@link RequestProblem}. No object is made while a document is well formed.
 *
 * <p>Use: {@link #wrap}, then ask for what is expected. {@link #nextField} and {@link #nextElement} end an object or array by
 * returning false. {@link #end} must come last. Texts stay valid until the next {@code wrap}.
 */
final class JsonReader {
    /** Deepest nesting of objects and arrays. */
    static final int MAX_DEPTH = 16;

    static final int OBJECT = '{';
    static final int ARRAY = '[';
    static final int STRING = '"';
    static final int NUMBER = '0';
    static final int TRUE = 't';
    static final int FALSE = 'f';
    static final int NULL = 'n';

    private static final byte[] TRUE_WORD = Names.ascii("true");
    private static final byte[] FALSE_WORD = Names.ascii("false");
    private static final byte[] NULL_WORD = Names.ascii("null");

    private final boolean[] first = new boolean[MAX_DEPTH + 1];
    private byte[] in = new byte[0];
    private int start;
    private int at;
    private int end;
    private int depth;
    private byte[] unescaped = new byte[256];
    private int unescapedLength;
    private long integer;

    /** Starts on a new document. */
    void wrap(byte[] bytes, int offset, int length) {
        in = bytes;
        start = offset;
        at = offset;
        end = offset + length;
        depth = 0;
        unescapedLength = 0;
        if (unescaped.length < length) {
            // Texts point into this array, so it may not move while a document is read.
            unescaped = new byte[Integer.highestOneBit(length) * 2];
        }
    }

    /** Kind of the value that comes next: one of the constants. */
    int peek() {
        skipSpace();
        int c = at < end ? in[at] : -1;
        if (c == '-' || c >= '0' && c <= '9') {
            return NUMBER;
        }
        switch (c) {
            case OBJECT, ARRAY, STRING, TRUE, FALSE, NULL -> {
                return c;
            }
            default -> throw unexpected("a value");
        }
    }

    /** Where the next value starts, for whoever wants its raw bytes. */
    int position() {
        return at;
    }

    /** The array that is read. */
    byte[] array() {
        return in;
    }

    void beginObject() {
        open('{', "an object");
    }

    void beginArray() {
        open('[', "an array");
    }

    /** Moves to the next field and reads its name; false at the object's end. */
    boolean nextField(Text name) {
        if (!next('}')) {
            return false;
        }
        if (at >= end || in[at] != '"') {
            throw unexpected("a field's name");
        }
        string(name);
        skipSpace();
        expect(':');
        return true;
    }

    /** Moves to the next element; false at the array's end. */
    boolean nextElement() {
        return next(']');
    }

    /** Reads a string. */
    void string(Text into) {
        skipSpace();
        expect('"');
        int from = at;
        while (at < end) {
            int c = in[at];
            if (c == '"') {
                into.set(in, from, at - from);
                at++;
                return;
            }
            if (c == '\\') {
                escapedString(from, into);
                return;
            }
            at += plainLength(c);
        }
        throw unexpected("the end of a string");
    }

    /** Reads a number; true if it is an integer within 64 bits, which {@link #integer} then tells. */
    boolean number() {
        skipSpace();
        boolean negative = at < end && in[at] == '-';
        if (negative) {
            at++;
        }
        boolean exact = digits(negative);
        if (at < end && in[at] == '.') {
            at++;
            skipDigits();
            exact = false;
        }
        if (at < end && (in[at] == 'e' || in[at] == 'E')) {
            at++;
            if (at < end && (in[at] == '+' || in[at] == '-')) {
                at++;
            }
            skipDigits();
            exact = false;
        }
        return exact;
    }

    /** The integer read last. */
    long integer() {
        return integer;
    }

    /** Reads {@code true} or {@code false}. */
    boolean bool() {
        boolean value = peek() == TRUE;
        word(value ? TRUE_WORD : FALSE_WORD);
        return value;
    }

    /** Reads {@code null}. */
    void nul() {
        skipSpace();
        word(NULL_WORD);
    }

    /** Reads any value and forgets it; it is checked all the same. */
    void skipValue(Text scratch) {
        switch (peek()) {
            case OBJECT -> {
                beginObject();
                while (nextField(scratch)) {
                    skipValue(scratch);
                }
            }
            case ARRAY -> {
                beginArray();
                while (nextElement()) {
                    skipValue(scratch);
                }
            }
            case STRING -> string(scratch);
            case NUMBER -> {
                boolean unused = number();
            }
            case NULL -> nul();
            default -> {
                boolean unused = bool();
            }
        }
    }

    /** Nothing but white space may follow. */
    void end() {
        skipSpace();
        if (at < end) {
            throw unexpected("the end");
        }
    }

    private void open(char bracket, String what) {
        skipSpace();
        if (at >= end || in[at] != bracket) {
            throw unexpected(what);
        }
        if (depth == MAX_DEPTH) {
            throw RequestProblem.malformed("JSON is nested deeper than " + MAX_DEPTH);
        }
        at++;
        first[++depth] = true;
    }

    private boolean next(char closing) {
        skipSpace();
        if (at < end && in[at] == closing) {
            at++;
            depth--;
            return false;
        }
        if (first[depth]) {
            first[depth] = false;
        } else {
            expect(',');
            skipSpace();
        }
        return true;
    }

    private void skipSpace() {
        while (at < end) {
            int c = in[at];
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                return;
            }
            at++;
        }
    }

    private void expect(char c) {
        if (at >= end || in[at] != c) {
            throw unexpected("'" + c + "'");
        }
        at++;
    }

    private void word(byte[] word) {
        int to = at + word.length;
        if (to > end || !Arrays.equals(in, at, to, word, 0, word.length)) {
            throw unexpected("true, false or null");
        }
        at = to;
    }

    /** Length of the unescaped character at the position. */
    private int plainLength(int c) {
        if (c >= ' ') {
            return 1;
        }
        int size = c < 0 ? Utf8.sequence(in, at, end) : 0;
        if (size == 0) {
            throw unexpected(c < 0 ? "UTF-8" : "no control character in a string");
        }
        return size;
    }

    private void escapedString(int from, Text into) {
        int textStart = unescapedLength;
        keep(from, at);
        while (at < end) {
            int c = in[at];
            if (c == '"') {
                into.set(unescaped, textStart, unescapedLength - textStart);
                at++;
                return;
            }
            if (c == '\\') {
                at++;
                escape();
            } else {
                int size = plainLength(c);
                keep(at, at + size);
                at += size;
            }
        }
        throw unexpected("the end of a string");
    }

    private void keep(int from, int to) {
        System.arraycopy(in, from, unescaped, unescapedLength, to - from);
        unescapedLength += to - from;
    }

    private void escape() {
        int c = at < end ? in[at] : -1;
        int plain = switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> -1;
            default -> throw unexpected("an escape");
        };
        at++;
        if (plain >= 0) {
            unescaped[unescapedLength++] = (byte) plain;
        } else {
            encode(codePoint());
        }
    }

    private int codePoint() {
        int unit = hex4();
        if (unit >= 0xd800 && unit <= 0xdbff && end - at >= 6 && in[at] == '\\' && in[at + 1] == 'u') {
            at += 2;
            int low = hex4();
            if (low >= 0xdc00 && low <= 0xdfff) {
                return Character.toCodePoint((char) unit, (char) low);
            }
        }
        if (unit >= 0xd800 && unit <= 0xdfff) {
            throw unexpected("both halves of a surrogate pair");
        }
        return unit;
    }

    private int hex4() {
        if (end - at < 4) {
            throw unexpected("four hex digits");
        }
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int c = in[at + i];
            // Character.digit would take other scripts' digits too.
            int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c - 'A' + 10;
            if (digit < 0 || digit > 15 || c > '9' && c < 'A') {
                throw unexpected("four hex digits");
            }
            value = value << 4 | digit;
        }
        at += 4;
        return value;
    }

    private void encode(int codePoint) {
        if (codePoint < 0x80) {
            unescaped[unescapedLength++] = (byte) codePoint;
        } else if (codePoint < 0x800) {
            unescaped[unescapedLength++] = (byte) (0xc0 | codePoint >> 6);
            unescaped[unescapedLength++] = (byte) (0x80 | codePoint & 0x3f);
        } else if (codePoint < 0x10000) {
            unescaped[unescapedLength++] = (byte) (0xe0 | codePoint >> 12);
            unescaped[unescapedLength++] = (byte) (0x80 | codePoint >> 6 & 0x3f);
            unescaped[unescapedLength++] = (byte) (0x80 | codePoint & 0x3f);
        } else {
            unescaped[unescapedLength++] = (byte) (0xf0 | codePoint >> 18);
            unescaped[unescapedLength++] = (byte) (0x80 | codePoint >> 12 & 0x3f);
            unescaped[unescapedLength++] = (byte) (0x80 | codePoint >> 6 & 0x3f);
            unescaped[unescapedLength++] = (byte) (0x80 | codePoint & 0x3f);
        }
    }

    /** Reads the whole part; true if it fits a long. */
    private boolean digits(boolean negative) {
        int from = at;
        long value = 0;
        boolean fits = true;
        while (at < end && in[at] >= '0' && in[at] <= '9') {
            int digit = in[at] - '0';
            // Below zero, so that the smallest long fits as well.
            fits &= value > Long.MIN_VALUE / 10 || value == Long.MIN_VALUE / 10 && digit <= 8;
            value = value * 10 - digit;
            at++;
        }
        if (at == from || at - from > 1 && in[from] == '0') {
            at = from;
            throw unexpected("a number without leading zeros");
        }
        integer = negative ? value : -value;
        return fits && (negative || value != Long.MIN_VALUE);
    }

    private void skipDigits() {
        int from = at;
        while (at < end && in[at] >= '0' && in[at] <= '9') {
            at++;
        }
        if (at == from) {
            throw unexpected("digits");
        }
    }

    private RequestProblem unexpected(String wanted) {
        return RequestProblem.malformed("JSON: " + wanted + " expected at byte " + (at - start));
    }
}
