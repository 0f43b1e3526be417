package io.faka.gateway.tcp;

import io.faka.gateway.cipher.CodeCipher;
import io.faka.gateway.cipher.UnitsSealer;
import io.faka.gateway.json.AddUnitsRequest;
import io.faka.gateway.json.ImportSummary;
import io.faka.gateway.json.Text;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;

/** Seals the codes of one {@code add_units} line into as few commands as they fit in. One per event loop. */
final class LineImport {
    /** Most codes in one line, so that sealing them does not hold up the event loop. */
    static final int MAX_CODES = 1_024;

    private final UnitsSealer sealer;
    private final ArrayDeque<byte[]> commands = new ArrayDeque<>();
    private ImportSummary summary;
    private byte[] sku;
    private byte[] lot;
    private boolean open;
    private int codes;

    LineImport(CodeCipher cipher) {
        this.sealer = new UnitsSealer(cipher);
    }

    /**
     * Seals everything.
     *
     * @param into gets the commands
     * @param lotName of all codes
     * @return the account so far; null if there are too many codes
     */
    ImportSummary seal(AddUnitsRequest request, String lotName, ArrayDeque<byte[]> into) {
        summary = new ImportSummary();
        summary.lot = lotName;
        sku = bytes(request.sku());
        lot = lotName.getBytes(StandardCharsets.UTF_8);
        open = false;
        UnitsSealer unused =
                sealer.into(request.offer()).expiring(request.expiresAtMicros()).labelled(request.isLabelled());
        codes = 0;
        commands.clear();
        if (request.isCounted()) {
            commands.add(request.countedUnits(sku, lot));
        } else if (request.isLabelled()) {
            request.units(this::unit);
        } else {
            request.codes(this::code);
        }
        endCommand();
        if (codes > MAX_CODES) {
            return null;
        }
        into.addAll(commands);
        return summary;
    }

    private void unit(int position, Text code, Text label, long surcharge) {
        sealer.label(label.bytes(), label.offset(), label.length(), surcharge);
        code(position, code.bytes(), code.offset(), code.length());
    }

    private void code(int position, byte[] bytes, int offset, int length) {
        if (++codes > MAX_CODES) {
            return;
        }
        int from = offset;
        int to = offset + length;
        while (from < to && isSpace(bytes[from])) {
            from++;
        }
        while (to > from && isSpace(bytes[to - 1])) {
            to--;
        }
        if (from == to) {
            summary.blank++;
        } else if (to - from > CodeCipher.MAX_CODE_BYTES) {
            summary.reject(position, "too_long");
        } else {
            add(bytes, from, to - from);
        }
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
            commands.add(command);
        }
    }

    private static boolean isSpace(byte c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }

    private static byte[] bytes(Text text) {
        return Arrays.copyOfRange(text.bytes(), text.offset(), text.offset() + text.length());
    }
}
