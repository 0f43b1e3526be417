package io.faka.gateway.tcp;

import io.faka.gateway.session.SessionLimits;
import java.util.concurrent.TimeUnit;

/** The deadlines of one binary session, all on the monotonic clock. */
final class SessionClock {
    private static final int MISSED_HEARTBEATS = 3;
    private static final long MIN_HEARTBEAT_MILLIS = 100;
    private static final long MAX_HEARTBEAT_MILLIS = 600_000;
    private static final long NEVER = Long.MIN_VALUE;

    private final long slowReaderNanos;
    private final long slowWriterNanos;
    private final long openedAt;
    private long heartbeatMillis;
    private long lastRead;
    private long lastWrite;
    private long partialSince = NEVER;
    private long unwritableSince = NEVER;

    /** What is due. */
    enum Due {
        NOTHING,
        SEND_HEARTBEAT,
        NO_LOGON,
        SLOW_WRITER,
        SLOW_READER,
        SILENT
    }

    SessionClock(SessionLimits limits, long nowNanos) {
        slowReaderNanos = TimeUnit.MILLISECONDS.toNanos(limits.slowReaderMillis());
        slowWriterNanos = TimeUnit.MILLISECONDS.toNanos(limits.slowWriterMillis());
        heartbeatMillis = limits.idleMillis() / MISSED_HEARTBEATS;
        openedAt = nowNanos;
        lastRead = nowNanos;
        lastWrite = nowNanos;
    }

    /** Settles the heartbeat in milliseconds from what the client asks for, 0 = the default. */
    int agree(long askedMillis) {
        if (askedMillis != 0) {
            heartbeatMillis = Math.max(MIN_HEARTBEAT_MILLIS, Math.min(askedMillis, MAX_HEARTBEAT_MILLIS));
        }
        return (int) heartbeatMillis;
    }

    void onRead(long nowNanos) {
        lastRead = nowNanos;
    }

    void onWrite(long nowNanos) {
        lastWrite = nowNanos;
    }

    void onPartialFrame(long nowNanos) {
        if (partialSince == NEVER) {
            partialSince = nowNanos;
        }
    }

    void onFrame() {
        partialSince = NEVER;
    }

    void onUnwritable(long nowNanos) {
        unwritableSince = nowNanos;
    }

    void onWritable() {
        unwritableSince = NEVER;
    }

    /**
     * @param logon   whether the session waits for the logon
     * @param partial whether a frame has begun and not ended
     * @param paused  whether the server does not read, so that nothing can be held against the client's writing
     */
    Due judge(long nowNanos, boolean logon, boolean partial, boolean paused) {
        if (unwritableSince != NEVER && nowNanos - unwritableSince > slowReaderNanos) {
            return Due.SLOW_READER;
        }
        if (paused) {
            lastRead = nowNanos;
            partialSince = partialSince == NEVER ? NEVER : nowNanos;
        }
        if (logon) {
            return nowNanos - openedAt > slowWriterNanos ? Due.NO_LOGON : Due.NOTHING;
        }
        if (partial && partialSince != NEVER && nowNanos - partialSince > slowWriterNanos) {
            return Due.SLOW_WRITER;
        }
        long heartbeatNanos = TimeUnit.MILLISECONDS.toNanos(heartbeatMillis);
        if (nowNanos - lastRead > MISSED_HEARTBEATS * heartbeatNanos) {
            return Due.SILENT;
        }
        if (nowNanos - lastWrite > heartbeatNanos) {
            lastWrite = nowNanos;
            return Due.SEND_HEARTBEAT;
        }
        return Due.NOTHING;
    }
}
