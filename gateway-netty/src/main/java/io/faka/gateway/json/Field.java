package io.faka.gateway.json;

/** A field's name, ready to be compared, and its place in the set of fields seen. */
final class Field {
    final String name;
    final byte[] bytes;
    final long bit;

    /** @param index 0-61, unique within its request */
    Field(int index, String name) {
        this.name = name;
        this.bytes = Names.ascii(name);
        this.bit = 1L << index;
    }
}
