package io.faka.gateway.feed;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The event feed of a node. Any thread may ask; the log is read on the feed's own threads, never on an event loop. */
public final class EventFeed implements AutoCloseable {
    private final FeedSource source;
    private final FeedLimits limits;
    private final ThreadPoolExecutor pageThread;
    private final EventPages pages;
    private final AtomicLong pagesServed = new AtomicLong();

    /** Reads from the source; nothing runs before something is asked for. */
    public EventFeed(FeedSource source, FeedLimits limits) {
        this.source = source;
        this.limits = limits;
        this.pages = new EventPages(source, limits.pageBytes());
        pageThread = new ThreadPoolExecutor(
                1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(limits.waitingPages()), EventFeed::thread);
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

    /** Pages handed out. */
    public long pagesServed() {
        return pagesServed.get();
    }

    /** Ends the threads; who waits for a page is not answered any more. */
    @Override
    public void close() {
        pageThread.shutdownNow();
        try {
            if (pageThread.awaitTermination(1, TimeUnit.MINUTES)) {
                pages.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "faka-feed-pages");
        thread.setDaemon(true);
        return thread;
    }
}
