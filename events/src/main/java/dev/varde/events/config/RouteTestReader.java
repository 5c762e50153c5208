package dev.varde.events.config;

import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import dev.varde.events.HostName;
import dev.varde.events.IncidentState;
import dev.varde.events.Phase;
import dev.varde.events.Severity;
import dev.varde.events.config.Configuration.Receiver;
import dev.varde.events.config.InvalidConfiguration.Problem;
import dev.varde.events.config.RouteTest.Example;
import dev.varde.events.config.RouteTest.Expectation;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;

/// Reads a file of tests of routes: `configuration`, and `tests` of `name`, `incident` and
/// `expect`. No secret of the configuration is looked up.
public final class RouteTestReader {
    /// What routes are read for.
    public static final Set<Chapter> NEEDS = Set.of(Chapter.RECEIVERS, Chapter.ROUTES);

    private static final HostName ANY_HOST = new HostName("web-1");

    private static final Kind<Instant> INSTANT =
            Kind.of(
                    "point in time",
                    "Write it such as 2026-11-01T02:30:00Z or 2026-11-01T02:30:00+01:00.",
                    RouteTestReader::instant);

    private final Naming receivers;
    private final boolean windows;

    private RouteTestReader(Configuration configuration) {
        receivers =
                new Naming(
                        Kinds.RECEIVER_NAME,
                        "receiver",
                        configuration.receivers().stream().map(Receiver::name).toList(),
                        "receivers of the configuration");
        windows = !configuration.times().isEmpty();
    }

    /// @param configuration instead of the one that the file names, or null
    /// @throws InvalidConfiguration with every problem of the file, or of the configuration
    public static RouteTests read(
            Path file, @Nullable Path configuration, Map<String, String> environment)
            throws InvalidConfiguration {
        Reading reading =
                new Reading(
                        file,
                        new Variables(file, environment),
                        EnumSet.complementOf(EnumSet.of(Chapter.SECRETS)));
        Optional<Section> top =
                new Place(reading, YamlFile.root(file), "").section("configuration", "tests");
        Optional<Path> named =
                Optional.ofNullable(configuration)
                        .or(() -> top.flatMap(s -> configuration(s, file)));
        refuse(reading);
        Configuration read = ConfigurationReader.read(named.orElseThrow(), environment, NEEDS);
        List<RouteTest> tests =
                top.flatMap(s -> s.demand("tests", "Write a list of tests."))
                        .map(list -> new RouteTestReader(read).tests(list))
                        .orElse(List.of());
        refuse(reading);
        return new RouteTests(read, tests);
    }

    private static Optional<Path> configuration(Section s, Path file) {
        return s.demand("configuration", "Write the path of the configuration, or name it by -c.")
                .flatMap(p -> p.as(Kinds.TEXT))
                .map(file.toAbsolutePath()::resolveSibling);
    }

    private static void refuse(Reading reading) throws InvalidConfiguration {
        List<Problem> problems = reading.problems();
        if (!problems.isEmpty()) {
            throw new InvalidConfiguration(problems);
        }
    }

    private List<RouteTest> tests(Place list) {
        List<RouteTest> tests = new ArrayList<>();
        for (Place item : list.items()) {
            item.section("name", "incident", "expect")
                    .ifPresent(s -> tests.add(test(s, "test " + (tests.size() + 1))));
        }
        if (tests.isEmpty()) {
            list.wrong("there is no test", "Write at least one.");
        }
        return tests;
    }

    private RouteTest test(Section s, String unnamed) {
        return new RouteTest(
                s.get("name", Kinds.TEXT).orElse(unnamed),
                s.place().line(),
                s.demand("incident", "Write such as {service: kontali-backend, cause: oom-kill}.")
                        .flatMap(this::incident)
                        .orElseGet(RouteTestReader::nothing),
                s.demand("expect", "Write such as {to: [ops]}.")
                        .flatMap(this::expectation)
                        .orElse(new Expectation(null, List.of(), Map.of())));
    }

    private Optional<Example> incident(Place place) {
        if (windows
                && place.node() instanceof MappingNode mapping
                && !Section.any(place, mapping).has("at")) {
            place.wrong(
                    "it says no time, and the configuration has windows of time",
                    "Add at: 2026-11-01T02:30:00Z, or another time that the test is about.");
        }
        return place.section(
                        "service",
                        "host",
                        "cause",
                        "severity",
                        "confidence",
                        "state",
                        "phase",
                        "labels",
                        "at")
                .map(RouteTestReader::example);
    }

    private static Example example(Section s) {
        Optional<String> cause = s.get("cause", Kinds.CAUSE);
        cause.flatMap(id -> MatcherWords.inValue("cause", id))
                .ifPresent(fault -> s.at("cause").wrong(fault.what(), fault.remedy()));
        Example usual = nothing();
        return new Example(
                s.get("service", Kinds.SERVICE_NAME).orElse(null),
                s.get("host", Kinds.HOST_NAME).orElse(usual.host()),
                cause.map(Cause::new).orElse(usual.cause()),
                s.get("severity", Kind.word(Severity.class)).orElse(usual.severity()),
                s.get("confidence", Kind.word(Confidence.class)).orElse(usual.confidence()),
                s.get("state", Kind.word(IncidentState.class)).orElse(usual.state()),
                s.get("phase", Kind.word(Phase.class)).orElse(null),
                Labels.read(s),
                s.get("at", INSTANT).orElse(null));
    }

    private static Example nothing() {
        return new Example(
                null,
                ANY_HOST,
                Cause.UNKNOWN,
                Severity.CRITICAL,
                Confidence.CERTAIN,
                IncidentState.OPEN,
                null,
                Map.of(),
                null);
    }

    private Optional<Expectation> expectation(Place place) {
        return place.section("to", "not", "held")
                .map(s -> {
                    if (s.entries().isEmpty()) {
                        place.wrong("it expects nothing", "Write to, not or held.");
                    }
                    return new Expectation(
                            s.find("to").map(receivers::each).orElse(null),
                            s.find("not").map(receivers::some).orElse(List.of()),
                            s.find("held").map(this::held).orElse(Map.of()));
                });
    }

    /// Receivers alone, or each with words of its reason.
    private Map<String, String> held(Place place) {
        Map<String, String> held = new LinkedHashMap<>();
        if (place.node() instanceof MappingNode mapping) {
            Section.any(place, mapping)
                    .entries()
                    .forEach((name, words) ->
                            words.as(Kinds.TEXT)
                                    .filter(_ -> receivers.isKnown(name, words))
                                    .ifPresent(text -> held.put(name, text)));
        } else {
            receivers.some(place).forEach(name -> held.put(name, ""));
        }
        return held;
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
