package io.faka.client;

import io.faka.codec.session.CloseReason;
import java.io.IOException;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;

/**
 * The client's I/O thread: keeps a session, sends requests in the order they came, matches replies, sends again after a cut,
 * gives up at deadlines. {@link #submit}, {@link #stop} and {@link #isConnected} are for any thread.
 */
final class RequestLoop implements Runnable {
    private static final long TICK_MILLIS = 10;

    private final ClientConfig config;
    private final Selector selector;
    private final ManyToOneConcurrentArrayQueue<PendingRequest<?>> submitted;
    private final AtomicInteger pending = new AtomicInteger();
    private final AtomicBoolean asleep = new AtomicBoolean();
    private final CompletableFuture<Void> firstLogon = new CompletableFuture<>();
    private final Deque<PendingRequest<?>> waiting = new ArrayDeque<>();
    private final Deque<PendingRequest<?>> inFlight = new ArrayDeque<>();
    private final List<PendingRequest<?>> resting = new ArrayList<>();
    private BinaryConnection connection;
    private SessionClosedException lastFailure;
    private long reconnectAtNanos = System.nanoTime();
    private long nextTickNanos = System.nanoTime();
    private volatile boolean stopping;
    private volatile boolean connected;
    private volatile boolean ended;

    RequestLoop(ClientConfig config) throws IOException {
        this.config = config;
        selector = Selector.open();
        submitted = new ManyToOneConcurrentArrayQueue<>(config.maxPending());
    }

    /** Completes with the first logon, or with why the first attempt failed. */
    CompletableFuture<Void> firstLogon() {
        return firstLogon;
    }

    boolean isConnected() {
        return connected;
    }

    void submit(PendingRequest<?> request) {
        if (pending.incrementAndGet() > config.maxPending() || stopping || !submitted.offer(request)) {
            pending.decrementAndGet();
            request.giveUp(stopping ? "the client is closed" : config.maxPending() + " requests are pending", null);
            return;
        }
        if (ended) {
            refuseLeftovers();
        } else if (asleep.compareAndSet(true, false)) {
            selector.wakeup();
        }
    }

    void stop() {
        stopping = true;
        selector.wakeup();
    }

    @Override
    public void run() {
        Throwable cause = null;
        try {
            while (!stopping) {
                turn();
            }
        } catch (IOException | RuntimeException e) {
            cause = e;
        } finally {
            end(cause);
        }
    }

    private void turn() throws IOException {
        submitted.drain(waiting::addLast);
        if (connection == null && System.nanoTime() - reconnectAtNanos >= 0) {
            open();
        }
        send();
        asleep.set(true);
        if (submitted.isEmpty()) {
            selector.select(sleepMillis());
        } else {
            selector.selectNow();
        }
        asleep.set(false);
        selector.selectedKeys().clear();
        long now = System.nanoTime();
        poll(now);
        if (now - nextTickNanos >= 0) {
            nextTickNanos = now + TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);
            tick(now);
        }
    }

    private long sleepMillis() {
        if (pending.get() > 0 || !connected) {
            return TICK_MILLIS;
        }
        return Math.max(1, Math.min(10 * TICK_MILLIS, connection.heartbeatMillis() / 2));
    }

    private void open() {
        try {
            connection = BinaryConnection.open(config, selector, this);
        } catch (SessionClosedException e) {
            onSessionEnd(e);
        }
    }

    private void send() {
        if (connection == null) {
            return;
        }
        try {
            while (!waiting.isEmpty()) {
                if (!offer(waiting.peekFirst())) {
                    break;
                }
                waiting.pollFirst();
            }
            connection.flush();
        } catch (SessionClosedException e) {
            onSessionEnd(e);
        }
    }

    /** False if it must wait for room. */
    private boolean offer(PendingRequest<?> request) {
        try {
            if (connection.offer(request.message, 0, request.length) == BinaryConnection.BACK_PRESSURED) {
                return false;
            }
        } catch (IllegalArgumentException e) {
            giveUp(request, e.getMessage(), e);
            return true;
        }
        request.sent();
        inFlight.addLast(request);
        return true;
    }

    private void poll(long now) {
        if (connection == null) {
            return;
        }
        try {
            connection.poll(now, this::onReply);
            if (connection.isReady() && !connected) {
                connected = true;
                firstLogon.complete(null);
            }
        } catch (SessionClosedException e) {
            onSessionEnd(e);
        }
    }

    private void onReply(long requestId, DirectBuffer buffer, int offset, int length) {
        PendingRequest<?> request = inFlight.pollFirst();
        if (request.onReply(buffer, offset, length)) {
            pending.decrementAndGet();
        } else if (!request.isFinished()) {
            long advised = request.lastRefusal().retryAfterMillis();
            long pause = Math.max(advised, config.reconnectPause().toMillis());
            request.notBeforeNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pause);
            resting.add(request);
        }
    }

    /** What was in flight goes to the front of the queue, in its old order: the same request again is always safe. */
    private void onSessionEnd(SessionClosedException failure) {
        lastFailure = failure;
        connected = false;
        connection = null;
        reconnectAtNanos = System.nanoTime() + config.reconnectPause().toNanos();
        while (!inFlight.isEmpty()) {
            PendingRequest<?> request = inFlight.pollLast();
            if (!request.isFinished()) {
                waiting.addFirst(request);
            }
        }
        firstLogon.completeExceptionally(failure);
        if (failure.isFinal()) {
            giveUpAll(failure.getMessage(), failure);
        }
    }

    private void tick(long now) {
        for (Iterator<PendingRequest<?>> rest = resting.iterator(); rest.hasNext(); ) {
            PendingRequest<?> request = rest.next();
            if (now - request.notBeforeNanos >= 0) {
                rest.remove();
                waiting.addLast(request);
            }
        }
        waiting.removeIf(request -> isExpired(request, now));
        resting.removeIf(request -> isExpired(request, now));
        inFlight.forEach(request -> isExpired(request, now));
    }

    /** True if it was given up just now; in flight its place stays until the late reply. */
    private boolean isExpired(PendingRequest<?> request, long now) {
        if (request.isFinished() || now - request.deadlineNanos < 0) {
            return false;
        }
        giveUp(request, "the deadline has passed", lastFailure);
        return true;
    }

    private void giveUp(PendingRequest<?> request, String why, Throwable cause) {
        request.giveUp(why, cause);
        pending.decrementAndGet();
    }

    private void giveUpAll(String why, Throwable cause) {
        submitted.drain(waiting::addLast);
        List<PendingRequest<?>> all = new ArrayList<>(inFlight);
        all.addAll(waiting);
        all.addAll(resting);
        inFlight.clear();
        waiting.clear();
        resting.clear();
        for (PendingRequest<?> request : all) {
            if (!request.isFinished()) {
                giveUp(request, why, cause);
            }
        }
    }

    private void end(Throwable cause) {
        stopping = true;
        connected = false;
        CloseHelper.quietClose(connection);
        giveUpAll("the client is closed", cause);
        firstLogon.completeExceptionally(new SessionClosedException(CloseReason.LOGOUT, "the client is closed", cause));
        CloseHelper.quietClose(selector);
        ended = true;
        refuseLeftovers();
    }

    /** What was submitted while the I/O thread was ending; whoever comes last answers for it. */
    private synchronized void refuseLeftovers() {
        submitted.drain(request -> giveUp(request, "the client is closed", null));
    }
}
