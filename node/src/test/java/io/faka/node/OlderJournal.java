package io.faka.node;

import io.faka.engine.port.AckMode;
import io.faka.journal.ChronicleJournal;
import io.faka.journal.JournalConfig;
import io.faka.journal.JournalVerifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The data directory of a stopped node, as if all of it had happened earlier. */
final class OlderJournal {
    private OlderJournal() {}

    /** Writes the same commands to a new directory, each so much earlier; the secrets come along. */
    static void write(Path from, Path to, Duration earlier) {
        copySecrets(from.resolve("secrets"), to.resolve("secrets"));
        UnsafeBuffer entry = new UnsafeBuffer(ByteBuffer.allocateDirect(1 << 20));
        try (ChronicleJournal journal = ChronicleJournal.open(JournalConfig.of(to, AckMode.GROUP_FSYNC))) {
            var checked = JournalVerifier.verify(
                    from,
                    (seq, timeMicros, epoch, buffer, offset, length) -> append(
                            journal, entry, seq, timeMicros - earlier.toMillis() * 1_000, buffer, offset, length));
            if (checked.damage().isPresent()) {
                throw checked.damage().get();
            }
            journal.force();
        }
    }

    private static void append(
            ChronicleJournal journal,
            UnsafeBuffer entry,
            long seq,
            long timeMicros,
            DirectBuffer buffer,
            int offset,
            int length) {
        entry.putInt(0, length, ByteOrder.LITTLE_ENDIAN);
        entry.putBytes(Integer.BYTES, buffer, offset, length);
        if (!journal.append(seq, 1, timeMicros, entry, 0, Integer.BYTES + length)) {
            throw new IllegalStateException("no room for command " + seq);
        }
    }

    private static void copySecrets(Path from, Path to) {
        try (Stream<Path> files = Files.list(from)) {
            Files.createDirectories(to);
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
