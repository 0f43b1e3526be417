package io.faka.gateway.feed;

import io.faka.engine.schema.MessageSchema;
import io.faka.gateway.json.JsonBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/**
 * One reader's stream of events. Holds one piece at most: the rest waits in the log until the reader has taken it. Read on the feed's
 * thread; canceled and asked on any.
 */
public final class EventStream {
    private static final byte[] EVENT = ascii("event: ");
    private static final byte[] ID = ascii("\nid: ");
    private static final byte[] DATA = ascii("\ndata: ");
    private static final byte[] END = ascii("\n\n");
    /** Sequences looked at in one turn, so that a stream of rare events does not keep the others waiting. */
    private static final int TURN = 4_096;

    private final FeedSource source;
    private final Set<String> types;
    private final StreamOutput output;
    private final int pieceBytes;
    private final EventJson json;
    private final JsonBytes out = new JsonBytes(4 << 10);
    private EventCursor cursor;
    private int index;
    private int count;
    private int lastShown;
    private volatile long position;
    private volatile boolean canceled;

    EventStream(FeedSource source, long after, Set<String> types, StreamOutput output, int pieceBytes) {
        this.source = source;
        this.position = after;
        this.types = Set.copyOf(types);
        this.output = output;
        this.pieceBytes = pieceBytes;
        this.json = new EventJson(source.skus());
    }

    /** The reader is gone. Any thread. */
    public void cancel() {
        canceled = true;
    }

    /** Sequence up to which everything has been sent or passed over. Any thread. */
    public long position() {
        return position;
    }

    boolean isCanceled() {
        return canceled;
    }

    /** Sends what there is and the reader takes; false if there was nothing to do. */
    boolean turn() {
        if (!output.isReady()) {
            return false;
        }
        if (cursor == null) {
            cursor = new EventCursor(source, position);
        }
        out.clear();
        long released = source.released().getAsLong();
        int looked = 0;
        while (out.length() < pieceBytes && looked < TURN && nextEvent()) {
            looked++;
            write();
            index++;
            if (index == count) {
                position = cursor.seq();
            }
        }
        if (looked == 0) {
            position = Math.max(position, released);
        }
        if (out.length() > 0) {
            output.send(Arrays.copyOf(out.array(), out.length()));
        }
        return looked > 0;
    }

    void fail(RuntimeException failure) {
        output.onFailure(failure);
    }

    void close() {
        if (cursor != null) {
            cursor.close();
            cursor = null;
        }
    }

    private boolean nextEvent() {
        if (index < count) {
            return true;
        }
        if (!cursor.next()) {
            return false;
        }
        index = 0;
        count = cursor.count();
        lastShown = -1;
        for (int i = 0; i < count; i++) {
            lastShown = isShown(i) ? i : lastShown;
        }
        return true;
    }

    private boolean isShown(int event) {
        return types.isEmpty() || types.contains(name(event));
    }

    private String name(int event) {
        return MessageSchema.events().nameOf(cursor.buffer(), cursor.offset(event));
    }

    private void write() {
        if (!isShown(index)) {
            return;
        }
        out.raw(EVENT).raw(ascii(name(index)));
        if (index == lastShown) {
            out.raw(ID).number(cursor.seq());
        }
        out.raw(DATA);
        json.write(cursor.buffer(), cursor.offset(index), cursor.length(index), index, out);
        out.raw(END);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
