package io.faka.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.faka.engine.port.AckMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeLockTest {
    @TempDir
    Path dir;

    @Test
    void shouldNameTheHolder() throws IOException {
        long pid = ProcessHandle.current().pid();
        try (NodeLock lock = NodeLock.acquire(dir)) {
            assertThat(lock).isNotNull();
            assertThat(Files.readString(dir.resolve(NodeLock.FILE_NAME)).trim()).isEqualTo(Long.toString(pid));
            assertThatThrownBy(() -> NodeLock.acquire(dir))
                    .isInstanceOfSatisfying(
                            DataDirInUseException.class,
                            e -> assertThat(e.pid()).isEqualTo(pid))
                    .hasMessageContaining("in use by the process with pid " + pid);
        }
        NodeLock.acquire(dir).close();
    }

    @Test
    void shouldKeepASecondJournalOut() {
        JournalConfig config = JournalConfig.of(dir, AckMode.ASYNC);
        try (ChronicleJournal journal = ChronicleJournal.open(config)) {
            assertThat(Commands.append(journal, 1)).isTrue();
            assertThatThrownBy(() -> ChronicleJournal.open(config)).isInstanceOf(DataDirInUseException.class);
            assertThatThrownBy(() -> JournalVerifier.verify(dir, new Commands()))
                    .isInstanceOf(DataDirInUseException.class);
        }
        ChronicleJournal.open(config).close();
    }

    @Test
    void shouldGiveTheLockBackWhenOpeningFails() throws IOException {
        JournalConfig config = JournalConfig.of(dir, AckMode.ASYNC);
        try (ChronicleJournal journal = ChronicleJournal.open(config)) {
            assertThat(Commands.append(journal, 1)).isTrue();
        }
        byte[] mark = Files.readAllBytes(dir.resolve(DurableMark.FILE_NAME));
        Files.delete(dir.resolve(DurableMark.FILE_NAME));
        assertThatThrownBy(() -> ChronicleJournal.open(config)).isInstanceOf(DamagedJournalException.class);
        Files.write(dir.resolve(DurableMark.FILE_NAME), mark);
        ChronicleJournal.open(config).close();
    }

    @Test
    void shouldSayWhatIsWrongWithADirectoryThatCannotBeMade() throws IOException {
        Path file = Files.createFile(dir.resolve("file"));
        assertThatThrownBy(() -> NodeLock.acquire(file.resolve("data")))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("cannot be used");
    }
}
