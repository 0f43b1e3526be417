package io.faka.gateway.json;

/** The array {@code units} of an import: codes with the label and the surcharge that everybody may see. */
final class LabelledUnits {
    private static final long MAX_SURCHARGE = 1_000_000_000_000_000L;
    private static final int MAX_LABEL_BYTES = 64;
    private static final byte[] CODE = Names.ascii("code");
    private static final byte[] LABEL = Names.ascii("label");
    private static final byte[] SURCHARGE = Names.ascii("surcharge");

    private final Text name = new Text();
    private final Text code = new Text();
    private final Text label = new Text();
    private long surcharge;
    private int seen;

    /** Checks the array that the reader stands at; goes behind it. */
    void check(JsonReader reader) {
        if (reader.peek() != JsonReader.ARRAY) {
            throw bad("units must be an array of objects");
        }
        reader.beginArray();
        while (reader.nextElement()) {
            unit(reader);
        }
    }

    /** Hands over all units of an array that was checked. */
    void units(JsonReader reader, AddUnitsRequest.UnitConsumer consumer) {
        reader.beginArray();
        for (int position = 1; reader.nextElement(); position++) {
            unit(reader);
            consumer.onUnit(position, code, label, surcharge);
        }
    }

    private void unit(JsonReader reader) {
        if (reader.peek() != JsonReader.OBJECT) {
            throw bad("units must be an array of objects");
        }
        seen = 0;
        surcharge = 0;
        reader.beginObject();
        while (reader.nextField(name)) {
            if (name.is(CODE)) {
                once(1);
                string(reader, code, "code");
            } else if (name.is(LABEL)) {
                once(2);
                string(reader, label, "label");
            } else if (name.is(SURCHARGE)) {
                once(4);
                surcharge(reader);
            } else {
                throw RequestProblem.unknownField(
                        "units." + new Text().set(name.bytes(), name.offset(), Math.min(name.length(), 64)));
            }
        }
        if ((seen & 3) != 3) {
            throw bad("a unit needs code and label");
        }
        if (label.length() < 1 || label.length() > MAX_LABEL_BYTES) {
            throw RequestProblem.invalid("label", "label must be 1-" + MAX_LABEL_BYTES + " bytes of UTF-8");
        }
    }

    private void surcharge(JsonReader reader) {
        boolean fits = reader.peek() == JsonReader.NUMBER && reader.number();
        if (!fits || reader.integer() < 0 || reader.integer() > MAX_SURCHARGE) {
            throw RequestProblem.invalid("surcharge", "surcharge must be an integer from 0 to " + MAX_SURCHARGE);
        }
        surcharge = reader.integer();
    }

    private void once(int field) {
        if ((seen & field) != 0) {
            throw RequestProblem.malformed("field \"" + name + "\" is there twice in one unit");
        }
        seen |= field;
    }

    private static void string(JsonReader reader, Text into, String field) {
        if (reader.peek() != JsonReader.STRING) {
            throw RequestProblem.invalid(field, field + " must be a string");
        }
        reader.string(into);
    }

    private static RequestProblem bad(String detail) {
        return RequestProblem.invalid("units", detail);
    }
}
