package io.faka.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.faka.engine.port.AckMode;
import io.faka.engine.port.EventReader;
import io.faka.engine.port.StorageLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A file system of 48 MiB that really runs full. */
class DiskFullIT {
    private static final int MIB = 1 << 20;

    @TempDir
    Path temp;

    private Path disk;
    private Path ballast;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(temp.resolve("disk"));
        boolean mounted = Files.isExecutable(Path.of("/bin/mount"))
                && run("mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", disk.toString()) == 0;
        assumeTrue(mounted, "needs the right to mount a tmpfs (root)");
        ballast = Files.write(disk.resolve("ballast"), new byte[12 * MIB]);
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", disk.toString());
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void shouldRefuseWholeBatchesAndGoOnOnceSpaceIsFreed() throws IOException {
        JournalConfig config = config();
        Set<StorageLevel> seen = EnumSet.noneOf(StorageLevel.class);
        long full;
        long afterwards;
        try (ChronicleJournal journal = ChronicleJournal.open(config)) {
            assertThat(journal.storageLevel()).isEqualTo(StorageLevel.AMPLE);
            while (Commands.append(journal, 200)) {
                seen.add(journal.storageLevel());
            }
            assertThat(journal.storageLevel()).isEqualTo(StorageLevel.EXHAUSTED);
            assertThat(journal.lastSeq() * 50).isGreaterThan(12L * MIB);
            // A batch that rolls may still fit into the next file, and rolling gives back what the old one had ahead.
            await().atMost(Duration.ofSeconds(10)).until(() -> refused(journal, 100));
            full = journal.lastSeq();
            journal.force();
            assertThat(journal.lastSeq()).isEqualTo(full);
            assertThat(Commands.readAll(journal).lastSeq).isEqualTo(full);

            Files.delete(ballast);
            await().atMost(Duration.ofSeconds(5)).until(() -> journal.storageLevel() != StorageLevel.EXHAUSTED);
            assertThat(Commands.append(journal, 20_000)).isTrue();
            journal.force();
            afterwards = journal.lastSeq();
        }
        try (ChronicleJournal journal = ChronicleJournal.open(config)) {
            assertThat(journal.recovery().tornBytes()).isZero();
            assertThat(journal.lastSeq()).isEqualTo(afterwards);
            assertThat(Commands.readAll(journal).lastSeq).isEqualTo(afterwards);
        }
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void shouldTellLowBeforeExhausted() throws IOException {
        try (ChronicleJournal journal = ChronicleJournal.open(config())) {
            for (StorageLevel level : new StorageLevel[] {StorageLevel.LOW, StorageLevel.EXHAUSTED}) {
                int more = level == StorageLevel.LOW ? 18 : 7;
                Files.write(disk.resolve("ballast-" + level), new byte[more * MIB]);
                await().atMost(Duration.ofSeconds(5)).until(() -> journal.storageLevel() == level);
                assertThat(Commands.append(journal, 10)).isTrue();
            }
            Files.delete(disk.resolve("ballast-EXHAUSTED"));
            await().atMost(Duration.ofSeconds(5)).until(() -> journal.storageLevel() == StorageLevel.LOW);
            Files.delete(disk.resolve("ballast-LOW"));
            await().atMost(Duration.ofSeconds(5)).until(() -> journal.storageLevel() == StorageLevel.AMPLE);
        }
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void shouldRefuseEventsWhole() {
        JournalConfig config = config();
        try (ChronicleJournal journal = ChronicleJournal.open(config)) {
            assertThat(Commands.append(journal, 30_000)).isTrue();
            try (ChronicleEventLog log = ChronicleEventLog.open(config, journal);
                    EventReader reader = log.reader()) {
                long seq = 1;
                UnsafeBuffer payload = Commands.payload(1, 2_000);
                while (log.append(seq, seq, 2_000, 1, payload, 0, payload.capacity())) {
                    seq++;
                }
                assertThat(log.lastSeq()).isEqualTo(seq - 1);
                int batches = 0;
                for (int read = 1; read > 0; batches += read) {
                    read = reader.poll((e, f, l, t, c, p, o, n) -> assertThat(c).isEqualTo(2_000), 10);
                }
                assertThat(batches).isEqualTo(seq - 1);
            }
        }
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void shouldSayThatThereIsNoRoomToStart() throws IOException {
        try (ChronicleJournal journal = ChronicleJournal.open(config())) {
            assertThat(Commands.append(journal, 10)).isTrue();
        }
        Path more = disk.resolve("more");
        byte[] mib = new byte[MIB];
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 48; i++) {
                        Files.write(more.resolveSibling("more-" + i), mib);
                    }
                })
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> ChronicleJournal.open(config())).isInstanceOf(StorageException.class);
        Files.delete(ballast);
        try (ChronicleJournal journal = ChronicleJournal.open(config())) {
            assertThat(journal.lastSeq()).isEqualTo(10);
        }
    }

    /** Whether that many batches of 1.2 MB were refused one after the other. */
    private static boolean refused(ChronicleJournal journal, int times) {
        for (int i = 0; i < times; i++) {
            if (Commands.append(journal, 20_000)) {
                return false;
            }
        }
        return true;
    }

    private JournalConfig config() {
        return JournalConfig.of(disk.resolve("node"), AckMode.GROUP_FSYNC)
                .withRollBytes(8 * MIB)
                .withPrewriteBytes(MIB)
                .withReserves(20L * MIB, 12L * MIB);
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
    }
}
