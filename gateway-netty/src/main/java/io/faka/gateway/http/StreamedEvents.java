package io.faka.gateway.http;

import io.faka.gateway.feed.EventStream;
import io.faka.gateway.feed.StreamOutput;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that has become a stream of events. At most one piece is under way: the next is asked for when the socket has taken it, so
 * a slow reader costs one piece of memory. Event loop only, but for what {@link StreamOutput} says.
 */
final class StreamedEvents implements StreamOutput {
    private static final Logger LOG = LoggerFactory.getLogger(StreamedEvents.class);

    private final HttpLoop http;
    private final HttpConnection connection;
    private EventStream stream;
    private volatile boolean ready;
    private long sentNanos = System.nanoTime();
    private boolean underWay;

    StreamedEvents(HttpLoop http, HttpConnection connection) {
        this.http = http;
        this.connection = connection;
    }

    void began(EventStream opened) {
        stream = opened;
    }

    /** The socket has taken the last piece. */
    void taken() {
        underWay = false;
        sentNanos = System.nanoTime();
        ready = true;
        http.context.feed().wakeStreams();
    }

    /** Looks whether the reader is too slow, or has heard nothing for long. */
    void onTime(long nowNanos) {
        long waited = TimeUnit.NANOSECONDS.toMillis(nowNanos - sentNanos);
        if (underWay && waited > http.context.sessionLimits().slowReaderMillis()) {
            LOG.info("stream cut: slow_reader, at seq {}", stream.position());
            http.context.feed().cut();
            connection.endStreaming("slow_reader", "the stream was not read fast enough; connect again to go on");
        } else if (!underWay && waited > http.context.feed().limits().heartbeatMillis()) {
            connection.sendComment("heartbeat");
            sentNanos = nowNanos;
        }
    }

    /** The connection is gone. */
    void cancel() {
        ready = false;
        stream.cancel();
        http.context.feed().wakeStreams();
    }

    @Override
    public boolean isReady() {
        return ready;
    }

    @Override
    public void send(byte[] piece) {
        ready = false;
        onLoop(() -> {
            underWay = true;
            sentNanos = System.nanoTime();
            connection.sendPiece(piece, this);
        });
    }

    @Override
    public void onFailure(RuntimeException failure) {
        LOG.error("the event log cannot be read", failure);
        onLoop(() -> connection.endStreaming(
                "event_log_unreadable", "the event log cannot be read; the node's log says why"));
    }

    private void onLoop(Runnable work) {
        try {
            http.loop.eventLoop().execute(work);
        } catch (RejectedExecutionException stopped) {
            LOG.debug("events for a connection that has ended", stopped);
        }
    }
}
