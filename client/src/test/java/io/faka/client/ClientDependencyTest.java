package io.faka.client;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ClientDependencyTest {
    private final JavaClasses client = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.faka.client");

    @Test
    void shouldNeedNoMoreThanTheJdkAgronaAndTheCodecs() {
        classes()
                .that()
                .resideInAPackage("io.faka.client")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax.crypto..",
                        "org.agrona..",
                        "io.faka.codec..",
                        "io.faka.engine",
                        "io.faka.client")
                .check(client);
    }
}
