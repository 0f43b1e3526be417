package io.faka.gateway.history;

import io.faka.gateway.cipher.CodeCipher;
import io.faka.gateway.cipher.CodeKeys;
import io.faka.gateway.feed.PageReceiver;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Looks archived orders up on a thread of its own, so that a slow database holds up nobody else. Any thread may ask. */
public final class HistoryDesk implements AutoCloseable {
    private static final int MOST_WAITING = 64;

    private final OrderHistory history;
    private final ArchivedOrderWriter writer;
    private final ThreadPoolExecutor thread;

    private HistoryDesk(OrderHistory history, ArchivedOrderWriter writer, ThreadPoolExecutor thread) {
        this.history = history;
        this.writer = writer;
        this.thread = thread;
    }

    /** Asks this history, and opens the codes it has with these keys. */
    public static HistoryDesk of(OrderHistory history, CodeKeys keys) {
        ThreadPoolExecutor thread = new ThreadPoolExecutor(
                1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), HistoryDesk::thread);
        return new HistoryDesk(history, new ArchivedOrderWriter(new CodeCipher(keys)), thread);
    }

    /** There is no database to ask. */
    public static HistoryDesk none() {
        return new HistoryDesk(null, null, null);
    }

    /** Whether there is a database to ask. */
    public boolean isConfigured() {
        return history != null;
    }

    /**
     * Asks for the order of a public id.
     *
     * @param receiver is given the order, or null where the database has none; on this desk's thread
     * @return false if too many wait already; the receiver is not called then
     */
    public boolean find(long idHigh, long idLow, PageReceiver receiver) {
        return ask(() -> history.find(idHigh, idLow), receiver);
    }

    /** As {@link #find}, for the order of a {@code client_order_id}. */
    public boolean findByClientOrderId(String clientOrderId, PageReceiver receiver) {
        return ask(() -> history.findByClientOrderId(clientOrderId), receiver);
    }

    /** Ends the thread; who waits is not answered any more. */
    @Override
    public void close() {
        if (thread != null) {
            thread.shutdownNow();
        }
    }

    private boolean ask(Supplier<Optional<ArchivedOrder>> question, PageReceiver receiver) {
        try {
            thread.execute(() -> answer(question, receiver));
            return true;
        } catch (RejectedExecutionException full) {
            return false;
        }
    }

    private void answer(Supplier<Optional<ArchivedOrder>> question, PageReceiver receiver) {
        byte[] order;
        try {
            order = question.get().map(writer::write).orElse(null);
        } catch (RuntimeException e) {
            receiver.onFailure(e);
            return;
        }
        receiver.onPage(order);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "faka-history");
        thread.setDaemon(true);
        return thread;
    }
}
