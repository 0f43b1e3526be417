package io.faka.gateway.session;

/** A connection that stopped reading because the pipeline had no room. */
@FunctionalInterface
public interface BackPressured {
    /**
     * There may be room again: go on where it stopped, and call {@link CommandPublisher#whenRoom} again if there is not. Called
     * once per {@code whenRoom}, on the event loop.
     */
    void onRoom();
}
