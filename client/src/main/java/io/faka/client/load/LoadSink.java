package io.faka.client.load;

/** Where a session's replies go. */
interface LoadSink {
    /**
     * The oldest request in flight was answered.
     *
     * @param done false = refused
     * @param code the result code's name in lower case
     * @param orderIdHigh 0 unless the session was asked to pay; so are the next three
     */
    void onReply(
            LoadSession session,
            boolean done,
            String code,
            long orderIdHigh,
            long orderIdLow,
            long amount,
            int currency);
}
