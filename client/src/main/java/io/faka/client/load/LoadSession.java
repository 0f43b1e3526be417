package io.faka.client.load;

/** One connection of the generator, driven by its worker's thread. Replies come in the order of the requests. */
interface LoadSession extends AutoCloseable {
    /** Whether requests may be sent. */
    boolean isReady();

    /** Requests in flight, and their times. */
    InFlight inFlight();

    /** Queues one order; false if the connection takes no more now. */
    boolean place(long number, int sku, int buyer);

    /** Queues one payment; false if the connection takes no more now. */
    boolean pay(long number, long orderIdHigh, long orderIdLow, long amount, int currency);

    /** Sends what is queued. */
    void flush();

    /** Connects, reads, hands over replies, sends the rest. */
    void poll(long nowNanos, LoadSink sink);

    @Override
    void close();
}
