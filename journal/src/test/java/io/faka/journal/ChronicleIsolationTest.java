package io.faka.journal;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.faka.engine.port.AckMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.wire.DocumentContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Chronicle may and may not do here. */
class ChronicleIsolationTest {
    @TempDir
    Path dir;

    @Test
    void shouldOnlyBeKnownToThreeClasses() {
        noClasses()
                .that()
                .doNotHaveSimpleName("ChronicleRuntime")
                .and()
                .doNotHaveSimpleName("RunWriter")
                .and()
                .doNotHaveSimpleName("RecordWriter")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("net.openhft..")
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.faka.journal", "io.faka.engine"));
    }

    @Test
    void shouldNotCarryAnalytics() throws IOException {
        assertThatThrownBy(() -> Class.forName("net.openhft.chronicle.analytics.Analytics"))
                .isInstanceOf(ClassNotFoundException.class);
        JournalConfig config = JournalConfig.of(dir, AckMode.ASYNC);
        try (ChronicleJournal journal = ChronicleJournal.open(config)) {
            assertThat(Commands.append(journal, 1)).isTrue();
        }
        for (String place : List.of("user.home", "java.io.tmpdir", "user.dir")) {
            try (Stream<Path> children = Files.list(Path.of(System.getProperty(place)))) {
                assertThat(children.map(child -> child.getFileName().toString()))
                        .noneMatch(name -> name.startsWith(".chronicle.analytics"));
            }
        }
    }

    @Test
    void shouldWriteFilesThatChroniclesOwnTailerReads() {
        JournalConfig config = JournalConfig.of(dir, AckMode.ASYNC).withRollBytes(128 << 10);
        try (ChronicleJournal journal = ChronicleJournal.open(config)) {
            for (int i = 0; i < 300; i++) {
                assertThat(Commands.append(journal, 20)).isTrue();
            }
        }
        Path run = dir.resolve("journal").resolve("run-00000001");
        int records = 0;
        try (ChronicleQueue queue = ChronicleQueue.singleBuilder(run.toFile())
                        .rollCycle(RollCycles.FAST_DAILY)
                        .readOnly(true)
                        .build();
                ExcerptTailer tailer = queue.createTailer()) {
            while (true) {
                try (DocumentContext document = tailer.readingDocument()) {
                    if (!document.isPresent()) {
                        break;
                    }
                    assertThat(document.wire().bytes().readRemaining()).isGreaterThan(62);
                    records++;
                }
            }
        }
        assertThat(records).isEqualTo(300);
    }
}
