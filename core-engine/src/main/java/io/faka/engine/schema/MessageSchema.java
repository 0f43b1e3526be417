package io.faka.engine.schema;

import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.agrona.DirectBuffer;

/** The messages of one schema, for reading any of them. Immutable; any thread. */
public final class MessageSchema {
    private static final int HEADER_BYTES = 8;
    private static final int TEMPLATE_ID_OFFSET = 2;
    private static final int SCHEMA_ID_OFFSET = 4;

    private final int id;
    private final Map<Integer, Message> messages;

    MessageSchema(int id, Map<Integer, Message> messages) {
        this.id = id;
        this.messages = Map.copyOf(messages);
    }

    /** A message: its name in snake_case and what stands in it. */
    record Message(String name, BlockLayout block) {}

    /** The commands of the journal. Read at the first call. */
    public static MessageSchema commands() {
        return Holder.COMMANDS;
    }

    /** The events of the event log. Read at the first call. */
    public static MessageSchema events() {
        return Holder.EVENTS;
    }

    /** Names of all messages, in snake_case and alphabetical order. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        messages.values().forEach(message -> names.add(message.name()));
        return names;
    }

    /** Names of all messages, in snake_case, by their template id and in the order of it. */
    public Map<Integer, String> namesById() {
        Map<Integer, String> names = new TreeMap<>();
        messages.forEach((id, message) -> names.put(id, message.name()));
        return names;
    }

    /** Name of the message at {@code offset}, header first; a message that this build does not know is {@code unknown_ID}. */
    public String nameOf(DirectBuffer buffer, int offset) {
        Message message = messageAt(buffer, offset);
        return message == null ? "unknown_" + templateId(buffer, offset) : message.name();
    }

    /** Hands over the fields of the message at {@code offset}, header first; nothing of a message that this build does not know. */
    public void read(DirectBuffer buffer, int offset, int length, FieldSink sink) {
        Message message = messageAt(buffer, offset);
        if (message != null) {
            int blockLength = buffer.getShort(offset, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
            int unused = message.block().handOver(buffer, offset + HEADER_BYTES, blockLength, offset + length, sink);
        }
    }

    /** Bytes of the fields of the message at {@code offset} as this build writes them; -1 of one that it does not know. */
    int blockLength(DirectBuffer buffer, int offset) {
        Message message = messageAt(buffer, offset);
        return message == null ? -1 : message.block().length();
    }

    /** Names of a message's fields of fixed length, in order. */
    List<String> firstFields(String message) {
        return messages.values().stream()
                .filter(one -> one.name().equals(message))
                .flatMap(one -> one.block().fields().stream())
                .map(FieldLayout::name)
                .toList();
    }

    private Message messageAt(DirectBuffer buffer, int offset) {
        int schema = buffer.getShort(offset + SCHEMA_ID_OFFSET, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
        return schema == id ? messages.get(templateId(buffer, offset)) : null;
    }

    private static int templateId(DirectBuffer buffer, int offset) {
        return buffer.getShort(offset + TEMPLATE_ID_OFFSET, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }

    private static final class Holder {
        static final MessageSchema COMMANDS = SchemaParser.parse("command.xml");
        static final MessageSchema EVENTS = SchemaParser.parse("event.xml");
    }
}
