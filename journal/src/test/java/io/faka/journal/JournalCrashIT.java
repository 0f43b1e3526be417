package io.faka.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.faka.engine.port.AckMode;
import io.faka.engine.port.EventReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are killed, stopped or come back as pid 1 while they append. */
class JournalCrashIT {
    private static final String FOR_EVER = Integer.toString(Integer.MAX_VALUE);
    private static final List<String> AS_PID_1 = List.of("unshare", "-p", "-f", "--mount-proc", "--kill-child");

    @TempDir
    Path temp;

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void shouldLoseNothingAcknowledgedWhenKilledAtAnyMoment() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int kill = 0; kill < 18; kill++) {
            // Every sixth kill begins on an empty directory; the others meet what the kill before left.
            Path dir = temp.resolve("node-" + kill / 6);
            AckMode ackMode = kill % 3 == 0 ? AckMode.GROUP_FSYNC : AckMode.ASYNC;
            killWhileWriting(dir, ackMode, random);
            judge(dir, ackMode, "kill " + kill + " with seed " + seed);
        }
    }

    private void killWhileWriting(Path dir, AckMode ackMode, Random random) throws Exception {
        UnsafeBuffer acknowledged = acknowledged(dir);
        long before = acknowledged.getLongVolatile(0);
        int largest = random.nextBoolean() ? 20 : 2_000;
        try (ChildProcess child = ChildProcess.start(
                List.of(),
                JournalChild.class.getName(),
                dir.toString(),
                ackMode.name(),
                FOR_EVER,
                Integer.toString(largest))) {
            assertThat(child.lineStarting("pid")).contains("opened");
            long delay = random.nextLong(250_000_000L);
            await().pollInterval(Duration.ofMillis(1))
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> acknowledged.getLongVolatile(0) > before);
            long until = System.nanoTime() + delay;
            await().pollInterval(Duration.ofMillis(1)).until(() -> System.nanoTime() >= until);
            child.kill();
        }
    }

    /** Every byte of every command is compared, so a zero over data would show. */
    private void judge(Path dir, AckMode ackMode, String when) throws IOException {
        long acknowledged = acknowledged(dir).getLongVolatile(0);
        JournalConfig config = JournalChild.config(dir, ackMode);
        try (ChronicleJournal journal = ChronicleJournal.open(config)) {
            assertThat(journal.lastSeq()).as(when).isGreaterThanOrEqualTo(acknowledged);
            assertThat(Commands.readAll(journal).lastSeq).as(when).isEqualTo(journal.lastSeq());
            try (ChronicleEventLog events = ChronicleEventLog.open(config, journal);
                    EventReader reader = events.reader()) {
                assertThat(events.lastSeq())
                        .as(when)
                        .isGreaterThanOrEqualTo(acknowledged(dir).getLongVolatile(8));
                assertThat(lastSeq(reader)).as(when).isEqualTo(events.lastSeq());
            }
            assertThat(Commands.append(journal, 3)).isTrue();
            journal.force();
            acknowledged(dir).putLongVolatile(0, journal.lastSeq());
        }
    }

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void shouldComeBackAsPid1AfterPid1WasKilled() throws Exception {
        assumeTrue(canBePid1(), "needs the right to make a pid namespace (root)");
        Path dir = temp.resolve("container");
        for (int i = 0; i < 2; i++) {
            UnsafeBuffer acknowledged = acknowledged(dir);
            long before = acknowledged.getLongVolatile(0);
            try (ChildProcess child = ChildProcess.start(
                    AS_PID_1, JournalChild.class.getName(), dir.toString(), "ASYNC", FOR_EVER, "2000")) {
                assertThat(child.lineStarting("pid")).startsWith("pid 1 opened");
                await().until(() -> acknowledged.getLongVolatile(0) > before + 10_000);
            }
        }
        await().until(() -> lockIsFree(dir));
        try (ChildProcess child =
                ChildProcess.start(AS_PID_1, JournalChild.class.getName(), dir.toString(), "ASYNC", "10", "5")) {
            assertThat(child.lineStarting("pid")).startsWith("pid 1 opened");
            assertThat(child.lineStarting("closed")).isEqualTo("closed");
            assertThat(child.waitFor()).isZero();
        }
        judge(dir, AckMode.ASYNC, "after pid 1");
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void shouldRefuseASecondProcessAlsoWhileTheFirstIsStopped() throws Exception {
        Path dir = temp.resolve("stopped");
        try (ChildProcess child = ChildProcess.start(
                List.of(), JournalChild.class.getName(), dir.toString(), "GROUP_FSYNC", FOR_EVER, "5")) {
            assertThat(child.lineStarting("pid")).contains("opened");
            assertThatThrownBy(() -> ChronicleJournal.open(JournalChild.config(dir, AckMode.ASYNC)))
                    .isInstanceOfSatisfying(
                            DataDirInUseException.class,
                            e -> assertThat(e.pid()).isEqualTo(child.pid()));
            child.signal("STOP");
            assertThatThrownBy(() -> ChronicleJournal.open(JournalChild.config(dir, AckMode.ASYNC)))
                    .isInstanceOf(DataDirInUseException.class);
            long before = acknowledged(dir).getLongVolatile(0);
            child.signal("CONT");
            await().until(() -> acknowledged(dir).getLongVolatile(0) > before);
        }
        judge(dir, AckMode.GROUP_FSYNC, "after the stop");
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void shouldKeepStandardOutputToItself() throws Exception {
        Path dir = temp.resolve("quiet");
        try (ChildProcess child =
                ChildProcess.start(List.of(), JournalChild.class.getName(), dir.toString(), "ASYNC", "100", "2000")) {
            assertThat(child.line()).startsWith("pid ");
            assertThat(child.line()).isEqualTo("closed");
            assertThat(child.line()).isNull();
        }
    }

    private static UnsafeBuffer acknowledged(Path dir) throws IOException {
        return JournalChild.map(dir.resolveSibling(dir.getFileName() + "-" + JournalChild.ACKNOWLEDGED));
    }

    private static boolean lockIsFree(Path dir) {
        try (NodeLock lock = NodeLock.acquire(dir)) {
            return lock != null;
        } catch (DataDirInUseException e) {
            return false;
        }
    }

    private static boolean canBePid1() throws IOException, InterruptedException {
        if (!Files.isExecutable(Path.of("/usr/bin/unshare"))) {
            return false;
        }
        ProcessBuilder probe = new ProcessBuilder(AS_PID_1);
        probe.command(Stream.concat(AS_PID_1.stream(), Stream.of("true")).toList());
        return probe.redirectErrorStream(true).start().waitFor() == 0;
    }

    private static long lastSeq(EventReader reader) {
        long[] last = new long[1];
        while (reader.poll((epoch, first, lastSeq, time, count, payload, offset, length) -> last[0] = lastSeq, 1000)
                > 0) {
            continue;
        }
        return last[0];
    }
}
