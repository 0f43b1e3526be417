package io.faka.gateway.feed;

import io.faka.gateway.json.JsonBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Makes pages. Remembers where the last one ended, because whoever reads a page usually wants the next. One thread. */
final class EventPages implements AutoCloseable {
    private static final byte[] BEGIN = "{\"events\":[".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NEXT = "],\"next\":".getBytes(StandardCharsets.US_ASCII);
    private static final int KEEP_BYTES = 4 << 20;

    private final FeedSource source;
    private final int pageBytes;
    private final EventJson json;
    private JsonBytes out = new JsonBytes(64 << 10);
    private EventCursor cursor;
    private long reached;

    EventPages(FeedSource source, int pageBytes) {
        this.source = source;
        this.pageBytes = pageBytes;
        this.json = new EventJson(source.skus());
    }

    /**
     * The events after {@code after}: as many whole sequences as fit into {@code limit} and the page's bytes, at least one. {@code next} is
     * what to ask after for more, also where there is nothing more yet.
     */
    byte[] page(long after, int limit) {
        boolean whole = false;
        try {
            place(after);
            write(limit);
            whole = true;
        } finally {
            if (!whole) {
                close();
            }
        }
        byte[] page = Arrays.copyOf(out.array(), out.length());
        if (page.length > KEEP_BYTES) {
            out = new JsonBytes(64 << 10);
        }
        return page;
    }

    @Override
    public void close() {
        if (cursor != null) {
            cursor.close();
            cursor = null;
        }
    }

    private void place(long after) {
        if (cursor == null || reached != after) {
            close();
            cursor = new EventCursor(source, after);
            reached = after;
        }
    }

    private void write(int limit) {
        int events = 0;
        out.clear().raw(BEGIN);
        while (events < limit && out.length() < pageBytes && cursor.next()) {
            if (events > 0 && events + cursor.count() > limit) {
                cursor.unread();
                break;
            }
            for (int i = 0; i < cursor.count(); i++) {
                if (events++ > 0) {
                    out.raw(',');
                }
                json.write(cursor.buffer(), cursor.offset(i), cursor.length(i), i, out);
            }
            reached = cursor.seq();
        }
        out.raw(NEXT).number(reached).raw('}');
    }
}
