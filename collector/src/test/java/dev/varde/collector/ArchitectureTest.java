package dev.varde.collector;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.varde.collector.app.CollectorProgram;
import dev.varde.collector.redact.RedactedLog;
import java.io.File;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// The arrows of the collector: the words they share ← redact ← ask, tail, kernel, … ← app.
class ArchitectureTest {
    private static final String ROOT = "dev.varde.collector";
    private static final JavaClasses OURS =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages(ROOT);

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.varde.(**)")
                .should()
                .beFreeOfCycles()
                .because("a cycle makes two packages one; move what both need into the lower one")
                .check(OURS);
    }

    @Test
    void whatAllShareSeesNoneOfThem() {
        classes()
                .that()
                .resideInAPackage(ROOT)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "dev.varde.events..", ROOT)
                .because("it is the language between the parts; put what one part needs there")
                .check(OURS);
    }

    @Test
    void nobodyKnowsTheApp() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".app")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".app")
                .because("it only wires; take what is needed as a parameter")
                .check(OURS);
    }

    @Test
    void onlyTheRedactedLogWritesALog() {
        noClasses()
                .that()
                .areNotAssignableTo(RedactedLog.class)
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".app.ProgramLog") // says where it goes to
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.jboss.logging..", "org.slf4j..", "java.util.logging..")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace")
                .because("a line may quote a secret; write RedactedLog.of(…) instead of a Logger")
                .check(OURS);
    }

    @Test
    void onlyTheProgramPrints() {
        noClasses()
                .that()
                .areNotAssignableTo(CollectorProgram.class)
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .because("inside varde up the terminal is somebody else's; write to the log")
                .check(OURS);
    }

    @Test
    void onlyShippingAndOrdersKnowKafka() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".ship", ROOT + ".order")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..")
                .because("looking works without a broker; put it into the outbox")
                .check(OURS);
    }

    @Test
    void redactingTouchesNeitherFilesNorTheNetwork() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".redact")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Files.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(File.class)
                .orShould()
                .dependOnClassesThat(resideInAnyPackage("java.net..", "java.nio.channels.."))
                .because("its rules come in with the configuration, as values")
                .check(OURS);
    }

    @Test
    void redactingAndTheTablesOfRightsAskNoClock() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".redact", ROOT + ".right", ROOT + ".self")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .dependOnClassesThat(clocks())
                .because("time comes in as a value: take it as a parameter")
                .check(OURS);
    }

    private static DescribedPredicate<JavaClass> clocks() {
        return JavaClass.Predicates.assignableTo(Clock.class);
    }
}
