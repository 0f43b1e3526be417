package io.faka.journal;

import io.faka.engine.port.AckMode;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A process of its own that appends to a journal and an event log until it is killed, and notes each acknowledgement in a mapped
 * file. Arguments: data directory, ack mode, most batches to append, largest batch.
 */
final class JournalChild {
    static final String ACKNOWLEDGED = "acknowledged";

    private JournalChild() {}

    public static void main(String[] args) throws IOException {
        Path dir = Path.of(args[0]);
        JournalConfig config = config(dir, AckMode.valueOf(args[1]));
        int most = Integer.parseInt(args[2]);
        int largest = Integer.parseInt(args[3]);
        long started = System.nanoTime();
        UnsafeBuffer acknowledged = map(dir.resolveSibling(dir.getFileName() + "-" + ACKNOWLEDGED));
        try (ChronicleJournal journal = ChronicleJournal.open(config);
                ChronicleEventLog events = ChronicleEventLog.open(config, journal)) {
            System.out.println("pid " + ProcessHandle.current().pid() + " opened at seq " + journal.lastSeq() + " in "
                    + (System.nanoTime() - started) / 1_000_000 + " ms");
            write(journal, events, config.ackMode(), acknowledged, most, largest);
        }
        System.out.println("closed");
    }

    private static void write(
            ChronicleJournal journal,
            ChronicleEventLog events,
            AckMode ackMode,
            UnsafeBuffer acknowledged,
            int most,
            int largest) {
        Random random = new Random();
        for (int i = 0; i < most; i++) {
            long first = journal.lastSeq() + 1;
            int count = 1 + random.nextInt(largest);
            UnsafeBuffer payload = Commands.payload(first, count);
            require(journal.append(first, count, Commands.time(first), payload, 0, payload.capacity()));
            if (ackMode == AckMode.GROUP_FSYNC) {
                journal.force();
            }
            acknowledged.putLongVolatile(0, journal.lastSeq());
            require(events.append(
                    first, journal.lastSeq(), count, Commands.time(first), payload, 0, payload.capacity()));
            acknowledged.putLongVolatile(8, journal.lastSeq());
        }
    }

    /** Small files and little room ahead, so that rolls and waiting for zeros happen all the time. */
    static JournalConfig config(Path dir, AckMode ackMode) {
        return JournalConfig.of(dir, ackMode).withRollBytes(3 << 20).withPrewriteBytes(256 << 10);
    }

    static UnsafeBuffer map(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, 16);
            return new UnsafeBuffer(mapped);
        }
    }

    private static void require(boolean appended) {
        if (!appended) {
            throw new IllegalStateException("no room");
        }
    }
}
