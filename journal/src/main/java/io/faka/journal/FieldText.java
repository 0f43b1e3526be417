package io.faka.journal;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** One line of a dump, field by field. */
abstract class FieldText {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    final StringBuilder line = new StringBuilder(256);

    abstract void begin(long seq, long timeMicros, long epoch);

    abstract void type(String name);

    abstract void number(String name, long value);

    abstract void text(String name, String value);

    abstract void beginList(String name);

    abstract void beginItem();

    abstract void endItem();

    abstract void endList();

    abstract String end();

    static String time(long micros) {
        return TIME.format(Instant.EPOCH.plusNanos(Math.multiplyExact(micros, 1000L)));
    }

    static String hex(long high, long low) {
        return String.format(Locale.ROOT, "%016x%016x", high, low);
    }

    /** Three letters packed into a number, as the schema has it. */
    static String currency(long packed) {
        StringBuilder letters = new StringBuilder(3);
        for (int shift = 16; shift >= 0; shift -= 8) {
            long letter = packed >>> shift & 0xFF;
            if (letter >= 'A' && letter <= 'Z') {
                letters.append((char) letter);
            }
        }
        return letters.toString();
    }

    /** For people. */
    static final class Plain extends FieldText {
        @Override
        void begin(long seq, long timeMicros, long epoch) {
            line.setLength(0);
            line.append(seq)
                    .append(' ')
                    .append(time(timeMicros))
                    .append(" epoch=")
                    .append(epoch);
        }

        @Override
        void type(String name) {
            line.append(' ').append(name);
        }

        @Override
        void number(String name, long value) {
            line.append(' ').append(name).append('=').append(value);
        }

        @Override
        void text(String name, String value) {
            line.append(' ').append(name).append('=');
            quote(line, value);
        }

        @Override
        void beginList(String name) {
            line.append(' ').append(name).append("=[");
        }

        @Override
        void beginItem() {
            line.append(" {");
        }

        @Override
        void endItem() {
            line.append(" }");
        }

        @Override
        void endList() {
            line.append(" ]");
        }

        @Override
        String end() {
            return line.toString();
        }
    }

    /** For machines. */
    static final class Json extends FieldText {
        @Override
        void begin(long seq, long timeMicros, long epoch) {
            line.setLength(0);
            line.append("{\"seq\":").append(seq).append(",\"time\":\"").append(time(timeMicros));
            line.append("\",\"epoch\":").append(epoch);
        }

        @Override
        void type(String name) {
            text("type", name);
        }

        @Override
        void number(String name, long value) {
            name(name).append(value);
        }

        @Override
        void text(String name, String value) {
            quote(name(name), value);
        }

        @Override
        void beginList(String name) {
            name(name).append('[');
        }

        @Override
        void beginItem() {
            if (line.charAt(line.length() - 1) != '[') {
                line.append(',');
            }
            line.append('{');
        }

        @Override
        void endItem() {
            line.append('}');
        }

        @Override
        void endList() {
            line.append(']');
        }

        @Override
        String end() {
            return line.append('}').toString();
        }

        private StringBuilder name(String name) {
            if (line.charAt(line.length() - 1) != '{') {
                line.append(',');
            }
            return line.append('"').append(name).append("\":");
        }
    }

    private static void quote(StringBuilder line, String value) {
        line.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                line.append('\\').append(c);
            } else if (c < ' ' || c == 0x7F) {
                line.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                line.append(c);
            }
        }
        line.append('"');
    }
}
