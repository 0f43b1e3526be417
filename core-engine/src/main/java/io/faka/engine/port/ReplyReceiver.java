package io.faka.engine.port;

import org.agrona.DirectBuffer;

/**
 * Where replies go: usually one per event loop. Called by the pipeline's thread only, in sequence order; must neither block for
 * long nor throw.
 */
public interface ReplyReceiver {
    /**
     * One reply; the buffer is valid during the call.
     *
     * @param sessionId     as given with the command
     * @param correlationId as given with the command
     * @param buffer        holds an SBE message of the reply schema, header first, at {@code offset}
     */
    void onReply(long sessionId, long correlationId, DirectBuffer buffer, int offset, int length);

    /** The batch is over: wake whoever sends. Called at most once per batch and only after an {@link #onReply}. */
    void onBatchEnd();
}
