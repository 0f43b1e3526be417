package io.faka.gateway.json;

import io.faka.codec.reply.OrderState;
import io.faka.codec.reply.ResultCode;
import io.faka.codec.reply.SkuState;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** How codes and states are written on HTTP and JSON. */
public final class Names {
    private static final String[] CODES = new String[256];
    private static final byte[][] CODE_BYTES = new byte[256][];
    private static final byte[][] ORDER_STATE_BYTES = new byte[256][];
    private static final byte[][] SKU_STATE_BYTES = new byte[256][];

    static {
        for (ResultCode code : ResultCode.values()) {
            CODES[code.value() & 0xff] = code.name().toLowerCase(Locale.ROOT);
            CODE_BYTES[code.value() & 0xff] = ascii(CODES[code.value() & 0xff]);
        }
        for (OrderState state : OrderState.values()) {
            ORDER_STATE_BYTES[state.value() & 0xff] = ascii(state.name());
        }
        for (SkuState state : SkuState.values()) {
            SKU_STATE_BYTES[state.value() & 0xff] = ascii(state.name().toLowerCase(Locale.ROOT));
        }
    }

    private static final byte[][] DELIVERY_BYTES = {null, ascii("one_time"), ascii("reusable"), ascii("manual")};

    private static final byte[][] PICK_BYTES = {null, ascii("fifo"), ascii("lifo"), ascii("fefo"), ascii("random")};

    private static final byte[][] OFFER_STATE_BYTES = {null, ascii("active"), ascii("paused"), ascii("withdrawn")};

    private Names() {}

    /** A code's name in lower case. */
    public static String of(ResultCode code) {
        return CODES[code.value() & 0xff];
    }

    static byte[] code(int value) {
        return CODE_BYTES[value];
    }

    static byte[] orderState(int value) {
        return ORDER_STATE_BYTES[value];
    }

    static byte[] skuState(int value) {
        return SKU_STATE_BYTES[value];
    }

    static byte[] delivery(int value) {
        return DELIVERY_BYTES[value];
    }

    static byte[] pick(int value) {
        return PICK_BYTES[value];
    }

    /** How picks are written, in the order of their values from 1. */
    static byte[][] picks() {
        return java.util.Arrays.copyOfRange(PICK_BYTES, 1, PICK_BYTES.length);
    }

    static byte[] offerState(int value) {
        return OFFER_STATE_BYTES[value];
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
