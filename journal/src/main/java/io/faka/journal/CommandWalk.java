package io.faka.journal;

import io.faka.engine.port.CommandHandler;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/** Takes a proven record of commands apart. */
final class CommandWalk {
    private CommandWalk() {}

    /** @throws DamagedJournalException if the payload is not what its envelope counts */
    static void handOver(LogCursor cursor, CommandHandler handler) {
        UnsafeBuffer buffer = cursor.buffer();
        long time = cursor.timeMicros();
        long epoch = cursor.epoch();
        int at = cursor.payloadOffset();
        int end = at + cursor.payloadLength();
        for (long seq = cursor.firstSeq(); seq <= cursor.lastSeq(); seq++) {
            int length = at + Integer.BYTES <= end ? buffer.getInt(at, ByteOrder.LITTLE_ENDIAN) : -1;
            at += Integer.BYTES;
            if (length < 0 || length > end - at) {
                throw badPayload(cursor);
            }
            handler.onCommand(seq, time, epoch, buffer, at, length);
            at += length;
        }
        if (at != end) {
            throw badPayload(cursor);
        }
        handler.onBatchEnd(cursor.lastSeq(), time);
    }

    private static DamagedJournalException badPayload(LogCursor cursor) {
        return new DamagedJournalException(
                cursor.file(),
                cursor.recordPosition(),
                cursor.firstSeq() - 1,
                "the payload is not " + cursor.count() + " commands");
    }
}
