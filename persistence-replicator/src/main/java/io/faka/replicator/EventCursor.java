package io.faka.replicator;

import io.faka.codec.event.MessageHeaderDecoder;
import io.faka.engine.RecordBuffer;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * Walks over the events of one batch payload. Every event of the schema begins with its sequence and its time, so both are read
 * without knowing the type; the index is the event's position among those of its sequence.
 */
final class EventCursor {
    private static final int SEQ_OFFSET = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int TIME_OFFSET = SEQ_OFFSET + Long.BYTES;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private DirectBuffer payload;
    private int next;
    private int end;
    private int offset;
    private int length;
    private long seq;
    private int index;

    void wrap(DirectBuffer payload, int offset, int length) {
        this.payload = payload;
        this.next = offset;
        this.end = offset + length;
        this.seq = -1;
    }

    /**
     * Moves to the next event.
     *
     * @return false behind the last one
     * @throws IllegalStateException if the payload is none of events
     */
    boolean advance() {
        if (next == end) {
            return false;
        }
        length = next + RecordBuffer.LENGTH_BYTES > end ? -1 : payload.getInt(next, ByteOrder.LITTLE_ENDIAN);
        offset = next + RecordBuffer.LENGTH_BYTES;
        if (length < TIME_OFFSET + Long.BYTES || length > end - offset) {
            throw new IllegalStateException(
                    "event of " + length + " bytes with " + (end - next) + " left in its batch");
        }
        header.wrap(payload, offset);
        long following = payload.getLong(offset + SEQ_OFFSET, ByteOrder.LITTLE_ENDIAN);
        index = following == seq ? index + 1 : 0;
        seq = following;
        next = offset + length;
        return true;
    }

    MessageHeaderDecoder header() {
        return header;
    }

    int templateId() {
        return header.templateId();
    }

    DirectBuffer payload() {
        return payload;
    }

    int offset() {
        return offset;
    }

    int length() {
        return length;
    }

    long seq() {
        return seq;
    }

    long timeMicros() {
        return payload.getLong(offset + TIME_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    int index() {
        return index;
    }
}
