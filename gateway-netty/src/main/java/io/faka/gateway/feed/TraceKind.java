package io.faka.gateway.feed;

import java.util.Locale;

/** What a trace can be about. */
public enum TraceKind {
    /** A unit, by its number. */
    UNIT,
    /** An order, by its id or its client's id. */
    ORDER,
    /** A payment, by its reference or {@code CHANNEL:REFERENCE}. */
    PAYMENT;

    private static final int MAX_UNIT_DIGITS = 10;
    private static final int MAX_TEXT = 320;

    /** As written in requests. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The kind of that lower-case name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static TraceKind named(String name) {
        for (TraceKind kind : values()) {
            if (kind.text().equals(name)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("a trace is of a unit, an order or a payment: " + name);
    }

    /**
     * Checks an id's form.
     *
     * @throws IllegalArgumentException stating the rule
     */
    public void check(String id) {
        if (this == UNIT && !id.matches("[1-9][0-9]{0," + (MAX_UNIT_DIGITS - 1) + "}")) {
            throw new IllegalArgumentException("a unit's id is an integer from 1");
        }
        if (id.isEmpty() || id.length() > MAX_TEXT) {
            throw new IllegalArgumentException("an id has 1 to " + MAX_TEXT + " characters");
        }
    }
}
