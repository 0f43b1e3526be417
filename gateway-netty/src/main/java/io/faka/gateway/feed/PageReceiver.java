package io.faka.gateway.feed;

/** Takes the answer to one request for a page. Called once, on the feed's thread. */
public interface PageReceiver {
    /** The page, a JSON object; of a trace also null: there is nothing. */
    void onPage(byte[] page);

    /** The event log cannot be read. */
    void onFailure(RuntimeException failure);
}
