package io.faka.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.faka.engine.port.AckMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
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

    @Test
    void shouldNeverLetAZeroLandOnDataWhileItRacesWithItsOwnWritingAhead() {
        JournalConfig tight =
                JournalConfig.of(dir, AckMode.ASYNC).withRollBytes(5 << 20).withPrewriteBytes(256 << 10);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        long last;
        try (ChronicleJournal journal = ChronicleJournal.open(tight)) {
            while (journal.lastSeq() < 600_000) {
                assertThat(Commands.append(journal, 1 + random.nextInt(random.nextBoolean() ? 10 : 6000)))
                        .isTrue();
            }
            last = journal.lastSeq();
            assertThat(Commands.readAll(journal).lastSeq).as("seed " + seed).isEqualTo(last);
        }
        try (ChronicleJournal journal = ChronicleJournal.open(tight)) {
            assertThat(Commands.readAll(journal).lastSeq).as("seed " + seed).isEqualTo(last);
        }
    }

    @Test
    void shouldReportProgressOfAReplay() {
        try (ChronicleJournal journal = ChronicleJournal.open(config())) {
            for (int i = 0; i < 100; i++) {
                assertThat(Commands.append(journal, 7)).isTrue();
            }
            List<Long> told = new ArrayList<>();
            Commands read = new Commands();
            assertThat(journal.replay(read, (done, total) -> {
                        assertThat(total).isEqualTo(700);
                        told.add(done);
                    }))
                    .isEqualTo(700);
            assertThat(read.lastSeq).isEqualTo(700);
            assertThat(told).isSorted().last().isEqualTo(700L);
        }
    }

    @Test
    void shouldRefuseABatchThatDoesNotFollow() {
        try (ChronicleJournal journal = ChronicleJournal.open(config())) {
            assertThat(Commands.append(journal, 3)).isTrue();
            UnsafeBuffer payload = Commands.payload(4, 1);
            int length = payload.capacity();
            assertThatThrownBy(() -> journal.append(5, 1, Commands.time(9), payload, 0, length))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> journal.append(4, 1, Commands.time(0), payload, 0, length))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> journal.append(4, 0, Commands.time(9), payload, 0, length))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(journal.lastSeq()).isEqualTo(3);
        }
    }

    @Test
    void shouldTakeALargeBatchAndNeverGoBackAnEpoch() {
        try (ChronicleJournal journal = ChronicleJournal.open(config().withEpoch(4))) {
            assertThat(journal.epoch()).isEqualTo(4);
            assertThat(Commands.append(journal, 200_000)).isTrue();
        }
        try (ChronicleJournal journal = ChronicleJournal.open(config())) {
            assertThat(journal.epoch()).isEqualTo(4);
            assertThat(Commands.readAll(journal).lastSeq).isEqualTo(200_000);
        }
    }

    @Test
    void shouldForceInTheBackgroundWhenRepliesDoNotWait() {
        JournalConfig async = new JournalConfig(dir, AckMode.ASYNC, 1, 1 << 20, 1 << 20, 0, 0, 20);
        try (ChronicleJournal journal = ChronicleJournal.open(async)) {
            assertThat(Commands.append(journal, 10)).isTrue();
            await().until(() -> journal.durableSeq() == 10);
        }
    }

    private JournalConfig config() {
        return JournalConfig.of(dir, AckMode.GROUP_FSYNC);
    }
}
