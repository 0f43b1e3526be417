package io.faka.gateway.json;

/** An order's public id, from a field of the request or from elsewhere. */
final class OrderIdField {
    private final Text text = new Text();
    private final Hex128 parsed = new Hex128();
    private long high;
    private long low;

    void set(long high, long low) {
        this.high = high;
        this.low = low;
    }

    void read(JsonRequest request, Field field) {
        request.text(field, Hex128.LENGTH, Hex128.LENGTH, text);
        if (!parsed.parse(text.bytes(), text.offset(), text.length())) {
            throw RequestProblem.invalid(field.name, field.name + " must be 32 lower-case hex digits");
        }
        set(parsed.high(), parsed.low());
    }

    long high() {
        return high;
    }

    long low() {
        return low;
    }
}
