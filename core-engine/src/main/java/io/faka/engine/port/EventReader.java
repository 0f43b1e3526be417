package io.faka.engine.port;

/** A position in the event log that moves forward. Each reader belongs to one thread. */
public interface EventReader extends AutoCloseable {
    /** Moves so that the next batch read is the first one with an event after {@code seq}. */
    void seekAfter(long seq);

    /**
     * Hands over up to {@code maxBatches} batches.
     *
     * @return batches read; 0 = at the end for now
     * @throws RuntimeException if a record is damaged
     */
    int poll(EventBatchHandler handler, int maxBatches);

    @Override
    void close();
}
