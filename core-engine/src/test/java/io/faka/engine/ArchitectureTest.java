package io.faka.engine;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What may depend on what in this module. The state machine is every package but the pipeline and the ports. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.faka");

    private static final DescribedPredicate<JavaClass> STATE_MACHINE = resideInAPackage("io.faka.engine..")
            .and(resideOutsideOfPackages(
                    "io.faka.engine.pipeline..", "io.faka.engine.port..", "io.faka.engine.schema.."))
            .as("the state machine");

    private static final Set<String> FORBIDDEN_LANG = Set.of(
            "java.lang.Thread",
            "java.lang.ThreadLocal",
            "java.lang.Runtime",
            "java.lang.Process",
            "java.lang.ProcessBuilder");

    @Test
    void shouldLetTheStateMachineUseOnlyPlainClassesAgronaAndTheCodecs() {
        classes()
                .that(STATE_MACHINE)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                                "java.lang",
                                "java.lang.invoke",
                                "java.lang.ref",
                                "java.lang.runtime",
                                "java.nio",
                                "java.nio.charset",
                                "java.util",
                                "org.agrona",
                                "org.agrona.concurrent",
                                "io.faka.codec..",
                                "io.faka.engine..")
                        .or(describe("arrays of primitives", type -> type.isArray() || type.isPrimitive())))
                .check(CLASSES);
    }

    @Test
    void shouldKeepHiddenInputsOutOfTheStateMachine() {
        noClasses()
                .that(STATE_MACHINE)
                .should()
                .dependOnClassesThat(describe("threads and processes", type -> FORBIDDEN_LANG.contains(type.getName())))
                .orShould()
                .dependOnClassesThat(equivalentTo(HashMap.class)
                        .or(equivalentTo(HashSet.class))
                        .or(equivalentTo(Random.class))
                        .or(equivalentTo(java.util.UUID.class)))
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "getProperty", String.class)
                .orShould()
                .callMethod(System.class, "identityHashCode", Object.class)
                .orShould()
                .callMethod(Object.class, "hashCode")
                .check(CLASSES);
    }

    @Test
    void shouldKeepTheStateMachineFreeOfPipelineAndPorts() {
        noClasses()
                .that(STATE_MACHINE)
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "io.faka.engine.pipeline..", "io.faka.engine.port..", "io.faka.engine.schema.."))
                .check(CLASSES);
    }

    @Test
    void shouldKeepTheDisruptorInThePipeline() {
        noClasses()
                .that(not(resideInAPackage("io.faka.engine.pipeline..")))
                .should()
                .dependOnClassesThat(resideInAPackage("com.lmax.."))
                .check(CLASSES);
    }

    @Test
    void shouldKeepOtherModulesLibrariesOut() {
        noClasses()
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("net.openhft..", "io.netty..", "org.jdbi..", "org.mariadb..", "java.sql.."))
                .check(CLASSES);
    }

    @Test
    void shouldReadAndWriteRawMemoryInOnePlaceOnly() {
        noClasses()
                .that(STATE_MACHINE.and(
                        not(describe("Memory", type -> type.getSimpleName().equals("Memory")))))
                .should()
                .dependOnClassesThat(
                        describe("raw memory", type -> type.getSimpleName().equals("UnsafeApi")))
                .check(CLASSES);
    }

    @Test
    void shouldKeepStorageBelowTheRules() {
        noClasses()
                .that(resideInAPackage("io.faka.engine.memory.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "io.faka.engine.inventory..",
                        "io.faka.engine.order..",
                        "io.faka.engine.payment..",
                        "io.faka.engine.publish..",
                        "io.faka.engine.supply.."))
                .check(CLASSES);
    }
}
