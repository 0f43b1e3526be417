package io.faka.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faka.codec.journal.RecordType;
import io.faka.engine.port.AckMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What recovery makes of tails that were never acknowledged. */
class RecoveryTest {
    private static final int BATCHES = 30;
    private static final int ACKNOWLEDGED = 20;

    @TempDir
    Path dir;

    private final Random random = new Random(7);

    @Test
    void shouldCutAndCountATornTailAboveTheMarkAndGoOn() throws IOException {
        for (int round = 0; round < 40; round++) {
            Path data = dir.resolve("round-" + round);
            List<Long> ends = write(data);
            LogFile last = lastFile(data);
            long keep = ends.get(ACKNOWLEDGED - 1);
            long tear = keep + 1 + random.nextInt((int) (ends.get(BATCHES - 1) - keep - 1));
            markReaches(data, ACKNOWLEDGED);
            damage(last.path(), tear, round % 3);

            long survived;
            try (ChronicleJournal journal = ChronicleJournal.open(config(data))) {
                survived = journal.lastSeq();
                assertThat(survived).isBetween(ACKNOWLEDGED * 10L, BATCHES * 10L - 1);
                assertThat(survived % 10).isZero();
                assertThat(Commands.readAll(journal).lastSeq).isEqualTo(survived);
                assertThat(Commands.append(journal, 5)).isTrue();
                journal.force();
            }
            try (ChronicleJournal journal = ChronicleJournal.open(config(data))) {
                assertThat(journal.recovery().tornBytes()).isZero();
                assertThat(Commands.readAll(journal).lastSeq).isEqualTo(survived + 5);
            }
        }
    }

    @Test
    void shouldTellHowFarTheProofIs() throws IOException {
        write(dir);
        List<String> told = new ArrayList<>();
        try (ChronicleJournal journal =
                ChronicleJournal.open(config(dir), (done, total) -> told.add(done + "/" + total))) {
            assertThat(told).last().isEqualTo(journal.lastSeq() + "/" + journal.lastSeq());
        }
    }

    @Test
    void shouldCountTheBytesItCuts() throws IOException {
        List<Long> ends = write(dir);
        long end = ends.get(BATCHES - 1);
        try (FileChannel channel = FileChannel.open(lastFile(dir).path(), StandardOpenOption.WRITE)) {
            byte[] junk = new byte[123];
            random.nextBytes(junk);
            junk[122] = 1;
            channel.write(ByteBuffer.wrap(junk), end);
        }
        JournalVerification found = JournalVerifier.verify(dir, new Commands());
        assertThat(found.isSound()).isTrue();
        assertThat(found.tornBytes()).isEqualTo(123);
        try (ChronicleJournal journal = ChronicleJournal.open(config(dir))) {
            assertThat(journal.recovery().tornBytes()).isEqualTo(123);
            assertThat(journal.recovery().tornReason()).isNotBlank();
            assertThat(journal.lastSeq()).isEqualTo(BATCHES * 10L);
        }
    }

    @Test
    void shouldNotCutBelowTheMark() throws IOException {
        List<Long> ends = write(dir);
        markReaches(dir, ACKNOWLEDGED);
        damage(lastFile(dir).path(), ends.get(ACKNOWLEDGED - 2) + 40, 0);
        assertThatThrownBy(() -> ChronicleJournal.open(config(dir)))
                .isInstanceOfSatisfying(
                        DamagedJournalException.class, e -> assertThat(e.seq()).isEqualTo((ACKNOWLEDGED - 1) * 10L));
    }

    @Test
    void shouldNotTakeALostEndForATornTail() throws IOException {
        List<Long> ends = write(dir);
        markReaches(dir, ACKNOWLEDGED);
        try (FileChannel channel = FileChannel.open(lastFile(dir).path(), StandardOpenOption.WRITE)) {
            channel.truncate(ends.get(ACKNOWLEDGED - 2));
        }
        assertThatThrownBy(() -> ChronicleJournal.open(config(dir)))
                .isInstanceOf(DamagedJournalException.class)
                .hasMessageContaining("known to reach seq " + ACKNOWLEDGED * 10);
    }

    @Test
    void shouldRemoveFilesAndRunsWithoutARecord() throws IOException {
        write(dir);
        LogFile last = lastFile(dir);
        Files.write(LogDirectory.cycleFile(last.path().getParent(), last.cycle() + 1), new byte[1 << 20]);
        Path run = Files.createDirectory(dir.resolve("journal").resolve("run-00000009"));
        Files.write(run.resolve("metadata.cq4t"), new byte[100]);
        try (ChronicleJournal journal = ChronicleJournal.open(config(dir))) {
            assertThat(journal.lastSeq()).isEqualTo(BATCHES * 10L);
            assertThat(run).doesNotExist();
        }
        assertThat(new LogDirectory(dir.resolve("journal")).files()).containsExactly(last);
    }

    /** @return where each batch ends in the journal's one file */
    private static List<Long> write(Path data) {
        try (ChronicleJournal journal = ChronicleJournal.open(config(data))) {
            for (int i = 0; i < BATCHES; i++) {
                assertThat(Commands.append(journal, 10)).isTrue();
            }
        }
        List<Long> ends = new ArrayList<>();
        try (LogCursor cursor = LogCursor.over(RecordType.COMMANDS, List.of(lastFile(data)))) {
            while (cursor.next()) {
                ends.add(cursor.position());
            }
        }
        assertThat(ends).hasSize(BATCHES);
        return ends;
    }

    private static LogFile lastFile(Path data) {
        List<LogFile> files = new LogDirectory(data.resolve("journal")).files();
        return files.get(files.size() - 1);
    }

    private static JournalConfig config(Path data) {
        return JournalConfig.of(data, AckMode.GROUP_FSYNC);
    }

    /** Cuts the file, zeroes the rest of it, or spoils one byte. */
    private void damage(Path file, long position, int kind) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (kind == 0) {
                ByteBuffer one = ByteBuffer.allocate(1);
                channel.read(one, position);
                one.put(0, (byte) (one.get(0) ^ 0x20)).rewind();
                channel.write(one, position);
            } else {
                long size = channel.size();
                channel.truncate(position);
                if (kind == 1) {
                    channel.write(ByteBuffer.allocate((int) (size - position)), position);
                }
            }
        }
    }

    /** As if only that many batches had been acknowledged before the process died. */
    private static void markReaches(Path data, int batches) throws IOException {
        long[] chain = new long[1];
        try (LogCursor cursor = LogCursor.over(RecordType.COMMANDS, List.of(lastFile(data)))) {
            for (int i = 0; i < batches && cursor.next(); i++) {
                chain[0] = cursor.chain();
            }
        }
        DurableMarkTest.rewriteSlots(data, slot -> {
            slot.putLong(16, batches * 10L).putLong(24, chain[0]);
            slot.putLong(32, batches * 10L).putLong(40, chain[0]);
        });
    }
}
