package io.faka.engine.port;

import org.agrona.DirectBuffer;

/** Receives the journal's commands in order. */
public interface CommandHandler {
    /** One command; the buffer is valid during the call. */
    void onCommand(long seq, long timeMicros, long epoch, DirectBuffer buffer, int offset, int length);

    /** The commands since the last call were appended as one batch, the newest of which is {@code lastSeq}. */
    default void onBatchEnd(long lastSeq, long timeMicros) {}
}
