package io.faka.gateway.json;

import io.faka.codec.command.AddCountedUnitsEncoder;
import io.faka.codec.command.MessageHeaderEncoder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * {@code add_units} with its codes in an array, or with a count. Codes are not a command yet, they must be sealed: after a read without
 * a problem, {@link #codes} goes through them.
 */
public final class AddUnitsRequest extends JsonRequest {
    private static final Field CODES = new Field(0, "codes");
    private static final Field LOT = new Field(1, "lot");
    private static final Field EXPIRES_AT = new Field(2, "expires_at");
    private static final Field OFFER = new Field(3, "offer");
    private static final Field COUNT = new Field(4, "count");
    private static final Field SKU = new Field(5, "sku");
    private static final Field UNITS = new Field(6, "units");
    private static final long MAX_COUNT = 1_000_000;

    private final LabelledUnits labelled = new LabelledUnits();
    private final JsonReader codesReader = new JsonReader();
    private final Text sku = new Text();
    private final Text lot = new Text();
    private final Text text = new Text();
    private long offer;
    private long count;
    private final Text expires = new Text();
    private long expiresAtMicros;
    private int codesFrom;
    private int codesTo;

    /** Takes requests of one form. */
    public AddUnitsRequest(Form form) {
        super(form);
    }

    /** Receives one code after the other; the bytes are valid during the call and may be none or too many. */
    @FunctionalInterface
    public interface CodeConsumer {
        /** @param position from 1 */
        void onCode(int position, byte[] bytes, int offset, int length);
    }

    /** Receives one labelled unit after the other; the texts are valid during the call. */
    @FunctionalInterface
    public interface UnitConsumer {
        /** @param position from 1 */
        void onUnit(int position, Text code, Text label, long surcharge);
    }

    /** Whether the units have labels: {@link #units} goes through them, and there are no codes. */
    public boolean isLabelled() {
        return has(UNITS);
    }

    /** The SKU, on JSON lines only. */
    public Text sku() {
        return sku;
    }

    /** The lot's name; empty if none was given. */
    public Text lot() {
        return lot;
    }

    /** The offer the units are for, 0 = the SKU's own. */
    public long offer() {
        return offer;
    }

    /** When the lot's codes end, 0 = never. */
    public long expiresAtMicros() {
        return expiresAtMicros;
    }

    /** Whether the stock is counted and there are no codes. */
    public boolean isCounted() {
        return count > 0;
    }

    /** The command for counted stock. */
    public byte[] countedUnits(byte[] skuName, byte[] lotName) {
        int fixed = MessageHeaderEncoder.ENCODED_LENGTH + AddCountedUnitsEncoder.BLOCK_LENGTH;
        UnsafeBuffer command = new UnsafeBuffer(new byte[fixed + 2 + skuName.length + lotName.length]);
        new AddCountedUnitsEncoder()
                .wrapAndApplyHeader(command, 0, new MessageHeaderEncoder())
                .expiresAtMicros(expiresAtMicros)
                .offerId(offer)
                .quantity(count)
                .putSku(skuName, 0, skuName.length)
                .putLot(lotName, 0, lotName.length);
        return command.byteArray();
    }

    @Override
    void reset() {
        sku.clear();
        lot.clear();
        offer = 0;
        count = 0;
        expiresAtMicros = 0;
    }

    @Override
    boolean field() {
        if (is(CODES)) {
            checkCodes();
        } else if (is(UNITS)) {
            codesFrom = reader.position();
            labelled.check(reader);
            codesTo = reader.position();
        } else if (is(LOT)) {
            text(LOT, 1, 64, lot);
        } else if (is(EXPIRES_AT)) {
            text(EXPIRES_AT, 1, 40, expires);
            expiresAtMicros = UtcTime.micros(EXPIRES_AT.name, expires.toString());
        } else if (is(OFFER)) {
            offer = integer(OFFER, 1, Integer.MAX_VALUE);
        } else if (is(COUNT)) {
            count = integer(COUNT, 1, MAX_COUNT);
        } else if (isLine() && is(SKU)) {
            sku(SKU, sku);
        } else {
            return false;
        }
        return true;
    }

    private void checkCodes() {
        if (reader.peek() != JsonReader.ARRAY) {
            throw RequestProblem.invalid(CODES.name, "codes must be an array of strings");
        }
        codesFrom = reader.position();
        reader.beginArray();
        while (reader.nextElement()) {
            if (reader.peek() != JsonReader.STRING) {
                throw RequestProblem.invalid(CODES.name, "codes must be an array of strings");
            }
            reader.string(text);
        }
        codesTo = reader.position();
    }

    @Override
    void complete() {
        if (has(UNITS) && has(CODES)) {
            throw RequestProblem.invalid(UNITS.name, "an import has codes or units, not both");
        }
        if (has(UNITS) && offer != 0) {
            throw RequestProblem.invalid(OFFER.name, "units with a label are the shop's own");
        }
        if (has(COUNT) && (has(CODES) || has(UNITS))) {
            throw RequestProblem.invalid(COUNT.name, "units have codes or are counted, not both");
        }
        if (!has(UNITS) && !has(COUNT)) {
            require(CODES);
        }
        if (isLine()) {
            require(SKU);
        }
    }

    /** Hands over all labelled units; the array that was read must be unchanged. */
    public void units(UnitConsumer consumer) {
        codesReader.wrap(reader.array(), codesFrom, codesTo - codesFrom);
        labelled.units(codesReader, consumer);
    }

    /** Hands over all codes; the array that was read must be unchanged. */
    public void codes(CodeConsumer consumer) {
        codesReader.wrap(reader.array(), codesFrom, codesTo - codesFrom);
        codesReader.beginArray();
        for (int position = 1; codesReader.nextElement(); position++) {
            codesReader.string(text);
            consumer.onCode(position, text.bytes(), text.offset(), text.length());
        }
    }
}
