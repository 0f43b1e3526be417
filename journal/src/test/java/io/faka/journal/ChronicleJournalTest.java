package io.faka.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.faka.engine.port.AckMode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChronicleJournalTest {
    @TempDir
    Path dir;

    @Test
    void shouldBeEmptyOnAnEmptyDirectory() {
        try (ChronicleJournal journal = ChronicleJournal.open(config())) {
            assertThat(journal.lastSeq()).isZero();
            assertThat(journal.lastTimeMicros()).isZero();
            assertThat(journal.durableSeq()).isZero();
            assertThat(Commands.readAll(journal).lastSeq).isZero();
        }
    }

    @Test
    void shouldReadBackEverythingAfterReopening() {
        for (int round = 0; round < 5; round++) {
            long before = round * 55L;
            try (ChronicleJournal journal = ChronicleJournal.open(config())) {
                assertThat(journal.lastSeq()).isEqualTo(before);
                for (int i = 1; i <= 10; i++) {
                    assertThat(Commands.append(journal, i)).isTrue();
                    journal.force();
                    assertThat(journal.durableSeq()).isEqualTo(journal.lastSeq());
                }
                Commands read = Commands.readAll(journal);
                assertThat(read.lastSeq).isEqualTo(before + 55);
                assertThat(read.batches).isEqualTo((round + 1) * 10);
            }
        }
    }

    @Test
    void shouldRollBySizeAndReadOverAllFiles() {
        JournalConfig small = config().withRollBytes(128 << 10);
        try (ChronicleJournal journal = ChronicleJournal.open(small)) {
            for (int i = 0; i < 2000; i++) {
                assertThat(Commands.append(journal, 20)).isTrue();
            }
            assertThat(Commands.readAll(journal).lastSeq).isEqualTo(40_000);
        }
        assertThat(new LogDirectory(small.journalDir()).files()).hasSizeGreaterThan(10);
        try (ChronicleJournal journal = ChronicleJournal.open(small)) {
            assertThat(Commands.readAll(journal).lastSeq).isEqualTo(40_000);
            assertThat(journal.recovery().tornBytes()).isZero();
        }
    }

    private JournalConfig config() {
        return JournalConfig.of(dir, AckMode.GROUP_FSYNC);
    }
}
