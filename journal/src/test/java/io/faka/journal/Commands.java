package io.faka.journal;

import io.faka.engine.port.CommandHandler;
import io.faka.engine.port.Journal;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Batches of made-up commands whose bytes depend on their sequence, and what came back of them. */
final class Commands implements CommandHandler {
    static final long START_MICROS = 1_700_000_000_000_000L;

    final List<String> read = new ArrayList<>();
    long lastSeq;
    int batches;

    /** Appends a batch of commands of 20 to 90 bytes. */
    static boolean append(Journal journal, int count) {
        long first = journal.lastSeq() + 1;
        UnsafeBuffer payload = payload(first, count);
        return journal.append(first, count, time(first), payload, 0, payload.capacity());
    }

    static UnsafeBuffer payload(long first, int count) {
        int size = 0;
        for (long seq = first; seq < first + count; seq++) {
            size += 4 + length(seq);
        }
        UnsafeBuffer payload = new UnsafeBuffer(new byte[size]);
        int at = 0;
        for (long seq = first; seq < first + count; seq++) {
            payload.putInt(at, length(seq), ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < length(seq); i++) {
                payload.putByte(at + 4 + i, octet(seq, i));
            }
            at += 4 + length(seq);
        }
        return payload;
    }

    static long time(long seq) {
        return START_MICROS + seq;
    }

    static int length(long seq) {
        return 20 + (int) (seq * 31 % 71);
    }

    private static byte octet(long seq, int i) {
        return (byte) (seq * 131 + i * 7L);
    }

    @Override
    public void onCommand(long seq, long timeMicros, long epoch, DirectBuffer buffer, int offset, int length) {
        if (seq != lastSeq + 1 || length != length(seq)) {
            throw new AssertionError("seq " + seq + " of " + length + " bytes after " + lastSeq);
        }
        for (int i = 0; i < length; i++) {
            if (buffer.getByte(offset + i) != octet(seq, i)) {
                throw new AssertionError("seq " + seq + " differs at byte " + i);
            }
        }
        lastSeq = seq;
    }

    @Override
    public void onBatchEnd(long last, long timeMicros) {
        batches++;
    }

    /** Reads the whole journal back. */
    static Commands readAll(ChronicleJournal journal) {
        Commands commands = new Commands();
        try (JournalReader reader = journal.reader()) {
            while (reader.poll(commands, 1000) > 0) {
                continue;
            }
        }
        return commands;
    }
}
