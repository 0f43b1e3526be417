package io.faka.engine.port;

import org.agrona.DirectBuffer;

/** Receives the events of one journal batch; the buffer is valid during the call. */
@FunctionalInterface
public interface EventBatchHandler {
    /**
     * @param count   events in the payload
     * @param payload entries of a 4-byte little-endian length and an SBE event, header first
     */
    void onBatch(
            long epoch,
            long firstSeq,
            long lastSeq,
            long timeMicros,
            int count,
            DirectBuffer payload,
            int offset,
            int length);
}
