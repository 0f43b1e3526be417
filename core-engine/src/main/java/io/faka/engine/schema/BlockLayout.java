package io.faka.engine.schema;

import java.nio.ByteOrder;
import java.util.List;
import org.agrona.DirectBuffer;

/** What stands in a message, or in an item of one of its lists: fields, then lists, then texts. */
record BlockLayout(List<FieldLayout> fields, List<ListLayout> lists, List<DataLayout> data) {
    private static final int LIST_HEADER_BYTES = 4;

    BlockLayout {
        fields = List.copyOf(fields);
        lists = List.copyOf(lists);
        data = List.copyOf(data);
    }

    /** A list of items. */
    record ListLayout(String name, BlockLayout item) {}

    /**
     * Bytes of any length.
     *
     * @param lengthBytes size of the length in front of them
     * @param isText      whether they are UTF-8
     */
    record DataLayout(String name, int lengthBytes, boolean isText) {}

    /** Bytes of the fields. */
    int length() {
        return fields.isEmpty() ? 0 : fields.get(fields.size() - 1).end();
    }

    /**
     * Hands over everything; fields that the writer's older schema did not have are left out.
     *
     * @param blockLength bytes of the fields, as written
     * @param end         where the message ends
     * @return behind the last byte read
     */
    int handOver(DirectBuffer buffer, int offset, int blockLength, int end, FieldSink sink) {
        for (FieldLayout field : fields) {
            if (field.end() <= blockLength) {
                field.handOver(buffer, offset, sink);
            }
        }
        int at = offset + blockLength;
        for (ListLayout list : lists) {
            at = at < end ? handOver(list, buffer, at, end, sink) : at;
        }
        for (DataLayout one : data) {
            at = at < end ? handOver(one, buffer, at, end, sink) : at;
        }
        return at;
    }

    private static int handOver(ListLayout list, DirectBuffer buffer, int offset, int end, FieldSink sink) {
        int itemLength = buffer.getShort(offset, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
        int count = buffer.getShort(offset + Short.BYTES, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
        int at = offset + LIST_HEADER_BYTES;
        sink.beginList(list.name(), count);
        for (int i = 0; i < count; i++) {
            sink.beginItem();
            at = list.item().handOver(buffer, at, itemLength, end, sink);
            sink.endItem();
        }
        sink.endList();
        return at;
    }

    private static int handOver(DataLayout data, DirectBuffer buffer, int offset, int end, FieldSink sink) {
        int length = switch (data.lengthBytes()) {
            case 1 -> buffer.getByte(offset) & 0xFF;
            case 2 -> buffer.getShort(offset, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
            default -> buffer.getInt(offset, ByteOrder.LITTLE_ENDIAN);
        };
        int at = offset + data.lengthBytes();
        if (length < 0 || length > end - at) {
            throw new IllegalArgumentException(data.name() + " of " + length + " bytes reaches beyond its message");
        }
        if (data.isText()) {
            sink.text(data.name(), buffer, at, length);
        } else {
            sink.opaque(data.name(), length);
        }
        return at + length;
    }
}
