package io.faka.gateway.feed;

import org.agrona.DirectBuffer;

/** Hands a running node's journal and event log to a trace, in step. One thread, once. */
final class TraceScan implements io.faka.engine.port.CommandHandler {
    private final FeedSource source;
    private final Trace trace;
    private final long released;
    private final EventCursor events;
    private boolean more;

    private TraceScan(FeedSource source, Trace trace, EventCursor events) {
        this.source = source;
        this.trace = trace;
        this.events = events;
        this.released = source.released().getAsLong();
    }

    static void run(FeedSource source, Trace trace) {
        try (EventCursor events = new EventCursor(source, 0)) {
            new TraceScan(source, trace, events).run();
        }
    }

    private void run() {
        more = events.next();
        source.commands().run(this);
        eventsUntil(released);
    }

    @Override
    public void onCommand(long seq, long timeMicros, long epoch, DirectBuffer buffer, int offset, int length) {
        if (seq <= released) {
            eventsUntil(seq - 1);
            trace.onCommand(seq, timeMicros, buffer, offset, length);
            eventsUntil(seq);
        }
    }

    private void eventsUntil(long seq) {
        while (more && events.seq() <= seq) {
            for (int i = 0; i < events.count(); i++) {
                trace.onEvent(events.buffer(), events.offset(i), events.length(i), i);
            }
            more = events.next();
        }
    }
}
