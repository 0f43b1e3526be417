package io.faka.replicator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ModuleBordersTest {
    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.faka");

    @Test
    void shouldKnowNoOtherModuleThanTheEngine() {
        noClasses()
                .that()
                .resideInAPackage("io.faka.replicator..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "net.openhft..",
                        "io.netty..",
                        "com.lmax..",
                        "io.faka.journal..",
                        "io.faka.gateway..",
                        "io.faka.node..",
                        "io.faka.client..")
                .check(classes);
    }

    @Test
    void shouldBeTheOnlyOneThatKnowsTheDatabase() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.faka.replicator..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.jdbi..", "org.mariadb..", "org.flywaydb..", "java.sql..")
                .check(classes);
    }
}
