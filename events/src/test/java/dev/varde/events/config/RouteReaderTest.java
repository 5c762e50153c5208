package dev.varde.events.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.config.Configuration.Escalation;
import dev.varde.events.config.Configuration.Limit;
import dev.varde.events.config.Configuration.Route;
import dev.varde.events.config.InvalidConfiguration.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteReaderTest {
    private static final String RECEIVERS =
            """
            receivers:
              - {name: ops, webhook: {url: "https://h.example.com"}, limit: {messages: 20, per: 1m}}
              - {name: boss, webhook: {url: "https://h.example.com"}}
            times: [{name: night, at: "22:00", for: 9h, zone: Europe/Oslo}]
            """;

    @TempDir private Path directory;

    private Configuration read(String text) throws IOException, InvalidConfiguration {
        Path file = directory.resolve("varde.yaml");
        Files.writeString(file, RECEIVERS + text);
        return ConfigurationReader.read(file, Map.of());
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
    void aTreeIsReadWithWhatEachRouteHasFromItsParent() throws Exception {
        Configuration read =
                read(
                        """
                        routes:
                          - match: {environment: production, phase: [starting, running]}
                            not: {cause: ~disk-.*}
                            to: ops
                            group-by: [service]
                            wait: 30s
                            interval: 10m
                            repeat: 4h
                            quiet: night
                            escalate: [{after: 10m, to: [boss]}]
                            routes:
                              - {match: {confidence: certain}, during: [night], continue: true}
                              - {to: boss, group-by: [], repeat: off, quiet: [], escalate: [], wait: 0s}
                        fallback: boss
                        """);

        Route parent = read.routes().getFirst();
        Route inner = parent.routes().getFirst();
        assertThat(parent.matchers())
                .containsExactly(
                        Map.entry("environment", List.of("production")),
                        Map.entry("phase", List.of("starting", "running")));
        assertThat(parent.not()).isEqualTo(Map.of("cause", List.of("~disk-.*")));
        assertThat(parent.during()).isEmpty();
        assertThat(inner.to()).containsExactly("ops");
        assertThat(inner.groupBy()).containsExactly("service");
        assertThat(inner.delay()).isEqualTo(Duration.ofSeconds(30));
        assertThat(inner.interval()).isEqualTo(Duration.ofMinutes(10));
        assertThat(inner.repeat()).isEqualTo(Duration.ofHours(4));
        assertThat(inner.quiet()).containsExactly("night");
        assertThat(inner.during()).containsExactly("night");
        assertThat(inner.onward()).isTrue();
        assertThat(inner.escalate())
                .containsExactly(new Escalation(Duration.ofMinutes(10), List.of("boss")));
        Route bare = new Route(Map.of(), List.of("boss"), List.of(), null);
        assertThat(parent.routes().getLast())
                .usingRecursiveComparison()
                .ignoringFields("interval")
                .isEqualTo(bare);
        assertThat(read.fallback()).isEqualTo("boss");
        assertThat(read.times())
                .extracting(Configuration.TimeWindow::name)
                .containsExactly("night");
        assertThat(read.receivers().getFirst().limit())
                .isEqualTo(new Limit(20, Duration.ofMinutes(1)));
        assertThat(read.receivers().getLast().limit()).isNull();
    }

    @Test
    void theShortestRouteHoldsAtAnyTimeAndTellsAtOnce() throws Exception {
        assertThat(read("routes: [{to: ops}]").routes())
                .containsExactly(new Route(Map.of(), List.of("ops"), List.of(), null));
    }

    @Test
    void withoutRoutesOneLeadsToAllReceivers() throws Exception {
        assertThat(read("").routes())
                .containsExactly(new Route(Map.of(), List.of("ops", "boss"), List.of(), null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "routes: [{to: opps}]|there is no receiver 'opps'|Did you mean 'ops'?",
                "routes: [{to: []}]|the list is empty|Write the names of receivers",
                "routes: [{match: {host: a}}]|'to' is missing|Write the names of receivers",
                "fallback: bos|there is no receiver 'bos'|Did you mean 'boss'?",
                "routes: [{to: ops, during: nigth}]|there is no window 'nigth'|Did you mean"
                        + " 'night'?",
                "routes: [{to: ops, quiet: noon}]|there is no window 'noon'|List it under times.",
                "routes: [{to: ops, during: []}]|the list is empty|Write the names of windows",
                "routes: [{to: ops, escalate: [{after: 10m, to: chef}]}]|there is no receiver"
                        + " 'chef'|List it under receivers.",
                "routes: [{to: ops, escalate: [{to: boss}]}]|'after' is missing|Write more than 0",
                "routes: [{to: ops, escalate: [{after: 10m, to: boss}, {after: 5m, to: ops}]}]|this"
                        + " step comes no later than the one before|the soonest first",
                "routes: [{match: {host: '~(web'}, to: ops}]|this pattern cannot be used|RE2",
                "routes: [{match: {host: '~'}, to: ops}]|no pattern stands after|RE2",
                "routes: [{not: {cause: oom-kil}, to: ops}]|there is no cause 'oom-kil'|Did you"
                        + " mean 'oom-kill'?",
                "routes: [{match: {confidence: sure}, to: ops}]|'sure' is no word that is known"
                        + " here|certain",
                "routes: [{match: {phase: dead}, to: ops}]|'dead' is no word that is known"
                        + " here|stopping",
                "routes: [{to: ops}, {match: {host: a}, to: boss}]|no incident comes to this"
                        + " route|continue: true",
                "routes: [{match: {host: [a, b]}, to: ops, routes: [{match: {host: c}}]}]|this"
                        + " route can never match|Look at match and not",
                "routes: [{not: {host: [a, b]}, to: ops, routes: [{match: {host: a}}]}]|this route"
                        + " can never match|Look at match and not",
                "routes: [{match: {host: a}, not: {host: a}, to: ops}]|this route can never"
                        + " match|Look at match and not",
                "routes: [{to: ops, repeat: never}]|'never' is no duration|or off",
                "routes: [{to: ops, routes: [{too: boss}]}]|unknown key 'too'|Did you mean 'to'?",
            })
    void whatIsWrongIsSaidWithWhatToWriteInstead(String text, String what, String remedy) {
        assertThat(problems(text))
                .singleElement()
                .satisfies(p -> {
                    assertThat(p.what()).contains(what);
                    assertThat(p.remedy()).contains(remedy);
                    assertThat(p.line()).isEqualTo(5);
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "routes: [{to: ops, continue: true}, {match: {host: a}, to: boss}]",
                "routes: [{to: ops, during: night}, {to: boss}]",
                "routes: [{not: {host: a}, to: ops}, {to: boss}]",
                "routes: [{match: {host: '~web-.*'}, to: ops, routes: [{match: {host: web-1}}]}]",
                "routes: [{match: {host: [a, b]}, to: ops, routes: [{match: {host: [b, c]}}]}]",
                "routes: [{not: {host: a}, to: ops, routes: [{match: {host: [a, b]}}]}]",
            })
    void whatMayStillMatchIsNoError(String text) {
        assertThat(problems(text)).isEmpty();
    }

    @Test
    void aLimitLetsSomethingThrough() throws Exception {
        Path file = directory.resolve("limit.yaml");
        Files.writeString(
                file,
                "receivers: [{name: a, webhook: {url: 'https://h.example.com'}, limit: {messages:"
                        + " 0}}]");

        assertThat(ofFile(file))
                .extracting(Problem::what)
                .containsExactlyInAnyOrder("'0' is no whole number from 1", "'per' is missing");
    }

    private static List<Problem> ofFile(Path file) throws IOException {
        try {
            ConfigurationReader.read(file, Map.of());
            return List.of();
        } catch (InvalidConfiguration e) {
            return e.problems();
        }
    }

    @Test
    void windowsHaveNamesOfTheirOwn() throws Exception {
        Path file = directory.resolve("two.yaml");
        Files.writeString(
                file,
                """
                times:
                  - {name: night, at: "22:00", for: 9h}
                  - {name: night, at: "23:00", for: 25h}
                  - {at: late, for: 1h}
                """);

        assertThat(ofFile(file))
                .extracting(Problem::what)
                .anyMatch(w -> w.contains("the window 'night' stands twice"))
                .anyMatch(w -> w.contains("'25h' is no duration"))
                .anyMatch(w -> w.contains("'name' is missing"))
                .anyMatch(w -> w.contains("'late' is no time of day"));
    }
}
