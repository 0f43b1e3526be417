package io.faka.client.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.agrona.CloseHelper;

/** One thread of the generator with its share of the connections and of the rate. */
final class LoadWorker implements Runnable, LoadSink {
    private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long CONNECT_NANOS = TimeUnit.SECONDS.toNanos(10);
    /** Open loop: how long to sleep at most between two looks at the clock. */
    private static final long PARK_NANOS = 50_000;

    private final LoadOptions options;
    private final LoadSession[] sessions;
    private final Selector selector;
    private final double intervalNanos;
    private final Consumer<SelectionKey> onSelected = this::onSelected;
    private final Histogram latency = new Histogram(TimeUnit.MINUTES.toNanos(5), 3);
    private final Map<String, long[]> errors = new HashMap<>();
    private final long firstNumber;
    private long started;
    private long countFrom;
    private long sendUntil;
    private long now;
    private long placed;
    private long paymentNumber;
    private int inFlight;
    private int turn;
    private long orders;
    private long ordersCounted;
    private long paidCounted;

    /**
     * @param firstNumber orders are numbered from here on
     * @param share       this worker's part of the rate
     */
    LoadWorker(LoadOptions options, Selector selector, LoadSession[] sessions, long firstNumber, double share) {
        this.options = options;
        this.selector = selector;
        this.sessions = sessions;
        this.firstNumber = firstNumber;
        intervalNanos = options.ratePerSecond() == 0 ? 0 : 1e9 / (options.ratePerSecond() * share);
    }

    /** Waits until every connection may send. */
    void connect() {
        long deadline = System.nanoTime() + CONNECT_NANOS;
        while (!allReady()) {
            select(10);
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("not all connections were accepted within 10 s");
            }
        }
    }

    /** Sets the times; before {@link #run}. */
    void schedule(long startNanos) {
        started = startNanos;
        countFrom = startNanos + TimeUnit.SECONDS.toNanos(options.warmupSeconds());
        sendUntil = countFrom + TimeUnit.SECONDS.toNanos(options.seconds());
    }

    @Override
    public void run() {
        now = System.nanoTime();
        if (intervalNanos == 0) {
            runClosedLoop();
        } else {
            runOpenLoop();
        }
        drain();
    }

    Histogram latency() {
        return latency;
    }

    Map<String, long[]> errors() {
        return errors;
    }

    long orders() {
        return orders;
    }

    long ordersCounted() {
        return ordersCounted;
    }

    long paidCounted() {
        return paidCounted;
    }

    void close() {
        for (LoadSession session : sessions) {
            CloseHelper.quietClose(session);
        }
        CloseHelper.quietClose(selector);
    }

    private void runClosedLoop() {
        for (LoadSession session : sessions) {
            fill(session);
        }
        while (now - sendUntil < 0) {
            select(10);
        }
    }

    private void runOpenLoop() {
        while (true) {
            now = System.nanoTime();
            long due = due();
            sendDue(due);
            if (now - sendUntil >= 0) {
                long unsent = due - placed;
                if (unsent > 0) {
                    count("unsent", unsent);
                }
                return;
            }
            if (placed < due) {
                select(1);
            } else {
                selectNow();
                parkUntilNext();
            }
        }
    }

    private void parkUntilNext() {
        long nanos = started + (long) ((placed + 1) * intervalNanos) - System.nanoTime();
        if (nanos > 0) {
            LockSupport.parkNanos(Math.min(nanos, PARK_NANOS));
        }
    }

    private long due() {
        return (long) ((Math.min(now, sendUntil) - started) / intervalNanos);
    }

    /** What is due at one look goes out over as few connections as have room for it, beginning with another one each time. */
    private void sendDue(long due) {
        int full = 0;
        while (placed < due && full < sessions.length) {
            LoadSession session = sessions[turn];
            turn = turn + 1 == sessions.length ? 0 : turn + 1;
            long before = placed;
            while (placed < due && place(session, started + (long) (placed * intervalNanos))) {
                placed++;
            }
            if (placed == before) {
                full++;
            } else {
                full = 0;
                session.flush();
            }
        }
    }

    private void fill(LoadSession session) {
        while (now - sendUntil < 0 && place(session, now)) {
            placed++;
        }
        session.flush();
    }

    private boolean place(LoadSession session, long startNanos) {
        if (session.inFlight().isFull()) {
            return false;
        }
        int sku = (int) (placed % options.skus().size());
        if (!session.place(firstNumber + placed, sku, (int) (placed % options.buyers()))) {
            return false;
        }
        session.inFlight().add(startNanos, false);
        inFlight++;
        return true;
    }

    private void drain() {
        long deadline = System.nanoTime() + DRAIN_NANOS;
        while (inFlight > 0 && System.nanoTime() - deadline < 0) {
            select(10);
        }
        if (inFlight > 0) {
            count("unanswered", inFlight);
        }
    }

    private void select(long timeoutMillis) {
        try {
            selector.select(onSelected, timeoutMillis);
            now = System.nanoTime();
        } catch (IOException e) {
            throw new UncheckedIOException("the selector failed", e);
        }
    }

    private void selectNow() {
        try {
            selector.selectNow(onSelected);
        } catch (IOException e) {
            throw new UncheckedIOException("the selector failed", e);
        }
    }

    private void onSelected(SelectionKey key) {
        LoadSession session = (LoadSession) key.attachment();
        now = System.nanoTime();
        session.poll(now, this);
        if (intervalNanos == 0 && started != 0 && session.isReady()) {
            fill(session);
        } else {
            session.flush();
        }
    }

    @Override
    public void onReply(
            LoadSession session,
            boolean done,
            String code,
            long orderIdHigh,
            long orderIdLow,
            long amount,
            int currency) {
        InFlight sent = session.inFlight();
        boolean payment = sent.isOldestPayment();
        long start = sent.oldestStartNanos();
        sent.remove();
        inFlight--;
        if (!payment && start - countFrom >= 0) {
            latency.recordValue(Math.min(now - start, latency.getHighestTrackableValue()));
        }
        if (!done) {
            count(code, 1);
        } else if (payment) {
            paidCounted += isCounted() ? 1 : 0;
        } else {
            ordersCounted += isCounted() ? 1 : 0;
            orders++;
            if (options.pay()) {
                pay(session, orderIdHigh, orderIdLow, amount, currency);
            }
        }
    }

    private void pay(LoadSession session, long orderIdHigh, long orderIdLow, long amount, int currency) {
        if (session.pay(firstNumber + paymentNumber, orderIdHigh, orderIdLow, amount, currency)) {
            paymentNumber++;
            session.inFlight().add(now, true);
            inFlight++;
        } else {
            count("unsent", 1);
        }
    }

    private boolean isCounted() {
        return now - countFrom >= 0 && now - sendUntil < 0;
    }

    private void count(String code, long times) {
        errors.computeIfAbsent(code, name -> new long[1])[0] += times;
    }

    private boolean allReady() {
        for (LoadSession session : sessions) {
            if (!session.isReady()) {
                return false;
            }
        }
        return true;
    }
}
