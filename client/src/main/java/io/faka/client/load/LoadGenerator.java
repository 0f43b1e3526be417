package io.faka.client.load;

import io.faka.client.ClientConfig;
import io.faka.client.FakaException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.Histogram;

/** Places orders as {@link LoadOptions} say and measures. The SKUs must exist and have stock, see {@link LoadStock}. */
public final class LoadGenerator {
    private final LoadOptions options;
    /** Makes this run's client_order_ids unlike those of every other run. */
    private final byte[] run;

    /** Nothing is sent before {@link #run}. */
    public LoadGenerator(LoadOptions options) {
        this.options = options;
        byte[] random = new byte[4];
        new SecureRandom().nextBytes(random);
        run = HexFormat.of().formatHex(random).getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Connects, runs for the given time, waits up to 10 s for the last answers, and disconnects.
     *
     * @throws FakaException         if the node refuses or cuts a session
     * @throws UncheckedIOException  if a connection fails
     * @throws IllegalStateException if not all connections are accepted within 10 s
     */
    public LoadReport run() {
        List<LoadWorker> workers = new ArrayList<>();
        try {
            for (int i = 0; i < options.threads(); i++) {
                workers.add(worker(i));
            }
            workers.forEach(LoadWorker::connect);
            Pauses pauses = new Pauses();
            try (pauses) {
                runAll(workers);
            }
            return report(workers, pauses.histogram());
        } finally {
            workers.forEach(LoadWorker::close);
        }
    }

    private LoadWorker worker(int index) {
        int from = options.connections() * index / options.threads();
        int to = options.connections() * (index + 1) / options.threads();
        try {
            Selector selector = Selector.open();
            LoadSession[] sessions = sessions(selector, to - from);
            double share = (double) sessions.length / options.connections();
            return new LoadWorker(options, selector, sessions, (long) index << 48, share);
        } catch (IOException e) {
            throw new UncheckedIOException("no selector to be had", e);
        }
    }

    private LoadSession[] sessions(Selector selector, int count) {
        LoadSession[] sessions = new LoadSession[count];
        if (options.protocol() == LoadOptions.Protocol.HTTP) {
            HttpTemplates templates = new HttpTemplates(run, options);
            for (int i = 0; i < count; i++) {
                sessions[i] = new HttpLoadSession(options, selector, templates);
            }
        } else {
            TcpTemplates templates = new TcpTemplates(run, options.skus());
            ClientConfig config = ClientConfig.of(options.host(), options.port(), options.credentials())
                    .withLimits(options.pipeline(), options.pipeline())
                    .withHeartbeat(Duration.ofSeconds(10));
            for (int i = 0; i < count; i++) {
                sessions[i] = new TcpLoadSession(config, selector, templates, options.pipeline());
            }
        }
        return sessions;
    }

    private void runAll(List<LoadWorker> workers) {
        long start = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(5);
        workers.forEach(worker -> worker.schedule(start));
        AtomicReference<Throwable> failure = new AtomicReference<>();
        List<Thread> threads = new ArrayList<>();
        for (LoadWorker worker : workers) {
            Thread thread = new Thread(worker, "faka-load");
            thread.setUncaughtExceptionHandler((t, e) -> failure.compareAndSet(null, e));
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            join(thread);
        }
        if (failure.get() instanceof RuntimeException e) {
            throw e;
        }
        if (failure.get() != null) {
            throw new IllegalStateException("the generator failed", failure.get());
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private LoadReport report(List<LoadWorker> workers, Histogram pauses) {
        Histogram latency = new Histogram(TimeUnit.MINUTES.toNanos(5), 3);
        Map<String, Long> errors = new HashMap<>();
        long orders = 0;
        long all = 0;
        long paid = 0;
        for (LoadWorker worker : workers) {
            latency.add(worker.latency());
            worker.errors().forEach((code, count) -> errors.merge(code, count[0], Long::sum));
            orders += worker.ordersCounted();
            all += worker.orders();
            paid += worker.paidCounted();
        }
        return new LoadReport(
                orders,
                all,
                paid,
                options.seconds(),
                (double) orders / options.seconds(),
                micros(latency.getValueAtPercentile(50)),
                micros(latency.getValueAtPercentile(90)),
                micros(latency.getValueAtPercentile(99)),
                micros(latency.getValueAtPercentile(99.9)),
                micros(latency.getMaxValue()),
                micros(pauses.getValueAtPercentile(99)),
                micros(pauses.getValueAtPercentile(99.9)),
                micros(pauses.getMaxValue()),
                errors);
    }

    private static long micros(long nanos) {
        return TimeUnit.NANOSECONDS.toMicros(nanos);
    }
}
