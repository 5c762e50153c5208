package dev.varde.events;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses EVENTS =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("dev.varde.events");

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.varde.(events..)..")
                .should()
                .beFreeOfCycles()
                .because(
                        "arrows point one way: wire and config know the records, never the other"
                                + " way; move the class to the package that it serves")
                .check(EVENTS);
        slices().matching("dev.varde.events.(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(alwaysTrue(), resideInAPackage("dev.varde.events.pattern"))
                .ignoreDependency(alwaysTrue(), resideInAPackage("dev.varde.events.sign"))
                .because(
                        "wire and config have nothing to do with each other; what both need is a"
                                + " record of the contract and belongs into dev.varde.events, or a"
                                + " pattern or a signature, which know none of them")
                .check(EVENTS);
        noClasses()
                .that()
                .resideInAPackage("dev.varde.events.pattern")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.varde.events", "dev.varde.events.wire", "dev.varde.events.config")
                .because("patterns are the lowest; take what they need as a parameter")
                .check(EVENTS);
    }

    @Test
    void theRecordsSeeNothingButJava() {
        classes()
                .that()
                .resideInAPackage("dev.varde.events")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify.annotations", "dev.varde.events")
                .because(
                        "the contract is read by everything and must not drag a library along; how"
                                + " a record is written belongs into wire (NamesModule)")
                .check(EVENTS);
    }

    @Test
    void signaturesSeeTheRecordsAndNothingElse() {
        classes()
                .that()
                .resideInAPackage("dev.varde.events.sign")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java.lang..",
                        "java.io",
                        "java.util..",
                        "java.security..",
                        "java.time",
                        "java.nio.charset",
                        "org.jspecify.annotations",
                        "dev.varde.events",
                        "dev.varde.events.sign")
                .because("what is signed follows from the order alone; files belong into start")
                .check(EVENTS);
    }

    @Test
    void nobodyAsksTheClock() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .because("time comes in as a value; take an Instant as a parameter")
                .check(EVENTS);
    }

    @Test
    void theContractKnowsNoProgram() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.varde.collector..",
                        "dev.varde.processor..",
                        "dev.varde.notifier..",
                        "dev.varde.console..",
                        "dev.varde.standalone..")
                .because("programs know the contract; turn the arrow round")
                .check(EVENTS);
    }
}
