package io.faka.gateway.json;

/** A request read from one JSON object. Reusable: {@link #read} forgets the request before. */
public abstract class JsonRequest {
    private static final Field ID = new Field(62, "id");
    private static final Field OP = new Field(63, "op");

    final JsonReader reader = new JsonReader();
    private final Form form;
    private final Text name = new Text();
    private final Text scratch = new Text();
    private long seen;

    JsonRequest(Form form) {
        this.form = form;
    }

    /**
     * Reads the object.
     *
     * @return what is wrong with it, or null
     */
    public final RequestProblem read(byte[] bytes, int offset, int length) {
        reset();
        seen = 0;
        reader.wrap(bytes, offset, length);
        try {
            reader.beginObject();
            while (reader.nextField(name)) {
                if (!field() && !envelopeField()) {
                    throw unknown("");
                }
            }
            reader.end();
            complete();
            return null;
        } catch (RequestProblem problem) {
            return problem;
        }
    }

    /** Forgets the request before. */
    abstract void reset();

    /** Reads the current field's value; false if the request has no such field. */
    abstract boolean field();

    /** Checks what can only be checked at the end. */
    abstract void complete();

    final boolean isLine() {
        return form == Form.LINE;
    }

    /** Whether the current field is this one, which may be there once. */
    final boolean is(Field field) {
        if (!name.is(field.bytes)) {
            return false;
        }
        if ((seen & field.bit) != 0) {
            throw RequestProblem.malformed("field \"" + field.name + "\" is there twice");
        }
        seen |= field.bit;
        return true;
    }

    final boolean has(Field field) {
        return (seen & field.bit) != 0;
    }

    final void require(Field field) {
        if (!has(field)) {
            throw RequestProblem.invalid(field.name, field.name + " is missing");
        }
    }

    final RequestProblem unknown(String prefix) {
        int shown = Math.min(name.length(), 64);
        return RequestProblem.unknownField(prefix + new Text().set(name.bytes(), name.offset(), shown));
    }

    /** A string of so many bytes of UTF-8. */
    final void text(Field field, int minBytes, int maxBytes, Text into) {
        if (reader.peek() != JsonReader.STRING) {
            throw RequestProblem.invalid(field.name, field.name + " must be a string");
        }
        reader.string(into);
        if (into.length() < minBytes || into.length() > maxBytes) {
            throw RequestProblem.invalid(
                    field.name,
                    field.name + " must be " + minBytes + "-" + maxBytes + " bytes of UTF-8: " + into.length());
        }
    }

    /** A SKU's name. */
    final void sku(Field field, Text into) {
        text(field, 1, Skus.MAX_BYTES, into);
        if (!Skus.isValid(into.bytes(), into.offset(), into.length())) {
            throw RequestProblem.invalid(field.name, Skus.RULE);
        }
    }

    /** An integer within a range; anything with a fraction or an exponent is refused. */
    final long integer(Field field, long min, long max) {
        if (reader.peek() != JsonReader.NUMBER || !reader.number() || outside(reader.integer(), min, max)) {
            throw RequestProblem.invalid(field.name, field.name + " must be an integer from " + min + " to " + max);
        }
        return reader.integer();
    }

    /** An ISO 4217 code, packed. */
    final int currency(Field field) {
        text(field, 3, 3, scratch);
        byte[] bytes = scratch.bytes();
        int at = scratch.offset();
        int packed = bytes[at] << 16 | bytes[at + 1] << 8 | bytes[at + 2];
        if (!io.faka.engine.Currency.isValid(packed)) {
            throw RequestProblem.invalid(field.name, field.name + " must be three letters A-Z, e.g. CNY");
        }
        return packed;
    }

    /** A string that must be one of these; the index of which. */
    final int choice(Field field, byte[]... choices) {
        text(field, 0, 64, scratch);
        for (int i = 0; i < choices.length; i++) {
            if (scratch.is(choices[i])) {
                return i;
            }
        }
        StringBuilder allowed = new StringBuilder();
        for (byte[] one : choices) {
            allowed.append(allowed.isEmpty() ? "" : ", ").append(new Text().set(one, 0, one.length));
        }
        throw RequestProblem.invalid(
                field.name, field.name + " must be one of " + allowed + "; this version has no other");
    }

    private static boolean outside(long value, long min, long max) {
        return value < min || value > max;
    }

    private boolean envelopeField() {
        if (isLine() && (is(ID) || is(OP))) {
            reader.skipValue(scratch);
            return true;
        }
        return false;
    }
}
