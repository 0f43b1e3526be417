package io.faka.gateway.session;

import org.agrona.DirectBuffer;

/** Whoever waits for replies on an event loop: one per connection. Every call comes on that loop's thread. */
public interface ReplySession {
    /**
     * One reply, in the order in which the session published its commands; the buffer is valid during the call.
     *
     * @param correlationId as given with the command
     * @param buffer        holds an SBE message of the reply schema, header first, at {@code offset}
     */
    void onReply(long correlationId, DirectBuffer buffer, int offset, int length);

    /** No more replies for now: send what was gathered. Called once after one or more {@link #onReply}. */
    void onRepliesEnd();

    /** The session itself threw in one of the calls above: it must close its connection. Must not throw. */
    void onFault(RuntimeException fault);
}
