package dev.varde.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Arrows point one way, over all modules.
class StructureTest {
    private static final List<String> PROGRAMS =
            List.of("collector", "processor", "notifier", "console");
    private static final JavaClasses OURS =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("dev.varde");

    @Test
    void allModulesAreLookedAt() {
        for (String program : PROGRAMS) {
            assertThat(
                            OURS.stream()
                                    .anyMatch(c ->
                                            c.getPackageName().startsWith("dev.varde." + program)))
                    .as(program)
                    .isTrue();
        }
    }

    @Test
    void programsDoNotKnowEachOther() {
        for (String program : PROGRAMS) {
            String[] others =
                    PROGRAMS.stream()
                            .filter(p -> !p.equals(program))
                            .map(p -> "dev.varde." + p + "..")
                            .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage("dev.varde." + program + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .orShould()
                    .dependOnClassesThat()
                    .resideInAPackage("dev.varde.standalone..")
                    .because(
                            "programs meet on Kafka's topics only; say it in events and send it there")
                    .check(OURS);
        }
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.varde.(**)")
                .should()
                .beFreeOfCycles()
                .because("a cycle means two packages are one; move the shared type down")
                .check(OURS);
    }
}
