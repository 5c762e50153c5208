package dev.varde.events.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.Cause;
import dev.varde.events.Incident.Advice;
import dev.varde.events.ServiceName;
import dev.varde.events.Severity;
import dev.varde.events.config.Configuration.OwnRule;
import dev.varde.events.config.InvalidConfiguration.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleReaderTest {
    @TempDir private Path directory;

    private List<OwnRule> read(String text) throws IOException, InvalidConfiguration {
        Path file = directory.resolve("varde.yaml");
        Files.writeString(file, text);
        return ConfigurationReader.read(file, Map.of()).rules();
    }

    private List<Problem> problems(String text) {
        try {
            read(text);
            return List.of();
        } catch (InvalidConfiguration e) {
            return e.problems();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void withoutAWordThereAreNone() throws Exception {
        assertThat(read("host: {name: web-1}")).isEmpty();
    }

    @Test
    void aRuleIsReadWhole() throws Exception {
        OwnRule rule =
                read("""
                rules:
                  - name: license
                    match: [license expired, {regex: 'license \\w+ ended on \\d+'}]
                    unless: trial
                    cause: license-expired
                    severity: warning
                    advice:
                      - title: Renew it
                        commands: [kontali license renew]
                        why: Without it the program ends at each start.
                    services: [kontali-backend]
                """)
                        .getFirst();

        assertThat(rule.name()).isEqualTo("license");
        assertThat(rule.cause()).isEqualTo(new Cause("license-expired"));
        assertThat(rule.severity()).isEqualTo(Severity.WARNING);
        assertThat(rule.advice())
                .containsExactly(
                        new Advice(
                                "Renew it",
                                List.of("kontali license renew"),
                                "Without it the program ends at each start."));
        assertThat(rule.about(new ServiceName("kontali-backend"))).isTrue();
        assertThat(rule.about(new ServiceName("other"))).isFalse();
        assertThat(rule.says("FATAL: License Expired")).isTrue();
        assertThat(rule.says("license pro ended on 20261101")).isTrue();
        assertThat(rule.says("license expired in a trial")).isFalse();
        assertThat(rule.says("all is well")).isFalse();
    }

    @Test
    void theShortestRuleIsAboutAllServicesAndCritical() throws Exception {
        OwnRule rule =
                read("rules: [{name: a, match: {regex: 'ab+c'}, cause: disk-full}]").getFirst();

        assertThat(rule.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(rule.about(new ServiceName("any"))).isTrue();
        assertThat(rule.says("xabbbcx")).isTrue();
    }

    @Test
    void everyProblemIsSaidWithItsLineAndWhatToWrite() {
        List<Problem> problems =
                problems(
                        """
                        rules:
                          - {name: back, match: {regex: '(a)\\1'}, cause: own}
                          - {name: slip, match: words, cause: oom-kil}
                          - {name: short, match: ab, cause: own}
                          - {name: 'no name', match: words, cause: own}
                          - {name: none, cause: own}
                          - {name: two, match: words, cause: Own Cause}
                          - {name: two, match: words, cause: own, then: restart}
                          - {name: bad, match: words, cause: own, severity: urgent}
                          - {name: empty, match: [], cause: own}
                          - {name: advice, match: words, cause: own, advice: [{commands: [ls]}]}
                        """);

        assertThat(problems)
                .extracting(Problem::line)
                .containsExactly(2, 3, 4, 5, 6, 7, 8, 8, 9, 10, 11);
        assertThat(problems.getFirst().remedy()).contains("RE2");
        assertThat(problems.get(1).remedy()).contains("oom-kill");
    }

    @Test
    void moreThanSixtyFourAreTooMany() {
        String rules =
                IntStream.range(0, 65)
                        .mapToObj(i -> "{name: r" + i + ", match: words, cause: own}")
                        .collect(Collectors.joining(", "));

        assertThat(problems("rules: [" + rules + "]"))
                .singleElement()
                .satisfies(p -> assertThat(p.what()).contains("more than 64"));
    }

    /// What makes a backtracking matcher try for ever is matched in linear time, or refused.
    @Test
    void noPatternTakesForEver() throws Exception {
        OwnRule rule =
                read("rules: [{name: evil, match: {regex: '(a+)+(a|aa)*$'}, unless: {regex: '(x*)*y'}, cause: own}]")
                        .getFirst();
        String line = "a".repeat(2_000) + "!";

        long begun = System.nanoTime();
        boolean says = rule.says(line);

        assertThat(says).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
        assertThat(
                        problems(
                                "rules: [{name: a, match: {regex: '((a{900}){900}){900}'}, cause: own}]"))
                .hasSize(1);
    }

    @Test
    void aProgramThatNeedsNoRulesLooksUpNothingForThem() throws Exception {
        Path file = directory.resolve("varde.yaml");
        Files.writeString(file, "rules: [{name: a, match: '${UNKNOWN}', cause: own}]");

        Configuration read = ConfigurationReader.read(file, Map.of(), Set.of(Chapter.SERVICES));

        assertThat(read.services()).isEmpty();
    }
}
