package io.faka.gateway.history;

import io.faka.gateway.cipher.CodeCipher;
import io.faka.gateway.json.JsonBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Writes an archived order with the fields of a live one and {@code "archived": true}, and opens its codes. One thread. */
final class ArchivedOrderWriter {
    private static final int INITIAL_BYTES = 4096;

    private final CodeCipher cipher;
    private final byte[] opened = new byte[CodeCipher.MAX_SEALED_BYTES];

    ArchivedOrderWriter(CodeCipher cipher) {
        this.cipher = cipher;
    }

    /** @throws io.faka.gateway.cipher.UnreadableCodeException if a code does not open */
    byte[] write(ArchivedOrder order) {
        JsonBytes out = new JsonBytes(INITIAL_BYTES);
        name(out, "{\"order_id\":\"").hex(order.idHigh()).hex(order.idLow());
        name(out, "\",\"client_order_id\":").string(order.clientOrderId());
        name(out, ",\"buyer\":").string(order.buyer());
        name(out, ",\"state\":").string(order.state().toUpperCase(Locale.ROOT));
        name(out, ",\"amount\":").number(order.amount());
        name(out, ",\"currency\":").string(order.currency());
        name(out, ",\"expires_at\":null,\"lines\":[");
        lines(order, out);
        name(out, "],\"seq\":").number(order.seq());
        name(out, ",\"archived\":true");
        units(order, out);
        out.raw('}');
        return Arrays.copyOf(out.array(), out.length());
    }

    private static void lines(ArchivedOrder order, JsonBytes out) {
        boolean first = true;
        for (ArchivedOrder.Line line : order.lines()) {
            name(out, first ? "{\"sku\":" : ",{\"sku\":").string(line.sku());
            name(out, ",\"quantity\":").number(line.quantity());
            name(out, ",\"unit_price\":").number(line.unitPrice()).raw('}');
            first = false;
        }
    }

    private void units(ArchivedOrder order, JsonBytes out) {
        if (order.units().isEmpty()) {
            return;
        }
        boolean first = true;
        name(out, ",\"units\":[");
        for (ArchivedOrder.Unit unit : order.units()) {
            name(out, first ? "{\"sku\":" : ",{\"sku\":").string(unit.sku());
            name(out, ",\"unit_id\":").number(unit.unitId());
            code(order, unit, name(out, ",\"code\":"));
            out.raw('}');
            first = false;
        }
        name(out, order.whole() ? "]" : "],\"units_truncated\":true");
    }

    private void code(ArchivedOrder order, ArchivedOrder.Unit unit, JsonBytes out) {
        byte[] sealed = unit.sealedCode();
        CodeCipher bound = unit.ofOrder() ? cipher.order(order.idHigh(), order.idLow()) : cipher.sku(unit.sku());
        int length = bound.open(
                unit.keyId(), unit.fingerprintHigh(), unit.fingerprintLow(), sealed, 0, sealed.length, opened, 0);
        out.string(opened, 0, length);
        Arrays.fill(opened, 0, length, (byte) 0);
    }

    private static JsonBytes name(JsonBytes out, String text) {
        return out.raw(text.getBytes(StandardCharsets.US_ASCII));
    }
}
