package io.faka.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.faka.codec.reply.ResultCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Commands in, events and reply out: every text under {@code scenarios} must read after its run as it read before. */
class ScenarioTest {
    private static final Path SCENARIOS = Path.of("src", "test", "resources", "scenarios");

    @ParameterizedTest
    @MethodSource("scenarios")
    void shouldGiveTheEventsAndRepliesOfTheScenario(Path scenario) throws IOException {
        String text = Files.readString(scenario, StandardCharsets.UTF_8);
        String transcript = new Scenario().run(text);
        if (Boolean.getBoolean("faka.scenarios.write")) {
            Files.writeString(scenario, transcript, StandardCharsets.UTF_8);
        }
        assertThat(transcript).isEqualTo(text);
    }

    @Test
    void shouldReachEveryResultCodeTheEngineKnows() throws IOException {
        Set<String> reached = new TreeSet<>();
        for (Path path : scenarios().toList()) {
            Scenario scenario = new Scenario();
            String ignored = scenario.run(Files.readString(path, StandardCharsets.UTF_8));
            assertThat(ignored).isNotEmpty();
            reached.addAll(scenario.codes());
        }
        reached.remove("Ticked");
        assertThat(reached).containsExactlyElementsOf(codesInTheEngine());
    }

    private static Set<String> codesInTheEngine() {
        Set<String> names = new TreeSet<>();
        for (JavaClass engine : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.faka.engine")) {
            boolean pipeline = engine.getPackageName().startsWith("io.faka.engine.pipeline");
            for (JavaFieldAccess access : engine.getFieldAccessesFromSelf()) {
                if (!pipeline && access.getTargetOwner().isEquivalentTo(ResultCode.class)) {
                    names.add(access.getTarget().getName());
                }
            }
        }
        return names;
    }

    private static Stream<Path> scenarios() {
        try (Stream<Path> files = Files.list(SCENARIOS)) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
