package io.faka.gateway.feed;

/** The other end of a stream of events. Called on the feed's thread only. */
public interface StreamOutput {
    /** Whether everything sent is on its way to the reader, so that more may come. */
    boolean isReady();

    /** Sends a piece: whole events in the form of server-sent events. The array is the receiver's. */
    void send(byte[] piece);

    /** The event log cannot be read: nothing more comes. */
    void onFailure(RuntimeException failure);
}
