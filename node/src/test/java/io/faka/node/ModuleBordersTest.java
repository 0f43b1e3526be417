package io.faka.node;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The borders between the modules, over the classes of all of them. */
class ModuleBordersTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.faka");

    private static final String[] STATE_MACHINE = {
        "io.faka.engine",
        "io.faka.engine.expiry..",
        "io.faka.engine.inventory..",
        "io.faka.engine.limit..",
        "io.faka.engine.memory..",
        "io.faka.engine.order..",
        "io.faka.engine.payment..",
        "io.faka.engine.publish..",
        "io.faka.engine.supply..",
        "io.faka.engine.wallet.."
    };

    @Test
    void shouldSeeEveryModule() {
        for (String module : List.of(
                "io.faka.engine",
                "io.faka.journal",
                "io.faka.client",
                "io.faka.gateway",
                "io.faka.replicator",
                "io.faka.node")) {
            Assertions.assertThat(CLASSES.that(resideInAPackage(module + "..")))
                    .as(module)
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "net.openhft.., io.faka.journal..",
        "io.netty.., io.faka.gateway..",
        "org.jdbi.., io.faka.replicator..",
        "org.mariadb.., io.faka.replicator..",
        "org.flywaydb.., io.faka.replicator..",
        "java.sql.., io.faka.replicator..",
        "com.lmax.., io.faka.engine.pipeline..",
        "picocli.., io.faka.node..",
        "com.typesafe.., io.faka.node.."
    })
    void shouldKeepALibraryInsideItsModule(String library, String module) {
        noClasses()
                .that()
                .resideOutsideOfPackage(module)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(CLASSES);
    }

    @Test
    void shouldLetOnlyTheNodeKnowTheOtherModules() {
        borders(
                        "io.faka.engine..",
                        "io.faka.journal..",
                        "io.faka.client..",
                        "io.faka.gateway..",
                        "io.faka.replicator..",
                        "io.faka.node..")
                .check(CLASSES);
        borders("io.faka.journal..", "io.faka.client..", "io.faka.gateway..", "io.faka.replicator..", "io.faka.node..")
                .check(CLASSES);
        borders("io.faka.gateway..", "io.faka.client..", "io.faka.journal..", "io.faka.replicator..", "io.faka.node..")
                .check(CLASSES);
        borders("io.faka.replicator..", "io.faka.client..", "io.faka.journal..", "io.faka.gateway..", "io.faka.node..")
                .check(CLASSES);
        borders("io.faka.client..", "io.faka.journal..", "io.faka.gateway..", "io.faka.replicator..", "io.faka.node..")
                .check(CLASSES);
    }

    @Test
    void shouldKeepTheStateMachinePure() {
        DescribedPredicate<JavaClass> allowed = resideInAnyPackage(STATE_MACHINE)
                .or(resideInAnyPackage(
                        "io.faka.codec..",
                        "org.agrona..",
                        "java.lang",
                        "java.lang.invoke",
                        "java.lang.ref",
                        "java.lang.runtime",
                        "java.nio",
                        "java.nio.charset",
                        "java.util",
                        "java.util.function"))
                .or(DescribedPredicate.describe("arrays and primitives", type -> type.isArray() || type.isPrimitive()));
        classes()
                .that()
                .resideInAnyPackage(STATE_MACHINE)
                .should()
                .onlyDependOnClassesThat(allowed)
                .check(CLASSES);
    }

    @Test
    void shouldKeepClockRandomAndThreadsOutOfTheStateMachine() {
        for (String call : List.of("currentTimeMillis", "nanoTime", "getenv", "getProperty", "identityHashCode")) {
            noClasses()
                    .that()
                    .resideInAnyPackage(STATE_MACHINE)
                    .should()
                    .callMethodWhere(DescribedPredicate.describe(
                            "System." + call,
                            target -> target.getTargetOwner().isEquivalentTo(System.class)
                                    && target.getName().equals(call)))
                    .check(CLASSES);
        }
        noClasses()
                .that()
                .resideInAnyPackage(STATE_MACHINE)
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "threads, random or hash-ordered collections",
                        type -> type.isAssignableTo(Thread.class)
                                || type.isAssignableTo(java.util.Random.class)
                                || type.isAssignableTo(java.util.HashMap.class)
                                || type.isAssignableTo(java.util.HashSet.class)))
                .check(CLASSES);
    }

    private static ArchRule borders(String module, String... others) {
        return noClasses()
                .that()
                .resideInAPackage(module)
                .should()
                .dependOnClassesThat(resideInAnyPackage(others).and(alwaysTrue()));
    }
}
