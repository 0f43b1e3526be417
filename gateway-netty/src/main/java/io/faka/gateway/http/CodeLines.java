package io.faka.gateway.http;

import io.faka.gateway.cipher.CodeCipher;
import io.faka.gateway.cipher.UnitsSealer;
import io.faka.gateway.json.Text;
import io.faka.gateway.json.Utf8;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits an import into codes, seals them into commands, and keeps the account of every line. Lines end in LF or CRLF; white space
 * around a code (space, tab, CR, VT, FF) and a byte order mark at the start are not part of it. Used by one thread at a time.
 */
final class CodeLines {
    /** So many bad lines are named. */
    static final int MAX_ERRORS = 100;

    private static final int NO_BYTE = -1;

    private final UnitsSealer sealer;
    private final byte[] sku;
    private final byte[] lot;
    private final List<SealedUnits> sealed = new ArrayList<>();
    private final List<BadLine> errors = new ArrayList<>();
    private final byte[] carried = new byte[CodeCipher.MAX_CODE_BYTES];
    private int carriedLength;
    private boolean inLine;
    private boolean tooLong;
    private boolean open;
    private boolean atStart = true;
    private long line;
    private long blank;
    private long rejected;

    /** A line that is no code. */
    record BadLine(long line, String reason) {}

    /** An encoded command with some of the codes. */
    record SealedUnits(byte[] command, int count) {}

    CodeLines(UnitsSealer sealer, byte[] sku, byte[] lot) {
        this.sealer = sealer;
        this.sku = sku;
        this.lot = lot;
    }

    /** Takes a run of the text; a line may go on in the next. */
    void text(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int at = atStart ? behindMark(bytes, offset, end) : offset;
        while (at < end) {
            int lineEnd = lineEnd(bytes, at, end);
            if (lineEnd == NO_BYTE) {
                carry(bytes, at, end);
                return;
            }
            if (inLine) {
                carry(bytes, at, lineEnd);
                endCarried();
            } else {
                line++;
                code(line, bytes, at, lineEnd - at);
            }
            at = lineEnd + 1;
        }
    }

    /** The text has ended, with or without a line's end. */
    void end() {
        if (inLine) {
            endCarried();
        }
    }

    /** Takes one code as it was given, counted as that line. */
    void code(long number, byte[] bytes, int offset, int length) {
        int from = offset;
        int to = offset + length;
        while (from < to && isSpace(bytes[from])) {
            from++;
        }
        while (to > from && isSpace(bytes[to - 1])) {
            to--;
        }
        if (from == to) {
            blank++;
        } else if (to - from > CodeCipher.MAX_CODE_BYTES) {
            reject(number, "too_long");
        } else if (!Utf8.isValid(bytes, from, to - from)) {
            reject(number, "not_utf8");
        } else {
            add(bytes, from, to - from);
        }
    }

    /** Takes one code with its label, counted as that line. */
    void unit(int number, Text code, Text label, long surcharge) {
        sealer.label(label.bytes(), label.offset(), label.length(), surcharge);
        code(number, code.bytes(), code.offset(), code.length());
    }

    /** The commands sealed since the last call; the one begun is ended. */
    List<SealedUnits> takeSealed() {
        endCommand();
        List<SealedUnits> taken = List.copyOf(sealed);
        sealed.clear();
        return taken;
    }

    long blank() {
        return blank;
    }

    long rejected() {
        return rejected;
    }

    /** The first bad lines. */
    List<BadLine> errors() {
        return errors;
    }

    private void add(byte[] bytes, int offset, int length) {
        if (open && !sealer.hasRoom(length)) {
            endCommand();
        }
        if (!open) {
            sealer.begin(sku, lot);
            open = true;
        }
        sealer.add(bytes, offset, length);
    }

    private void endCommand() {
        if (open) {
            open = false;
            byte[] command = new byte[sealer.end()];
            sealer.buffer().getBytes(0, command);
            sealed.add(new SealedUnits(command, sealer.count()));
        }
    }

    private void reject(long number, String reason) {
        rejected++;
        if (errors.size() < MAX_ERRORS) {
            errors.add(new BadLine(number, reason));
        }
    }

    private int behindMark(byte[] bytes, int offset, int end) {
        atStart = false;
        boolean mark = end - offset >= 3
                && bytes[offset] == (byte) 0xef
                && bytes[offset + 1] == (byte) 0xbb
                && bytes[offset + 2] == (byte) 0xbf;
        return mark ? offset + 3 : offset;
    }

    private static int lineEnd(byte[] bytes, int at, int end) {
        for (int i = at; i < end; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return NO_BYTE;
    }

    /** Keeps what may be part of a code: no leading white space, and no more than the longest code, whatever comes. */
    private void carry(byte[] bytes, int from, int to) {
        inLine |= from < to;
        for (int i = from; i < to; i++) {
            boolean space = isSpace(bytes[i]);
            if (space && carriedLength == 0) {
                continue;
            }
            if (carriedLength < CodeCipher.MAX_CODE_BYTES) {
                carried[carriedLength++] = bytes[i];
            } else if (!space) {
                tooLong = true;
            }
        }
    }

    private void endCarried() {
        line++;
        if (tooLong) {
            reject(line, "too_long");
        } else {
            code(line, carried, 0, carriedLength);
        }
        inLine = false;
        tooLong = false;
        carriedLength = 0;
    }

    private static boolean isSpace(byte c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }
}
