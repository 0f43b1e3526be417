package io.faka.client.load;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** Measures how late a thread wakes that sleeps a millisecond at a time: what the machine adds to every latency. */
final class Pauses implements AutoCloseable {
    private static final long SLEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Histogram histogram = new Histogram(TimeUnit.MINUTES.toNanos(1), 3);
    private final Thread thread = new Thread(this::run, "faka-pauses");
    private volatile boolean stopping;

    Pauses() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Nanoseconds late. Call after {@link #close}. */
    Histogram histogram() {
        return histogram;
    }

    @Override
    public void close() {
        stopping = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        long last = System.nanoTime();
        while (!stopping) {
            LockSupport.parkNanos(SLEEP_NANOS);
            long now = System.nanoTime();
            long late = Math.max(0, now - last - SLEEP_NANOS);
            histogram.recordValueWithExpectedInterval(
                    Math.min(late, histogram.getHighestTrackableValue()), SLEEP_NANOS);
            last = now;
        }
    }
}
