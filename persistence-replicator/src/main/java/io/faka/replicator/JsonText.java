package io.faka.replicator;

/** One flat JSON object, written field by field. */
final class JsonText {
    private final StringBuilder text = new StringBuilder(192);

    JsonText begin() {
        text.setLength(0);
        text.append('{');
        return this;
    }

    JsonText field(String name, long value) {
        name(name);
        text.append(value);
        return this;
    }

    JsonText field(String name, Enum<?> value) {
        name(name);
        text.append('"').append(value.name()).append('"');
        return this;
    }

    JsonText field(String name, OrderId value) {
        name(name);
        text.append('"');
        hex(value.high());
        hex(value.low());
        text.append('"');
        return this;
    }

    JsonText field(String name, CharSequence value) {
        name(name);
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            escaped(value.charAt(i));
        }
        text.append('"');
        return this;
    }

    /** Opens a list of numbers or of lists of numbers. */
    JsonText list(String name) {
        name(name);
        return open();
    }

    JsonText open() {
        comma();
        text.append('[');
        return this;
    }

    JsonText number(long value) {
        comma();
        text.append(value);
        return this;
    }

    JsonText close() {
        text.append(']');
        return this;
    }

    String end() {
        return text.append('}').toString();
    }

    private void name(String name) {
        comma();
        text.append('"').append(name).append("\":");
    }

    private void comma() {
        char last = text.charAt(text.length() - 1);
        if (last != '{' && last != '[' && last != ':') {
            text.append(',');
        }
    }

    private void hex(long value) {
        for (int shift = 60; shift >= 0; shift -= 4) {
            text.append(Character.forDigit((int) (value >>> shift) & 15, 16));
        }
    }

    private void escaped(char c) {
        if (c == '"' || c == '\\') {
            text.append('\\').append(c);
        } else if (c < 0x20) {
            text.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
        } else {
            text.append(c);
        }
    }
}
