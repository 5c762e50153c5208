package dev.varde.processor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The arrows of the processor: trend ← evidence ← diagnosis, sameness ← diagnosis ← watch ←
/// topology ← app, incident ← watch, plan ← watch, incident ← fleet ← topology.
class ArchitectureTest {
    private static final String ROOT = "dev.varde.processor.";
    private static final JavaClasses OURS =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("dev.varde.processor");

    /// What each pure package may see of the others.
    private static final Map<String, List<String>> SEES =
            Map.of(
                    "trend", List.of("trend"),
                    "sameness", List.of("sameness"),
                    "evidence", List.of("evidence", "trend"),
                    "diagnosis", List.of("diagnosis", "evidence", "knowledge", "trend", "sameness"),
                    "incident", List.of("incident"),
                    "knowledge", List.of("knowledge"),
                    "plan", List.of("plan"),
                    "fleet", List.of("fleet", "incident"),
                    "watch",
                            List.of("watch", "diagnosis", "evidence", "incident", "plan", "trend"));

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.varde.processor.(*)..")
                .should()
                .beFreeOfCycles()
                .because("a cycle makes two packages one; move what both need into the lower one")
                .check(OURS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "trend",
                "sameness",
                "evidence",
                "knowledge",
                "diagnosis",
                "incident",
                "plan",
                "fleet",
                "watch"
            })
    void thePurePackagesSeeOnlyJavaTheContractAndWhatIsBelow(String name) {
        String[] allowed =
                java.util.stream.Stream.concat(
                                java.util.stream.Stream.of(
                                        "java..",
                                        "org.jspecify..",
                                        "dev.varde.events",
                                        "dev.varde.events.config",
                                        "dev.varde.events.pattern"),
                                SEES.getOrDefault(name, List.of()).stream().map(p -> ROOT + p))
                        .toArray(String[]::new);

        classes()
                .that()
                .resideInAPackage(ROOT + name)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(allowed)
                .because("thinking is tested without Kafka; what it needs comes in as a value")
                .check(OURS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "trend",
                "sameness",
                "evidence",
                "knowledge",
                "diagnosis",
                "incident",
                "plan",
                "fleet",
                "watch"
            })
    void nobodyInThemAsksTheClock(String name) {
        noClasses()
                .that()
                .resideInAPackage(ROOT + name)
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .because("time comes in as a value: take it as a parameter")
                .check(OURS);
    }

    @Test
    void onlyTheTopologyAndTheAppKnowKafka() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "topology", ROOT + "app")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..")
                .because("the stream is one way to feed the thinking, not a part of it")
                .check(OURS);
    }
}
