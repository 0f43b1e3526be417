package io.faka.gateway.feed;

/**
 * Bounds of the event feed.
 *
 * @param pageBytes       size at which a page ends, at least 1,024; the events of one sequence are never parted
 * @param waitingPages    page requests that may wait, at least 1
 * @param streams         streams open at a time, at least 1
 * @param chunkBytes      size at which a piece of a stream is sent, at least 1,024
 * @param heartbeatMillis silence after which a stream gets a comment, at least 10
 */
public record FeedLimits(int pageBytes, int waitingPages, int streams, int chunkBytes, long heartbeatMillis) {
    /** Checks the ranges above. */
    public FeedLimits {
        require(pageBytes >= 1024, "pageBytes must be at least 1024: " + pageBytes);
        require(waitingPages >= 1, "waitingPages must be at least 1: " + waitingPages);
        require(streams >= 1, "streams must be at least 1: " + streams);
        require(chunkBytes >= 1024, "chunkBytes must be at least 1024: " + chunkBytes);
        require(heartbeatMillis >= 10, "heartbeatMillis must be at least 10: " + heartbeatMillis);
    }

    /** 1 MiB, 256, 64, 32 KiB, 15 s. */
    public static FeedLimits defaults() {
        return new FeedLimits(1 << 20, 256, 64, 32 << 10, 15_000);
    }

    private static void require(boolean condition, String rule) {
        if (!condition) {
            throw new IllegalArgumentException(rule);
        }
    }
}
