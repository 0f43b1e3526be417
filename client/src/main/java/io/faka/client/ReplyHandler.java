package io.faka.client;

import org.agrona.DirectBuffer;

/** Receives replies on the thread that polls; the buffer is valid during the call. */
@FunctionalInterface
public interface ReplyHandler {
    /**
     * @param requestId as returned by {@link BinaryConnection#offer}; replies come in that order
     * @param buffer    holds a message of the reply schema, header first, at {@code offset}
     */
    void onReply(long requestId, DirectBuffer buffer, int offset, int length);
}
