package io.faka.engine.schema;

import org.agrona.DirectBuffer;

/**
 * Receives a message field by field, in the schema's order. Names are in snake_case, without the unit that the kind tells:
 * {@code expiresAtMicros} is the time {@code expires_at}. Whoever overrides nothing sees nothing.
 */
public interface FieldSink {
    /** An integer. */
    default void number(String name, long value) {}

    /** UTF-8 text; the buffer is valid during the call. */
    default void text(String name, DirectBuffer buffer, int offset, int length) {}

    /** One of the names of an enumeration, or a currency's letters; empty = not given. */
    default void name(String name, String value) {}

    /** Microseconds since 1970; 0 = not given. */
    default void time(String name, long micros) {}

    /** An id of 128 bits. */
    default void id(String name, long high, long low) {}

    /** Bytes that nobody may look into, such as a sealed code. */
    default void opaque(String name, int length) {}

    /** A list of {@code count} items begins. */
    default void beginList(String name, int count) {}

    /** An item of the innermost list begins. */
    default void beginItem() {}

    /** The item ends. */
    default void endItem() {}

    /** The innermost list ends. */
    default void endList() {}
}
