package io.faka.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faka.engine.port.AckMode;
import io.faka.engine.port.EventReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChronicleEventLogTest {
    @TempDir
    Path dir;

    @Test
    void shouldFollowWhatIsAppendedAndSeekAfterASequence() {
        JournalConfig config = JournalConfig.of(dir, AckMode.ASYNC).withRollBytes(128 << 10);
        try (ChronicleJournal journal = ChronicleJournal.open(config)) {
            try (ChronicleEventLog log = ChronicleEventLog.open(config, journal);
                    EventReader reader = log.reader()) {
                List<Long> seen = new ArrayList<>();
                assertThat(poll(reader, seen)).isZero();
                for (long seq = 1; seq <= 3000; seq++) {
                    append(log, seq);
                    assertThat(poll(reader, seen)).isEqualTo(1);
                }
                assertThat(seen).hasSize(3000).isSorted();
                reader.seekAfter(1234);
                seen.clear();
                assertThat(poll(reader, seen)).isEqualTo(1766);
                assertThat(seen.get(0)).isEqualTo(1235);
                reader.seekAfter(3000);
                assertThat(poll(reader, seen)).isZero();
                append(log, 3001);
                assertThat(poll(reader, seen)).isEqualTo(1);
            }
        }
    }

    @Test
    void shouldFindASequenceWithoutReadingWhatIsFarBeforeIt() throws IOException {
        JournalConfig config = JournalConfig.of(dir, AckMode.ASYNC).withRollBytes(16 << 20);
        try (ChronicleJournal journal = ChronicleJournal.open(config)) {
            assertThat(Commands.append(journal, 3000)).isTrue();
            try (ChronicleEventLog log = ChronicleEventLog.open(config, journal)) {
                for (long seq = 1; seq <= 3000; seq++) {
                    append(log, seq, 1 << 10);
                }
            }
            try (ChronicleEventLog log = ChronicleEventLog.open(config, journal);
                    EventReader reader = log.reader()) {
                spoilAnEarlyRecord();
                List<Long> seen = new ArrayList<>();
                reader.seekAfter(2_500);
                assertThat(poll(reader, seen)).isEqualTo(500);
                assertThat(seen.get(0)).isEqualTo(2_501);
                reader.seekAfter(0);
                assertThatThrownBy(() -> poll(reader, seen)).isInstanceOf(DamagedJournalException.class);
            }
        }
    }

    private void spoilAnEarlyRecord() throws IOException {
        Path file = new LogDirectory(dir.resolve("events")).files().get(0).path();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            // Behind Chronicle's own headers.
            int unused = channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), 100_000);
        }
    }

    @Test
    void shouldStartOverWhenAheadOfTheJournal() {
        JournalConfig config = JournalConfig.of(dir, AckMode.ASYNC);
        try (ChronicleJournal journal = ChronicleJournal.open(config)) {
            assertThat(Commands.append(journal, 10)).isTrue();
            try (ChronicleEventLog log = ChronicleEventLog.open(config, journal)) {
                append(log, 10);
            }
            try (ChronicleEventLog log = ChronicleEventLog.open(config, journal)) {
                assertThat(log.lastSeq()).isEqualTo(10);
                append(log, 11);
            }
            try (ChronicleEventLog log = ChronicleEventLog.open(config, journal)) {
                assertThat(log.lastSeq()).isZero();
            }
        }
    }

    @Test
    void shouldKeepWhatHoldsAndHaveTheRestAppendedAgain() throws IOException {
        JournalConfig config = JournalConfig.of(dir, AckMode.ASYNC).withRollBytes(128 << 10);
        Random random = new Random(3);
        try (ChronicleJournal journal = ChronicleJournal.open(config)) {
            assertThat(Commands.append(journal, 3000)).isTrue();
            for (int round = 0; round < 30; round++) {
                try (ChronicleEventLog log = ChronicleEventLog.open(config, journal)) {
                    for (long seq = log.lastSeq() + 1; seq <= 3000; seq++) {
                        append(log, seq);
                    }
                }
                spoil(random, round % 2 == 0);
                try (ChronicleEventLog log = ChronicleEventLog.open(config, journal);
                        EventReader reader = log.reader()) {
                    List<Long> seen = new ArrayList<>();
                    assertThat(poll(reader, seen)).isEqualTo((int) log.lastSeq());
                    for (int i = 0; i < seen.size(); i++) {
                        assertThat(seen.get(i)).isEqualTo(i + 1L);
                    }
                }
            }
        }
    }

    private void spoil(Random random, boolean flip) throws IOException {
        List<LogFile> files = new LogDirectory(dir.resolve("events")).files();
        Path file = files.get(random.nextInt(files.size())).path();
        byte[] bytes = Files.readAllBytes(file);
        int at = random.nextInt(bytes.length);
        if (flip) {
            bytes[at] ^= (byte) (1 << random.nextInt(8));
        }
        Files.write(file, flip ? bytes : Arrays.copyOf(bytes, at));
    }

    private static void append(ChronicleEventLog log, long seq) {
        UnsafeBuffer payload = Commands.payload(seq, 1);
        assertThat(log.append(seq, seq, 1, Commands.time(seq), payload, 0, payload.capacity()))
                .isTrue();
    }

    private static void append(ChronicleEventLog log, long seq, int length) {
        UnsafeBuffer payload = new UnsafeBuffer(new byte[length]);
        assertThat(log.append(seq, seq, 1, Commands.time(seq), payload, 0, length))
                .isTrue();
    }

    private static int poll(EventReader reader, List<Long> seen) {
        int total = 0;
        int read;
        do {
            read = reader.poll((epoch, first, last, time, count, payload, offset, length) -> seen.add(last), 100);
            total += read;
        } while (read > 0);
        return total;
    }
}
