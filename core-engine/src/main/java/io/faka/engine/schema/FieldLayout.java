package io.faka.engine.schema;

import java.nio.ByteOrder;
import java.util.Map;
import org.agrona.DirectBuffer;

/**
 * Where a field of fixed length lies within its block, and what it means.
 *
 * @param type   primitive type of the schema
 * @param offset of an id: of its high half, the low half follows
 * @param values of an enumeration: name by value
 */
record FieldLayout(String name, Kind kind, String type, int offset, Map<Long, String> values) {
    private static final int LETTER_BITS = 8;

    enum Kind {
        NUMBER,
        TIME,
        NAME,
        CURRENCY,
        ID
    }

    FieldLayout {
        values = Map.copyOf(values);
    }

    /** Bytes of a value of a primitive type. */
    static int size(String type) {
        return switch (type) {
            case "int8", "uint8", "char" -> 1;
            case "int16", "uint16" -> 2;
            case "int32", "uint32" -> 4;
            case "int64", "uint64" -> 8;
            default -> throw new IllegalArgumentException("fields of type " + type + " cannot be read by schema");
        };
    }

    /** Where it ends within its block. */
    int end() {
        return offset + size(type) * (kind == Kind.ID ? 2 : 1);
    }

    void handOver(DirectBuffer buffer, int block, FieldSink sink) {
        long value = value(buffer, block + offset);
        switch (kind) {
            case NUMBER -> sink.number(name, value);
            case TIME -> sink.time(name, value);
            case NAME -> sink.name(name, values.getOrDefault(value, String.valueOf(value)));
            case CURRENCY -> sink.name(name, letters(value));
            case ID -> sink.id(name, value, value(buffer, block + offset + size(type)));
        }
    }

    private long value(DirectBuffer buffer, int at) {
        return switch (type) {
            case "int8" -> buffer.getByte(at);
            case "uint8", "char" -> buffer.getByte(at) & 0xFF;
            case "int16" -> buffer.getShort(at, ByteOrder.LITTLE_ENDIAN);
            case "uint16" -> buffer.getShort(at, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
            case "int32" -> buffer.getInt(at, ByteOrder.LITTLE_ENDIAN);
            case "uint32" -> buffer.getInt(at, ByteOrder.LITTLE_ENDIAN) & 0xFFFF_FFFFL;
            default -> buffer.getLong(at, ByteOrder.LITTLE_ENDIAN);
        };
    }

    private static String letters(long packed) {
        StringBuilder letters = new StringBuilder(3);
        for (int shift = 2 * LETTER_BITS; shift >= 0; shift -= LETTER_BITS) {
            long letter = packed >>> shift & 0xFF;
            if (letter >= 'A' && letter <= 'Z') {
                letters.append((char) letter);
            }
        }
        return letters.toString();
    }
}
