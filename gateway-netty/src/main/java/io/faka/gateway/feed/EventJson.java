package io.faka.gateway.feed;

import io.faka.engine.schema.FieldSink;
import io.faka.engine.schema.MessageSchema;
import io.faka.gateway.json.JsonBytes;
import io.faka.gateway.json.UtcTime;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.agrona.DirectBuffer;

/**
 * Writes an event as a JSON object: {@code seq}, {@code index}, {@code type}, {@code time}, then the fields of its schema. The same event
 * gives the same bytes. Codes are never written, nor is what could help to find one. One thread.
 */
public final class EventJson {
    /** Belong to the sealing of codes. */
    private static final Set<String> SEALING = Set.of("fingerprint", "key_id");

    private static final String SKU_NUMBER = "sku_number";

    private static final int HEADER_BYTES = 8;
    private static final byte[] SEQ = ascii("{\"seq\":");
    private static final byte[] INDEX = ascii(",\"index\":");
    private static final byte[] TYPE = ascii(",\"type\":");
    private static final byte[] NULL = ascii("null");

    private final SkuNames skus;
    private final UtcTime time = new UtcTime();
    private final Writer writer = new Writer();

    /** Resolves SKUs by these names. */
    public EventJson(SkuNames skus) {
        this.skus = skus;
    }

    /** Writes the event at {@code offset}, header first, the {@code index}th of its sequence from 0. */
    public void write(DirectBuffer buffer, int offset, int length, int index, JsonBytes into) {
        MessageSchema schema = MessageSchema.events();
        writer.begin(into);
        into.raw(SEQ).number(buffer.getLong(offset + HEADER_BYTES, ByteOrder.LITTLE_ENDIAN));
        into.raw(INDEX).number(index);
        into.raw(TYPE).string(schema.nameOf(buffer, offset));
        schema.read(buffer, offset, length, writer);
        writer.end();
    }

    /** Writes the command at {@code offset}, header first; it has no index. */
    public void writeCommand(long seq, long timeMicros, DirectBuffer buffer, int offset, int length, JsonBytes into) {
        MessageSchema schema = MessageSchema.commands();
        writer.begin(into);
        into.raw(SEQ).number(seq);
        into.raw(TYPE).string(schema.nameOf(buffer, offset));
        writer.time("time", timeMicros);
        schema.read(buffer, offset, length, writer);
        writer.end();
    }

    /** Puts commas and keeps out what is not shown. */
    private final class Writer implements FieldSink {
        private JsonBytes out;
        private int depth;
        private long skuNumber;
        private boolean skuShown;
        private int listStart;
        private int listCount;
        private boolean listShown;

        void begin(JsonBytes into) {
            out = into;
            depth = 0;
            skuNumber = 0;
            skuShown = false;
        }

        void end() {
            if (skuNumber > 0 && !skuShown) {
                field("sku").string(skus.of((int) skuNumber));
            }
            out.raw('}');
        }

        @Override
        public void number(String name, long value) {
            if (name.equals(SKU_NUMBER) && depth == 0) {
                skuNumber = value;
            } else if (name.equals(SKU_NUMBER)) {
                field("sku").string(skus.of((int) value));
            } else if (isShown(name)) {
                field(name).number(value);
            }
        }

        private boolean isShown(String name) {
            boolean internal = SEALING.contains(name) || name.endsWith("_number");
            return !internal && (depth > 0 || !name.equals("seq"));
        }

        @Override
        public void text(String name, DirectBuffer buffer, int offset, int length) {
            if (name.equals("content")) {
                return;
            }
            skuShown |= depth == 0 && name.equals("sku");
            field(name).string(buffer, offset, length);
        }

        @Override
        public void name(String name, String value) {
            if (value.isEmpty()) {
                field(name).raw(NULL);
            } else {
                field(name).string(value);
            }
        }

        @Override
        public void time(String name, long micros) {
            field(name);
            if (micros <= 0) {
                out.raw(NULL);
            } else {
                out.raw('"').raw(time.format(micros / 1000)).raw('"');
            }
        }

        @Override
        public void id(String name, long high, long low) {
            if (!SEALING.contains(name)) {
                field(name).raw('"').hex(high).hex(low).raw('"');
            }
        }

        @Override
        public void beginList(String name, int count) {
            field(name);
            if (depth == 0) {
                listStart = out.length();
                listCount = count;
                listShown = count == 0;
            }
            depth++;
            out.raw('[');
        }

        @Override
        public void beginItem() {
            if (last() == '}') {
                out.raw(',');
            }
            out.raw('{');
        }

        @Override
        public void endItem() {
            listShown |= last() != '{';
            out.raw('}');
        }

        @Override
        public void endList() {
            out.raw(']');
            depth--;
            if (depth == 0 && !listShown) {
                // Of a list with nothing to be seen in its items, their number is what there is to say.
                out.cut(listStart);
                out.number(listCount);
            }
        }

        private JsonBytes field(String name) {
            if (last() != '{') {
                out.raw(',');
            }
            return out.raw('"')
                    .raw(name.getBytes(StandardCharsets.US_ASCII))
                    .raw('"')
                    .raw(':');
        }

        private char last() {
            return (char) out.array()[out.length() - 1];
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
