package io.faka.gateway.session;

import io.faka.codec.reply.ResultCode;
import io.faka.engine.pipeline.CommandClass;
import io.faka.engine.pipeline.CommandIngress;
import io.faka.engine.port.ReplyReceiver;
import java.util.ArrayDeque;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One event loop's way into the pipeline. Claim, encode into {@link #buffer}, then publish or abandon at once:
 *
 * <pre>{@code
 * long claim = publisher.tryClaim(CommandClass.NEW_ORDER, maxLength);
 * if (claim >= 0) {
 *     int length = encode(publisher.buffer(claim));
 *     publisher.publish(claim, length, sessionId, correlationId, readAtNanos);
 * } else if (claim == CommandPublisher.BACK_PRESSURED) {
 *     channel.config().setAutoRead(false);
 *     publisher.whenRoom(this);
 * } else {
 *     RefusalReply refusal = publisher.refusal(claim);
 *     answer(refusal.buffer(), 0, refusal.length());
 * }
 * }</pre>
 *
 * Loop thread only.
 */
public final class CommandPublisher {
    /** No room at this moment: stop reading, and try the same again when {@link #whenRoom} calls. */
    public static final long BACK_PRESSURED = CommandIngress.BACK_PRESSURED;

    private static final int OVERLOADED_RETRY_MILLIS = 100;
    private static final int STORAGE_FULL_RETRY_MILLIS = 5_000;
    private static final int STOPPING_RETRY_MILLIS = 1_000;
    private static final long RETRY_MICROS = 500;

    private final CommandIngress ingress;
    private final ReplyReceiver replies;
    private final ScheduledExecutorService loop;
    private final ArrayDeque<BackPressured> waiting = new ArrayDeque<>();
    private final RefusalReply refusal = new RefusalReply();
    private final Runnable retry = this::retry;
    private boolean retryScheduled;

    /**
     * @param replies receives the replies of everything published here
     * @param loop    the event loop
     */
    public CommandPublisher(CommandIngress ingress, ReplyReceiver replies, ScheduledExecutorService loop) {
        this.ingress = ingress;
        this.replies = replies;
        this.loop = loop;
    }

    /**
     * Claims room for one command of at most {@code maxLength} bytes.
     *
     * @return the claim; or {@link #BACK_PRESSURED}; or another negative number, for which {@link #refusal} has the answer
     */
    public long tryClaim(CommandClass commandClass, int maxLength) {
        return ingress.tryClaim(commandClass, maxLength);
    }

    /** Where to encode the claimed command, from index 0, header first. */
    public UnsafeBuffer buffer(long claim) {
        return ingress.slot(claim).buffer();
    }

    /**
     * Hands the command over. Its reply comes to the session of that id with that correlation id, unless the session is gone.
     *
     * @param length      encoded length in bytes
     * @param readAtNanos when the request was read, on the monotonic clock; 0 = do not measure
     */
    public void publish(long claim, int length, long sessionId, long correlationId, long readAtNanos) {
        ingress.slot(claim)
                .length(length)
                .replyTo(replies, sessionId, correlationId)
                .ingressNanos(readAtNanos);
        ingress.publish(claim);
    }

    /** Gives the claim back; no reply will come. */
    public void abandon(long claim) {
        ingress.abandon(claim);
    }

    /** Remembers who is to be called when there may be room; a caller that has no use for it any more ignores the call. */
    public void whenRoom(BackPressured caller) {
        waiting.add(caller);
        scheduleRetry();
    }

    /**
     * The answer to a claim that was refused. Valid until the next call.
     *
     * @param claim a negative result of {@link #tryClaim} other than {@link #BACK_PRESSURED}
     */
    public RefusalReply refusal(long claim) {
        if (claim == CommandIngress.OVERLOADED) {
            return refusal.set(
                    ResultCode.OVERLOADED,
                    RefusalReply.NO_DETAIL,
                    OVERLOADED_RETRY_MILLIS,
                    "too many requests are waiting; this one was not taken and may be sent again");
        }
        if (claim == CommandIngress.STORAGE_FULL) {
            return refusal.set(
                    ResultCode.STORAGE_FULL,
                    RefusalReply.NO_DETAIL,
                    STORAGE_FULL_RETRY_MILLIS,
                    "the journal's disk is full; this request was not taken");
        }
        if (claim == CommandIngress.STOPPING) {
            return refusal.set(
                    ResultCode.STOPPING,
                    RefusalReply.NO_DETAIL,
                    STOPPING_RETRY_MILLIS,
                    "the node is stopping; this request was not taken");
        }
        throw new IllegalArgumentException("not a refused claim: " + claim);
    }

    /** Lets everyone who waits try again, in turn. Called when replies were handed out and every now and then. */
    void offerRoom() {
        for (int i = waiting.size(); i > 0; i--) {
            waiting.remove().onRoom();
        }
    }

    private void retry() {
        retryScheduled = false;
        offerRoom();
        if (!waiting.isEmpty()) {
            scheduleRetry();
        }
    }

    private void scheduleRetry() {
        if (!retryScheduled) {
            retryScheduled = true;
            // The replies that make room may go to another loop, so this one looks by itself as well.
            var unused = loop.schedule(retry, RETRY_MICROS, TimeUnit.MICROSECONDS);
        }
    }
}
