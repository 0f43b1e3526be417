package io.faka.client;

import io.faka.codec.reply.ResultCode;
import java.util.concurrent.CompletableFuture;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A request on its way. Made by the caller's thread, then touched by the I/O thread only. */
final class PendingRequest<R> {
    final CompletableFuture<R> future = new CompletableFuture<>();
    final UnsafeBuffer message;
    final int length;
    final long deadlineNanos;
    /** Not sent before this time; set after a refusal that says "later". */
    long notBeforeNanos;

    private final Request<R> request;
    private int attempts;
    private boolean finished;
    private FakaException lastRefusal;

    PendingRequest(Request<R> request, long deadlineNanos) {
        this.request = request;
        this.deadlineNanos = deadlineNanos;
        message = new UnsafeBuffer(new byte[request.maxEncodedLength()]);
        length = request.encode(message, 0);
    }

    boolean isFinished() {
        return finished;
    }

    void sent() {
        attempts++;
        lastRefusal = null;
    }

    /** Completes the future, unless the node asks to come again later; true if it is completed. */
    boolean onReply(DirectBuffer buffer, int offset, int replyLength) {
        if (finished) {
            return false;
        }
        try {
            finished = true;
            future.complete(request.decode(buffer, offset, replyLength));
        } catch (FakaException refusal) {
            if (isTransient(refusal.code())) {
                finished = false;
                lastRefusal = refusal;
            } else {
                future.completeExceptionally(refusal);
            }
        } catch (RuntimeException e) {
            future.completeExceptionally(new FakaException("a reply that cannot be decoded", e));
        }
        return finished;
    }

    FakaException lastRefusal() {
        return lastRefusal;
    }

    /** Ends it without a reply: refused, never sent, or unknown. */
    void giveUp(String why, Throwable cause) {
        finished = true;
        if (lastRefusal != null) {
            future.completeExceptionally(lastRefusal);
        } else if (attempts == 0) {
            future.completeExceptionally(new NotSentException("not sent, nothing happened: " + why, cause));
        } else {
            future.completeExceptionally(new OutcomeUnknownException(
                    "sent but not answered, ask again with the same request: " + why, cause));
        }
    }

    /** These never entered the journal, so the same request may simply come again. */
    private static boolean isTransient(ResultCode code) {
        return code == ResultCode.OVERLOADED || code == ResultCode.RATE_LIMITED || code == ResultCode.STOPPING;
    }
}
