package dev.varde.notifier;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final String[] PURE = {
        "dev.varde.notifier.routing..",
        "dev.varde.notifier.followup..",
        "dev.varde.notifier.delivery..",
        "dev.varde.notifier.restart..",
        "dev.varde.notifier.silence..",
        "dev.varde.notifier.match..",
        "dev.varde.notifier.text.."
    };
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("dev.varde.notifier");

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.varde.notifier.(*)..")
                .should()
                .beFreeOfCycles()
                .because("a cycle makes two packages one; move what both need further down")
                .check(CLASSES);
    }

    @Test
    void thePurePackagesSeeOnlyJavaTheContractAndEachOther() {
        classes()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(
                                        "java..",
                                        "org.jspecify..",
                                        "dev.varde.events",
                                        "dev.varde.events.config",
                                        "dev.varde.events.pattern")
                                .or(resideInAnyPackage(PURE)))
                .because(
                        "deciding must need no Kafka, network or framework; hand in a value instead")
                .check(CLASSES);
    }

    @Test
    void thePurePackagesAskNeitherTheClockNorForChance() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(ThreadLocalRandom.class)
                .because("time and chance come in as values, so that tests can choose them")
                .check(CLASSES);
    }

    @Test
    void onlyThePackageOfTemplatesKnowsTheirLanguage() {
        noClasses()
                .that(not(resideInAnyPackage("dev.varde.notifier.template..")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.quarkus.qute..")
                .because("what a template may reach is decided in one place")
                .check(CLASSES);
    }

    @Test
    void onlyTheLedgerAndTheProgramKnowKafka() {
        noClasses()
                .that(
                        not(
                                resideInAnyPackage(
                                        "dev.varde.notifier.ledger..", "dev.varde.notifier.app..")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..")
                .because("what is told does not depend on how it is written down")
                .check(CLASSES);
    }

    @Test
    void theNotifierKnowsNoOtherProgram() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.varde.collector..", "dev.varde.processor..", "dev.varde.console..")
                .because("programs meet on the topics only")
                .check(CLASSES);
    }
}
