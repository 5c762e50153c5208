package dev.varde.processor.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.Cause;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A cause is whole when it has a rule, an example that is told as it, and a page.
class EveryCauseTest {
    private static final Path EXAMPLES = Path.of("src/test/resources/examples");

    private static final List<String> HEADINGS =
            List.of("What speaks against it", "What Varde does", "What to do now", "For good");

    static List<Rule> rules() {
        return Diagnosis.BELIEF;
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aCauseHasAnExampleThatIsToldAsIt(Rule rule) throws Exception {
        Path out = EXAMPLES.resolve(rule.cause().id()).resolve("out-incidents.jsonl");

        assertThat(Files.readString(out)).contains("\"cause\":\"" + rule.cause() + "\"");
        assertThat(out.resolveSibling("in-events.jsonl")).isNotEmptyFile();
    }

    @ParameterizedTest
    @MethodSource("known")
    void aCauseHasAPageAndALineInTheIndex(Cause cause) throws Exception {
        Path pages = Path.of(System.getProperty("varde.root", ".."), "docs", "causes");
        Path page = pages.resolve(cause + ".md");

        assertThat(page).isNotEmptyFile();
        assertThat(page).content().containsAnyOf("## What proves it", "## When it is used");
        assertThat(HEADINGS).allSatisfy(h -> assertThat(page).content().contains("\n## " + h));
        assertThat(pages.resolve("README.md")).content().contains("(" + cause + ".md)");
    }

    static List<Cause> known() {
        return Cause.KNOWN;
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aRuleIsNamedForItsCause(Rule rule) {
        String words =
                rule.getClass()
                        .getSimpleName()
                        .replaceAll("([a-z])([A-Z])", "$1-$2")
                        .toLowerCase(java.util.Locale.ROOT);

        assertThat(words).isEqualTo(rule.cause().id());
    }

    @Test
    void noCauseHasTwoRules() {
        assertThat(Diagnosis.BELIEF.stream().map(Rule::cause)).doesNotHaveDuplicates();
    }
}
