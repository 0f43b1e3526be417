package io.faka.gateway.feed;

import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The event feed of a node. Any thread may ask; the log is read on the feed's own threads, never on an event loop. */
public final class EventFeed implements AutoCloseable {
    private static final int WAITING_TRACES = 8;

    private final FeedSource source;
    private final FeedLimits limits;
    private final ThreadPoolExecutor pageThread;
    private final EventPages pages;
    private final ThreadPoolExecutor traceThread;
    private final EventStreams streams;
    private final AtomicLong pagesServed = new AtomicLong();
    private final AtomicLong streamsCut = new AtomicLong();

    /** Reads from the source; nothing runs before something is asked for. */
    public EventFeed(FeedSource source, FeedLimits limits) {
        this.source = source;
        this.limits = limits;
        this.streams = new EventStreams(source, limits);
        this.pages = new EventPages(source, limits.pageBytes());
        pageThread = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(limits.waitingPages()),
                work -> thread(work, "faka-feed-pages"));
        traceThread = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING_TRACES),
                work -> thread(work, "faka-feed-traces"));
    }

    /** Where its events come from. */
    public FeedSource source() {
        return source;
    }

    /** Its bounds. */
    public FeedLimits limits() {
        return limits;
    }

    /**
     * Asks for a page.
     *
     * @return false if too many wait already; the receiver is not called then
     */
    public boolean page(long after, int limit, PageReceiver receiver) {
        try {
            pageThread.execute(() -> servePage(after, limit, receiver));
            return true;
        } catch (RejectedExecutionException full) {
            return false;
        }
    }

    /**
     * Asks for a trace; it goes through the whole journal and event log.
     *
     * @param receiver is given the trace, or null where there is nothing to tell
     * @return false if too many wait already; the receiver is not called then
     */
    public boolean trace(TraceKind kind, String id, PageReceiver receiver) {
        try {
            traceThread.execute(() -> serveTrace(kind, id, receiver));
            return true;
        } catch (RejectedExecutionException full) {
            return false;
        }
    }

    /**
     * Opens a stream.
     *
     * @param types only events of these types; empty = all
     * @return null if there are too many streams
     */
    public EventStream stream(long after, Set<String> types, StreamOutput output) {
        return streams.open(after, types, output);
    }

    /** A stream's reader has taken its piece, or is gone. */
    public void wakeStreams() {
        streams.wake();
    }

    /** A stream was cut because it was not read. */
    public void cut() {
        streamsCut.incrementAndGet();
    }

    /** Streams open now. */
    public int streams() {
        return streams.size();
    }

    /** Streams cut because they were not read. */
    public long streamsCut() {
        return streamsCut.get();
    }

    /** Sequences that the slowest open stream has not been sent yet; 0 without one. */
    public long streamLag() {
        return streams.lag();
    }

    /** Pages handed out. */
    public long pagesServed() {
        return pagesServed.get();
    }

    /** Ends the threads; who waits for a page is not answered any more. */
    @Override
    public void close() {
        streams.close();
        var pagesLeft = pageThread.shutdownNow();
        var tracesLeft = traceThread.shutdownNow();
        assert pagesLeft != null && tracesLeft != null;
        try {
            if (traceThread.awaitTermination(1, TimeUnit.MINUTES) && pageThread.awaitTermination(1, TimeUnit.MINUTES)) {
                pages.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serveTrace(TraceKind kind, String id, PageReceiver receiver) {
        Trace trace = new Trace(kind, id, source.skus());
        try {
            TraceScan.run(source, trace);
        } catch (RuntimeException e) {
            receiver.onFailure(e);
            return;
        }
        receiver.onPage(trace.isEmpty() ? null : trace.toJson());
    }

    private void servePage(long after, int limit, PageReceiver receiver) {
        byte[] page;
        try {
            page = pages.page(after, limit);
        } catch (RuntimeException e) {
            receiver.onFailure(e);
            return;
        }
        pagesServed.incrementAndGet();
        receiver.onPage(page);
    }

    private static Thread thread(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
