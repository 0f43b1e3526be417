package io.faka.gateway.session;

/**
 * Bounds of every connection, whatever it speaks.
 *
 * @param maxInFlight      requests a connection may have unanswered before it is not read any more, 1 to 1,048,576
 * @param writeLowBytes    unsent bytes below which a connection is read again, at least 1
 * @param writeHighBytes   unsent bytes above which it is not read, above {@code writeLowBytes}
 * @param writeHardBytes   unsent bytes above which it is cut, above {@code writeHighBytes}
 * @param slowReaderMillis how long a connection may stay above the high mark before it is cut, at least 1
 * @param slowWriterMillis how long a request or a handshake may take to arrive before it is cut, at least 1
 * @param idleMillis       how long a connection may be silent, at least 1; sessions with heartbeats agree on their own
 */
public record SessionLimits(
        int maxInFlight,
        int writeLowBytes,
        int writeHighBytes,
        int writeHardBytes,
        long slowReaderMillis,
        long slowWriterMillis,
        long idleMillis) {
    /** Checks the ranges above. */
    public SessionLimits {
        require(maxInFlight >= 1 && maxInFlight <= 1 << 20, "maxInFlight must be 1 to 1048576: " + maxInFlight);
        require(writeLowBytes >= 1, "writeLowBytes must be at least 1: " + writeLowBytes);
        require(writeHighBytes > writeLowBytes, "writeHighBytes must be above writeLowBytes: " + writeHighBytes);
        require(writeHardBytes > writeHighBytes, "writeHardBytes must be above writeHighBytes: " + writeHardBytes);
        require(slowReaderMillis >= 1, "slowReaderMillis must be at least 1: " + slowReaderMillis);
        require(slowWriterMillis >= 1, "slowWriterMillis must be at least 1: " + slowWriterMillis);
        require(idleMillis >= 1, "idleMillis must be at least 1: " + idleMillis);
    }

    /** 4,096 in flight; 256 KiB, 1 MiB and 16 MiB unsent; 10 s to read and write; 75 s of silence. */
    public static SessionLimits defaults() {
        return new SessionLimits(4_096, 256 << 10, 1 << 20, 16 << 20, 10_000, 10_000, 75_000);
    }

    private static void require(boolean condition, String rule) {
        if (!condition) {
            throw new IllegalArgumentException(rule);
        }
    }
}
