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
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is done to a journal's files: either the damage is found, or the very same commands are replayed. The journal was
 * closed in order, so every command is below the durable mark.
 */
class JournalDamageTest {
    private static final long SEED = 20_261_122L;
    private static final long COMMANDS = 2 * 70 * 20;

    @TempDir
    Path temp;

    private final Random random = new Random(SEED);
    private Path dir;
    private List<LogFile> files;
    private int detected;
    private int harmless;

    @BeforeEach
    void writeJournal() {
        dir = temp.resolve("node");
        writeJournal(dir);
        files = new LogDirectory(dir.resolve("journal")).files();
        assertThat(files).hasSizeGreaterThan(3);
    }

    private static void writeJournal(Path dataDir) {
        for (int run = 0; run < 2; run++) {
            try (ChronicleJournal journal = ChronicleJournal.open(config(dataDir))) {
                for (int i = 0; i < 70; i++) {
                    assertThat(Commands.append(journal, 20)).isTrue();
                }
            }
        }
    }

    private static JournalConfig config(Path dataDir) {
        return JournalConfig.of(dataDir, AckMode.ASYNC).withRollBytes(128 << 10);
    }

    @Test
    void shouldFindEveryFlippedBitOrReplayTheSameCommands() throws IOException {
        int positions = 0;
        try (LogCursor cursor = LogCursor.over(RecordType.COMMANDS, files)) {
            for (int record = 0; cursor.next(); record++) {
                long start = cursor.recordPosition();
                int length = (int) (cursor.position() - start);
                // Chronicle's header, the envelope and the CRC byte by byte in some records, a sample in all.
                int step = record % 20 == 0 ? 1 : 97;
                for (int i = 0; i < Math.min(length, 80); i += step) {
                    flip(cursor.file(), start + i, 1 << random.nextInt(8));
                    positions++;
                }
                for (int i = 0; i < 10; i++) {
                    flip(cursor.file(), start + random.nextInt(length), 1 << random.nextInt(8));
                    positions++;
                }
                flip(cursor.file(), cursor.position() - 1 - random.nextInt(8), 1 << random.nextInt(8));
                positions++;
            }
        }
        assertThat(harmless).as("flips inside records that were not found").isZero();
        for (LogFile file : files) {
            long size = Files.size(file.path());
            for (int i = 0; i < 100; i++) {
                flip(file.path(), random.nextLong(Math.min(size, 400)), 1 << random.nextInt(8));
                flip(file.path(), random.nextLong(size), 1 << random.nextInt(8));
                positions += 2;
            }
            for (long at = size - 4; at < size; at++) {
                flip(file.path(), at, 1 << random.nextInt(8));
                positions++;
            }
        }
        assertThat(positions).isGreaterThanOrEqualTo(2_000);
        assertThat(detected).isGreaterThan(1_500);
    }

    @Test
    void shouldFindEveryFlippedBitOfAHeader() throws IOException {
        int record = 0;
        try (LogCursor cursor = LogCursor.over(RecordType.COMMANDS, files)) {
            while (cursor.next()) {
                if (record++ % 9 != 0) {
                    continue;
                }
                for (int bit = 0; bit < 32; bit++) {
                    flip(cursor.file(), cursor.recordPosition() + bit / 8, 1 << bit % 8);
                }
            }
        }
        assertThat(harmless).isZero();
        assertThat(detected).isEqualTo((record + 8) / 9 * 32);
    }

    @Test
    void shouldFindEveryTruncation() throws IOException {
        for (LogFile file : files) {
            byte[] whole = Files.readAllBytes(file.path());
            for (int i = 0; i < 60; i++) {
                truncate(file.path(), whole, random.nextInt(whole.length - 4));
            }
        }
        try (LogCursor cursor = LogCursor.over(RecordType.COMMANDS, files)) {
            while (cursor.next()) {
                byte[] whole = Files.readAllBytes(cursor.file());
                truncate(cursor.file(), whole, (int) cursor.recordPosition());
            }
        }
        assertThat(harmless).isZero();
        assertThat(detected).isGreaterThan(300);
    }

    @Test
    void shouldFindZeroedAndRandomPages() throws IOException {
        for (LogFile file : files) {
            byte[] whole = Files.readAllBytes(file.path());
            for (int page = 0; page * 4096 < whole.length; page++) {
                byte[] damaged = whole.clone();
                byte[] fill = new byte[Math.min(4096, whole.length - page * 4096)];
                if (page % 2 == 0) {
                    random.nextBytes(fill);
                }
                System.arraycopy(fill, 0, damaged, page * 4096, fill.length);
                Files.write(file.path(), damaged);
                judge("page " + page + " of " + file.path());
            }
            Files.write(file.path(), whole);
        }
        assertThat(detected).isPositive();
    }

    @Test
    void shouldFindDeletedSwappedAndDuplicatedFiles() throws IOException {
        for (LogFile file : files) {
            byte[] whole = Files.readAllBytes(file.path());
            Files.delete(file.path());
            judge("deleted " + file.path());
            Files.write(file.path(), new byte[0]);
            judge("emptied " + file.path());
            for (LogFile other : files) {
                if (!other.equals(file)) {
                    byte[] otherWhole = Files.readAllBytes(other.path());
                    Files.write(file.path(), otherWhole);
                    judge("duplicated " + other.path() + " over " + file.path());
                    Files.write(other.path(), whole);
                    judge("swapped " + other.path() + " and " + file.path());
                    Files.write(other.path(), otherWhole);
                }
            }
            Files.write(file.path(), whole);
        }
        assertThat(harmless).isZero();
        judge("restored");
        assertThat(harmless).isEqualTo(1);
    }

    @Test
    void shouldFindFilesOfAnotherJournal() throws IOException {
        Path other = temp.resolve("other");
        try (ChronicleJournal journal = ChronicleJournal.open(config(other).withEpoch(2))) {
            for (int i = 0; i < 140; i++) {
                assertThat(Commands.append(journal, 20)).isTrue();
            }
        }
        List<LogFile> foreign = new LogDirectory(other.resolve("journal")).files();
        for (int i = 0; i < Math.min(files.size(), foreign.size()); i++) {
            byte[] whole = Files.readAllBytes(files.get(i).path());
            Files.copy(foreign.get(i).path(), files.get(i).path(), StandardCopyOption.REPLACE_EXISTING);
            judge("file " + i + " of another journal");
            Files.write(files.get(i).path(), whole);
        }
        assertThat(harmless).isZero();
        assertThat(detected).isGreaterThan(2);
    }

    @Test
    void shouldFindAJournalPutInTheOthersPlaceAsAWhole() throws IOException {
        Path other = temp.resolve("other");
        try (ChronicleJournal journal = ChronicleJournal.open(config(other).withEpoch(2))) {
            for (int i = 0; i < 140; i++) {
                assertThat(Commands.append(journal, 20)).isTrue();
            }
        }
        Files.copy(
                other.resolve(DurableMark.FILE_NAME),
                dir.resolve(DurableMark.FILE_NAME),
                StandardCopyOption.REPLACE_EXISTING);
        judge("mark of another journal of the same length");
        assertThat(detected).isEqualTo(1);
    }

    @Test
    void shouldNotStartWithoutTheDurableMark() throws IOException {
        Path mark = dir.resolve(DurableMark.FILE_NAME);
        byte[] whole = Files.readAllBytes(mark);
        Files.delete(mark);
        assertThatThrownBy(() -> open(dir))
                .isInstanceOf(DamagedJournalException.class)
                .hasMessageContaining("durable mark is missing");
        Files.write(mark, new byte[4096]);
        assertThatThrownBy(() -> open(dir)).isInstanceOf(DamagedJournalException.class);
        Files.write(mark, new byte[10]);
        assertThatThrownBy(() -> open(dir)).isInstanceOf(DamagedJournalException.class);
        for (int i = 0; i < 200; i++) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(mark, damaged);
            judge("bit of the mark");
        }
        assertThat(detected).isZero();
    }

    @Test
    void shouldRefuseToOpenAndLeaveADamagedJournalAsItIs() throws IOException {
        LogFile first = files.get(0);
        long at = Files.size(first.path()) - 300;
        byte[] whole = Files.readAllBytes(first.path());
        whole[(int) at] ^= 1;
        Files.write(first.path(), whole);
        List<String> before = fingerprint(dir);
        assertThatThrownBy(() -> open(dir)).isInstanceOfSatisfying(DamagedJournalException.class, e -> {
            assertThat(e.file()).isEqualTo(first.path());
            assertThat(e.position()).isBetween(at - 2_000, at);
            assertThat(e.seq()).isPositive();
            assertThat(e.reason()).isNotBlank();
            assertThat(e).hasMessageContaining("Restore the data directory");
        });
        assertThat(fingerprint(dir)).isEqualTo(before);
    }

    private static void open(Path dataDir) {
        ChronicleJournal.open(config(dataDir)).close();
    }

    private void flip(Path file, long position, int mask) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, position);
            byte was = one.get(0);
            channel.write(ByteBuffer.wrap(new byte[] {(byte) (was ^ mask)}), position);
            judge("byte " + position + " of " + file + " xor " + mask);
            channel.write(ByteBuffer.wrap(new byte[] {was}), position);
        }
    }

    private void truncate(Path file, byte[] whole, int length) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }
        judge(file + " cut at " + length);
        Files.write(file, whole);
    }

    /** Counts the damage as found or harmless; anything else is a failure of the test. */
    private void judge(String what) {
        Commands read = new Commands();
        JournalVerification found = JournalVerifier.verify(dir, read);
        if (!found.isSound()) {
            detected++;
            return;
        }
        harmless++;
        assertThat(read.lastSeq).as(what).isEqualTo(COMMANDS);
        assertThat(found.lastSeq()).as(what).isEqualTo(COMMANDS);
    }

    private static List<String> fingerprint(Path root) throws IOException {
        List<String> all = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.sorted().filter(Files::isRegularFile).toList()) {
                if (!path.endsWith(NodeLock.FILE_NAME)) {
                    all.add(path + " " + Arrays.hashCode(Files.readAllBytes(path)));
                }
            }
        }
        return all;
    }
}
