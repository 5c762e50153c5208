package dev.varde.notifier.routing;

import static dev.varde.notifier.Cast.NOON;
import static dev.varde.notifier.Cast.WEB_1;
import static dev.varde.notifier.Cast.incident;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.Cause;
import dev.varde.events.Incident;
import dev.varde.events.Incident.Change;
import dev.varde.events.IncidentId;
import dev.varde.events.IncidentState;
import dev.varde.events.OperatorWord;
import dev.varde.events.ServiceName;
import dev.varde.events.Severity;
import dev.varde.events.Silence;
import dev.varde.events.SilenceId;
import dev.varde.events.config.Configuration.Escalation;
import dev.varde.events.config.ConfigurationReader;
import dev.varde.notifier.silence.Silences;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The router with routes as people write them. Noon is a Sunday's, 13:00 in Oslo.
class RouteTreeTest {
    private static final String RECEIVERS =
            """
            receivers:
              - {name: ops, webhook: {url: "https://hooks.example.com/ops"}}
              - {name: dba, webhook: {url: "https://hooks.example.com/dba"}}
              - {name: boss, webhook: {url: "https://hooks.example.com/boss"}}
              - {name: log, webhook: {url: "https://hooks.example.com/log"}}
            times:
              - {name: night, at: "22:00", for: 9h, zone: Europe/Oslo}
              - {name: weekend, days: [sat, sun], at: "00:00", for: 24h, zone: Europe/Oslo}
              - {name: office, days: [mon, tue, wed, thu, fri], at: "08:00", for: 8h}
            """;
    private static final String TREE =
            """
            routes:
              - match: {environment: [production, staging]}
                not: {team: intern}
                to: ops
                group-by: [service, cause]
                wait: 30s
                repeat: 4h
                escalate: [{after: 10m, to: boss}]
                routes:
                  - {match: {service: ~kontali-.*, cause: oom-kill}, to: [dba, ops], continue: true}
                  - {match: {severity: critical}, to: [log, dba], repeat: off, group-by: []}
                  - {match: {severity: warning}, to: log, escalate: []}
              - {match: {environment: test}, to: log, quiet: [night, weekend]}
            fallback: boss
            """;
    private static final Told NOTHING = (_, _, _) -> Optional.empty();

    @TempDir private Path directory;

    @Test
    void theDeepestOfTheFirstThatMatchesDecidesAndContinueGoesOn() throws Exception {
        Incident killed = incident("i").build();

        assertThat(decide(TREE, killed))
                .extracting(Decision::receiver, Decision::reason)
                .containsExactly(
                        tuple("ops", "route 1.1 matched service kontali-backend, cause oom-kill"),
                        tuple("dba", "route 1.1 matched service kontali-backend, cause oom-kill"),
                        tuple("log", "route 1.2 matched severity critical"));
    }

    @Test
    void aParentDecidesWhereNoneOfItsOwnMatches() throws Exception {
        Router router =
                router(
                        """
                        routes:
                          - {match: {environment: production}, to: ops, routes: [{match: {host: db-1}, to: dba}]}
                          - {to: boss}
                        """);

        assertThat(decide(router, incident("i").build(), NOON))
                .extracting(Decision::receiver, Decision::reason)
                .containsExactly(tuple("ops", "route 1 matched environment production"));
    }

    @Test
    void aChildNeedsItsParentsMatch() throws Exception {
        Incident elsewhere = incident("i").labels(Map.of("environment", "dev")).build();

        assertThat(decide(TREE, elsewhere))
                .containsExactly(
                        new Decision.Send(
                                "boss", Medium.WEBHOOK, "no route matched: the fallback"));
    }

    @Test
    void whatIsExcludedGoesOnToTheNext() throws Exception {
        Incident intern =
                incident("i").labels(Map.of("environment", "production", "team", "intern")).build();

        assertThat(decide(TREE, intern)).extracting(Decision::receiver).containsExactly("boss");
    }

    @Test
    void withoutAFallbackNobodyIsToldOfWhatNoRouteMatches() throws Exception {
        Router router = router("routes: [{match: {environment: test}, to: ops}]");

        assertThat(decide(router, incident("i").build(), NOON)).isEmpty();
    }

    @Test
    void theFallbackIsNotToldOfWhatSomebodyIs() throws Exception {
        Router router =
                router("routes: [{match: {environment: production}, to: ops}]\nfallback: boss");

        assertThat(decide(router, incident("i").build(), NOON))
                .extracting(Decision::receiver)
                .containsExactly("ops");
    }

    @Test
    void aRouteSaysOnlyWhatIsNotItsParents() throws Exception {
        List<Decision> decisions = decide(TREE, incident("i").build());

        assertThat(terms(decisions, "dba"))
                .isEqualTo(
                        new Terms(
                                "route 1.1/service=kontali-backend/cause=oom-kill",
                                Duration.ofSeconds(30),
                                Duration.ofMinutes(5),
                                Duration.ofHours(4),
                                List.of(new Escalation(Duration.ofMinutes(10), List.of("boss")))));
        assertThat(terms(decisions, "log").group()).isEmpty();
        assertThat(terms(decisions, "log").repeat()).isNull();
        assertThat(terms(decisions, "log").escalate()).hasSize(1);
    }

    @Test
    void anEmptyListTakesAwayWhatTheParentSays() throws Exception {
        Incident warning =
                incident("i").cause(Cause.DISK_FILLING).severity(Severity.WARNING).build();

        assertThat(terms(decide(TREE, warning), "log").escalate()).isEmpty();
    }

    @Test
    void groupsAreApartByWhatTheyAreGroupedByAndByRoute() throws Exception {
        Router router =
                router(
                        "routes: [{to: ops, group-by: [team, host], continue: true}, {to: dba,"
                                + " group-by: team}]");
        Incident slash = incident("i").labels(Map.of("team", "a/host=web-1")).build();
        Incident plain = incident("i").labels(Map.of("team", "a")).build();
        Incident none = incident("i").labels(Map.of()).build();

        assertThat(terms(decide(router, plain, NOON), "ops").group())
                .isEqualTo("route 1/team=a/host=web-1");
        assertThat(terms(decide(router, plain, NOON), "dba").group()).isEqualTo("route 2/team=a");
        assertThat(terms(decide(router, slash, NOON), "dba").group())
                .startsWith("route 2/team=")
                .doesNotContain("a/host");
        assertThat(terms(decide(router, none, NOON), "dba").group()).isEqualTo("route 2/team=");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-02T07:59:00Z,boss",
        "2026-11-02T08:00:00Z,ops",
        "2026-11-02T15:59:00Z,ops",
        "2026-11-02T16:00:00Z,boss",
        "2026-11-01T12:00:00Z,boss"
    })
    void aRouteMayHoldInItsWindowsOnly(Instant time, String told) throws Exception {
        Router router = router("routes: [{to: ops, during: office}, {to: boss}]");

        assertThat(decide(router, incident("i").build(), time))
                .extracting(Decision::receiver)
                .containsExactly(told);
    }

    @ParameterizedTest
    @CsvSource({
        // Friday evening: the night joins the weekend, and that Sunday's night.
        "2026-11-06T20:59:00Z,",
        "2026-11-06T21:00:00Z,2026-11-09T06:00:00Z",
        "2026-11-08T12:00:00Z,2026-11-09T06:00:00Z",
        // Over midnight, and in the nights in which the clocks change.
        "2026-11-11T01:00:00Z,2026-11-11T06:00:00Z",
        "2026-03-28T23:30:00Z,2026-03-30T05:00:00Z",
        "2026-10-24T23:30:00Z,2026-10-26T06:00:00Z"
    })
    void inAQuietWindowMessagesWaitForItsEnd(Instant time, Instant until) throws Exception {
        Incident test = incident("i").labels(Map.of("environment", "test")).build();

        Decision decision = decide(router(TREE), test, time).getFirst();

        if (until == null) {
            assertThat(decision).isInstanceOf(Decision.Send.class);
        } else {
            assertThat(decision)
                    .isInstanceOfSatisfying(
                            Decision.HoldBack.class, h -> assertThat(h.until()).isEqualTo(until));
            assertThat(decision.reason())
                    .startsWith("route 2 matched environment test, quiet in ")
                    .endsWith("until " + until);
        }
    }

    @Test
    void aSilenceHoldsBackUntilItsEnd() throws Exception {
        Silences silences = silence(NOON.plusSeconds(3_600));

        List<Decision> decisions =
                router(TREE).decide(incident("i").build(), NOTHING, silences, NOON);

        assertThat(decisions)
                .hasSize(3)
                .allSatisfy(d ->
                        assertThat(d)
                                .isEqualTo(
                                        new Decision.HoldBack(
                                                d.receiver(),
                                                Medium.WEBHOOK,
                                                "silence s-1 by anna until 2026-11-01T13:00:00Z:"
                                                        + " new disk",
                                                NOON.plusSeconds(3_600))));
    }

    @Test
    void whoWasToldBeforeTheSilenceHearsTheEnd() throws Exception {
        Incident end = incident("i").revision(3, Change.RESOLVED, IncidentState.RESOLVED).build();

        List<Decision> decisions =
                router(TREE).decide(end, told("dba"), silence(NOON.plusSeconds(3_600)), NOON);

        assertThat(decisions)
                .filteredOn(Decision.Send.class::isInstance)
                .extracting(Decision::receiver)
                .containsExactly("dba");
    }

    @Test
    void whatIsExplainedIsHeldBackForThatAndNotForTheSilence() throws Exception {
        Incident explained = incident("i").parent("postgres-died").build();

        assertThat(router(TREE).decide(explained, NOTHING, silence(NOON.plusSeconds(60)), NOON))
                .allSatisfy(d -> assertThat(d.reason()).startsWith("explained by incident"))
                .allSatisfy(d ->
                        assertThat(d)
                                .isInstanceOfSatisfying(
                                        Decision.HoldBack.class,
                                        h -> assertThat(h.until()).isNull()));
    }

    @Test
    void onceTheSilenceIsOverTheSameRevisionIsTold() throws Exception {
        Router router = router(TREE);
        Silences silences = silence(NOON.plusSeconds(60));
        Incident recovering =
                incident("i").revision(3, Change.RECOVERING, IncidentState.RECOVERING).build();

        assertThat(router.decide(recovering, NOTHING, silences, NOON))
                .allMatch(Decision.HoldBack.class::isInstance);
        assertThat(router.decide(recovering, NOTHING, silences, NOON.plusSeconds(60)))
                .hasSize(3)
                .allMatch(Decision.Send.class::isInstance);
    }

    @Test
    void oneWhoIsNamedTwiceIsToldOnceAndForTheFirstReason() throws Exception {
        Router router =
                router(
                        "routes: [{match: {cause: oom-kill}, to: ops, continue: true}, {to: [ops,"
                                + " dba]}]");

        assertThat(decide(router, incident("i").build(), NOON))
                .extracting(Decision::receiver, Decision::reason)
                .containsExactly(
                        tuple("ops", "route 1 matched cause oom-kill"),
                        tuple("dba", "route 2 matched everything"));
    }

    @Test
    void aTreeOfThousandsOfRoutesIsWalkedToItsEnd() throws Exception {
        StringBuilder routes = new StringBuilder("routes:\n");
        for (int i = 0; i < 2_000; i++) {
            routes.append("  - {match: {service: service-").append(i).append("}, to: ops}\n");
        }
        Router router = router(routes.toString());

        List<Decision> decisions =
                decide(
                        router,
                        incident("i").service(new ServiceName("service-1999")).build(),
                        NOON);

        assertThat(decisions)
                .extracting(Decision::reason)
                .containsExactly("route 2000 matched service service-1999");
    }

    private static org.assertj.core.groups.Tuple tuple(Object... values) {
        return org.assertj.core.groups.Tuple.tuple(values);
    }

    private static Terms terms(List<Decision> decisions, String receiver) {
        return decisions.stream()
                .map(Decision.Send.class::cast)
                .filter(d -> d.receiver().equals(receiver))
                .map(Decision.Send::terms)
                .findFirst()
                .orElseThrow();
    }

    private static Silences silence(Instant until) {
        Silence silence =
                new Silence(
                        new SilenceId("s-1"),
                        Map.of("service", List.of("kontali-backend")),
                        Map.of(),
                        NOON.minusSeconds(60),
                        until,
                        null,
                        "anna",
                        "new disk");
        return Silences.NONE.heard(new OperatorWord.SilenceAdded(WEB_1, silence, false, NOON));
    }

    private static Told told(String receiver) {
        return new Told() {
            @Override
            public Optional<String> lastSubject(IncidentId incident, String of, Medium medium) {
                return Optional.empty();
            }

            @Override
            public Set<String> receivers(IncidentId incident) {
                return Set.of(receiver);
            }
        };
    }

    private List<Decision> decide(String routes, Incident incident) throws Exception {
        return decide(router(routes), incident, NOON);
    }

    private static List<Decision> decide(Router router, Incident incident, Instant now) {
        return router.decide(incident, NOTHING, Silences.NONE, now);
    }

    private Router router(String routes) throws Exception {
        Path file = directory.resolve("varde.yaml");
        Files.writeString(file, RECEIVERS + routes);
        return Router.of(ConfigurationReader.read(file, Map.of()));
    }
}
