package io.faka.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A client of one node. Any thread may call any method. Requests are sent in the order they were submitted, many to a frame, up
 * to {@link ClientConfig#maxInFlight} unanswered.
 *
 * <p>Each request has a deadline. Until then the client reconnects as often as it must and sends the same request again: with the
 * same client_order_id or payment_ref that can neither sell nor pay twice. Refusals that never entered the node's journal
 * (overloaded, rate limited, stopping) are tried again too. At the deadline a future fails with
 *
 * <ul>
 *   <li>{@link NotSentException}: nothing happened;
 *   <li>{@link OutcomeUnknownException}: it may have happened; submit the same request again to learn;
 *   <li>{@link FakaException} with the node's code, where the node's last word was "later".
 * </ul>
 *
 * Any other refusal fails the future at once with {@link FakaException} and its code.
 *
 * <p>Futures complete on the client's I/O thread: continue with the {@code Async} methods where that takes long, or the node
 * cuts the session as a slow reader.
 */
public final class FakaClient implements AutoCloseable {
    private final ClientConfig config;
    private final RequestLoop loop;
    private final Thread thread;

    private FakaClient(ClientConfig config, RequestLoop loop) {
        this.config = config;
        this.loop = loop;
        thread = new Thread(loop, "faka-client");
        thread.setDaemon(true);
    }

    /**
     * Connects and logs on.
     *
     * @throws SessionClosedException if the first attempt fails; {@link SessionClosedException#reason} tells why
     */
    public static FakaClient connect(ClientConfig config) {
        try {
            FakaClient client = new FakaClient(config, new RequestLoop(config));
            client.thread.start();
            client.awaitLogon();
            return client;
        } catch (IOException e) {
            throw new UncheckedIOException("no selector to be had", e);
        }
    }

    /** Submits with the configured deadline. */
    public <R> CompletableFuture<R> submit(Request<R> request) {
        return submit(request, config.requestTimeout());
    }

    /**
     * Submits one request.
     *
     * @param timeout deadline from now, over all attempts
     * @return completes as the class comment says
     */
    public <R> CompletableFuture<R> submit(Request<R> request, Duration timeout) {
        PendingRequest<R> pending = new PendingRequest<>(request, System.nanoTime() + timeout.toNanos());
        loop.submit(pending);
        return pending.future;
    }

    /**
     * Submits and waits.
     *
     * @throws FakaException as the class comment says
     */
    public <R> R call(Request<R> request) {
        return join(submit(request));
    }

    /** The order with every delivered unit: fetches the pages that {@code order} lacks, or completes at once. */
    public CompletableFuture<OrderResult> withAllUnits(OrderResult order) {
        if (order.isComplete()) {
            return CompletableFuture.completedFuture(order);
        }
        return fetchUnits(order, order.firstUnit() == 0 ? order.units() : List.of());
    }

    /** Whether a session is up now. */
    public boolean isConnected() {
        return loop.isConnected();
    }

    /** Ends the session; what is pending fails. Returns once the I/O thread is gone. */
    @Override
    public void close() {
        loop.stop();
        if (Thread.currentThread() == thread) {
            return;
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private CompletableFuture<OrderResult> fetchUnits(OrderResult order, List<OrderResult.Unit> have) {
        if (have.size() >= order.unitsTotal()) {
            return CompletableFuture.completedFuture(order.withUnits(have));
        }
        return submit(new GetOrder(order.orderId(), have.size())).thenCompose(page -> {
            if (page.units().isEmpty()) {
                throw new FakaException("an empty page at unit " + have.size() + " of " + order.unitsTotal(), null);
            }
            List<OrderResult.Unit> more = new ArrayList<>(have);
            more.addAll(page.units());
            return fetchUnits(order, more);
        });
    }

    private void awaitLogon() {
        try {
            join(loop.firstLogon());
        } catch (FakaException e) {
            close();
            throw e;
        }
    }

    private static <R> R join(CompletableFuture<R> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof FakaException refusal) {
                throw refusal;
            }
            throw e;
        }
    }
}
