package io.faka.node.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * One connection and the buyers who stand in front of it: asks for those who are ready, many at once, and hands each its answer. Run
 * by one thread until all of them are done.
 */
final class Counter implements Runnable {
    private static final long IDLE_NANOS = 1_000_000;
    /** Pause when nobody answers, so that a node that is coming back finds a free core. */
    private static final long AWAY_NANOS = 100_000_000;

    private final Lane lane;
    private final List<Buyer> buyers;
    private final int window;
    private final PriorityQueue<Buyer> waiting = new PriorityQueue<>(Comparator.comparingLong(Buyer::wakeNanos));
    private final Histogram latency = new Histogram(60_000_000_000L, 2);

    /** @param window most asks under way at once */
    Counter(Lane lane, List<Buyer> buyers, int window) {
        this.lane = lane;
        this.buyers = buyers;
        this.window = window;
        buyers.stream().filter(buyer -> !buyer.isDone()).forEach(waiting::add);
    }

    @Override
    public void run() {
        try (lane) {
            List<Buyer> ready = new ArrayList<>(window);
            while (!waiting.isEmpty()) {
                takeReady(ready);
                if (ready.isEmpty()) {
                    LockSupport.parkNanos(IDLE_NANOS);
                } else {
                    serve(ready);
                    ready.clear();
                }
            }
        }
    }

    List<Buyer> buyers() {
        return buyers;
    }

    /** Nanoseconds from asking to the last answer of a window, per ask; read after the thread has ended. */
    Histogram latency() {
        return latency;
    }

    private void takeReady(List<Buyer> ready) {
        long now = System.nanoTime();
        while (ready.size() < window && !waiting.isEmpty() && waiting.peek().wakeNanos() - now <= 0) {
            ready.add(waiting.poll());
        }
    }

    private void serve(List<Buyer> ready) {
        List<Ask> asks = new ArrayList<>(ready.size());
        ready.forEach(buyer -> asks.add(buyer.next()));
        long start = System.nanoTime();
        List<Answer> answers = lane.exchange(asks);
        long took = Math.min(System.nanoTime() - start, latency.getHighestTrackableValue());
        if (answers.stream().allMatch(Answer::isOpen)) {
            LockSupport.parkNanos(AWAY_NANOS);
        }
        for (int i = 0; i < ready.size(); i++) {
            Buyer buyer = ready.get(i);
            if (!answers.get(i).isOpen()) {
                latency.recordValue(took);
            }
            buyer.onAnswer(answers.get(i));
            if (!buyer.isDone()) {
                waiting.add(buyer);
            }
        }
    }
}
