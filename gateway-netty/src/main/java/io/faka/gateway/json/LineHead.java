package io.faka.gateway.json;

/** What every JSON line has beside its request: {@code id} and {@code op}. Reusable; texts stay valid while the array is unchanged. */
public final class LineHead {
    /** Longest {@code id}, as written. */
    public static final int MAX_ID_BYTES = 64;

    private static final byte[] ID = Names.ascii("id");
    private static final byte[] OP = Names.ascii("op");

    private final JsonReader reader = new JsonReader();
    private final Text name = new Text();
    private final Text scratch = new Text();
    private final Text id = new Text();
    private final Text op = new Text();

    /**
     * Reads one line.
     *
     * @return what is wrong with it, or null; {@link #id} is known as far as it was read
     */
    public RequestProblem read(byte[] bytes, int offset, int length) {
        id.clear();
        op.clear();
        reader.wrap(bytes, offset, length);
        try {
            reader.beginObject();
            while (reader.nextField(name)) {
                field();
            }
            reader.end();
        } catch (RequestProblem problem) {
            return problem;
        }
        return op.isEmpty() ? RequestProblem.invalid("op", "op is missing") : null;
    }

    /** The id as written, quotes included; empty if there is none. */
    public Text id() {
        return id;
    }

    /** The operation's name. */
    public Text op() {
        return op;
    }

    private void field() {
        if (name.is(ID)) {
            int kind = reader.peek();
            if (kind != JsonReader.NUMBER && kind != JsonReader.STRING) {
                throw RequestProblem.invalid("id", "id must be a number or a string");
            }
            int from = reader.position();
            reader.skipValue(scratch);
            if (reader.position() - from > MAX_ID_BYTES) {
                throw RequestProblem.invalid("id", "id must be at most " + MAX_ID_BYTES + " bytes as written");
            }
            id.set(reader.array(), from, reader.position() - from);
        } else if (name.is(OP)) {
            if (reader.peek() != JsonReader.STRING) {
                throw RequestProblem.invalid("op", "op must be a string");
            }
            reader.string(op);
        } else {
            reader.skipValue(scratch);
        }
    }
}
