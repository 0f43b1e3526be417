package io.faka.gateway.feed;

import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The streams that are open, read by one thread in turn; it sleeps while there are none. */
final class EventStreams implements AutoCloseable {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final FeedSource source;
    private final FeedLimits limits;
    private final CopyOnWriteArrayList<EventStream> streams = new CopyOnWriteArrayList<>();
    private volatile Thread thread;
    private volatile boolean running = true;

    EventStreams(FeedSource source, FeedLimits limits) {
        this.source = source;
        this.limits = limits;
    }

    /** A stream of the events after {@code after}; null if there are too many already. Any thread. */
    synchronized EventStream open(long after, Set<String> types, StreamOutput output) {
        if (!running || streams.size() >= limits.streams()) {
            return null;
        }
        EventStream stream = new EventStream(source, after, types, output, limits.chunkBytes());
        streams.add(stream);
        if (thread == null) {
            thread = new Thread(this::run, "faka-feed-streams");
            thread.setDaemon(true);
            thread.start();
        }
        wake();
        return stream;
    }

    /** Something may be ready: a reader has taken its piece, or is gone. Any thread. */
    void wake() {
        LockSupport.unpark(thread);
    }

    /** Streams open now. */
    int size() {
        return streams.size();
    }

    /** Sequences that the slowest stream has not been sent yet. */
    long lag() {
        long released = source.released().getAsLong();
        return streams.stream()
                .mapToLong(stream -> Math.max(0, released - stream.position()))
                .max()
                .orElse(0);
    }

    @Override
    public void close() {
        Thread ending;
        synchronized (this) {
            running = false;
            ending = thread;
        }
        if (ending != null) {
            LockSupport.unpark(ending);
            try {
                ending.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run() {
        while (running) {
            boolean worked = false;
            for (EventStream stream : streams) {
                worked |= turn(stream);
            }
            if (!worked && streams.isEmpty()) {
                LockSupport.park(this);
            } else if (!worked) {
                LockSupport.parkNanos(this, LOOK_NANOS);
            }
        }
        streams.forEach(EventStream::close);
    }

    private boolean turn(EventStream stream) {
        try {
            if (!stream.isCanceled()) {
                return stream.turn();
            }
        } catch (RuntimeException e) {
            stream.fail(e);
        }
        streams.remove(stream);
        stream.close();
        return true;
    }
}
