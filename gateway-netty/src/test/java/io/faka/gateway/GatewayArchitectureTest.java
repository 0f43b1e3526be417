package io.faka.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class GatewayArchitectureTest {
    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.faka");

    @Test
    void shouldKeepNettyInTheGateway() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.faka.gateway..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.netty..")
                .check(classes);
    }

    @Test
    void shouldReachTheJournalAndTheDatabaseOnlyThroughPorts() {
        noClasses()
                .that()
                .resideInAPackage("io.faka.gateway..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("net.openhft..", "org.jdbi..", "org.mariadb..", "com.lmax..")
                .check(classes);
    }

    @Test
    void shouldLetNoProtocolKnowAnother() {
        noClasses()
                .that()
                .resideInAPackage("io.faka.gateway.tcp..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.faka.gateway.http..")
                .check(classes);
        noClasses()
                .that()
                .resideInAPackage("io.faka.gateway.session..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.faka.gateway.http..", "io.faka.gateway.tcp..", "io.faka.gateway.json..")
                .check(classes);
    }
}
