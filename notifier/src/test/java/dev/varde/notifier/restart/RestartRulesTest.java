package dev.varde.notifier.restart;

import static dev.varde.notifier.Cast.NOON;
import static dev.varde.notifier.Cast.RESTARTS;
import static dev.varde.notifier.Cast.incident;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.Cause;
import dev.varde.events.Incident;
import dev.varde.events.Incident.Change;
import dev.varde.events.IncidentState;
import dev.varde.events.OrderId;
import dev.varde.events.Phase;
import dev.varde.events.Severity;
import dev.varde.notifier.Cast;
import dev.varde.notifier.restart.RestartDecision.Decline;
import dev.varde.notifier.restart.RestartDecision.Nothing;
import dev.varde.notifier.restart.RestartDecision.OrderRestart;
import dev.varde.notifier.restart.RestartDecision.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestartRulesTest {
    private static final Path PAGES =
            Path.of(System.getProperty("varde.root", ".."), "docs", "causes");
    private static final Pattern NO_RESTART =
            Pattern.compile(
                    "(?i)(?:does not|never)\\s+restarts?(?: by itself| what died while starting| because of it)?[:.]"
                            + "|cannot restart|no restart");

    /// Told as warnings, over which nothing is ever restarted.
    private static final Set<Cause> WARNINGS = Set.of(Cause.MEMORY_LEAK);

    private final RestartRules rules = new RestartRules(RESTARTS);

    @Test
    void theFirstRestartIsAtOnce() {
        assertThat(rules.decide(down().build(), Past.NONE, NOON))
                .isEqualTo(new OrderRestart(1, "restart 1"));
    }

    @Test
    void whatHasNoRestartActionIsLeftAlone() {
        assertThat(rules.decide(incident("i").build(), Past.NONE, NOON))
                .isInstanceOf(Nothing.class);
    }

    @Test
    void aHostsIncidentIsLeftAlone() {
        assertThat(rules.decide(down().service(null).build(), Past.NONE, NOON))
                .isInstanceOf(Nothing.class);
    }

    @Test
    void aWarningRestartsNothing() {
        assertThat(rules.decide(down().severity(Severity.WARNING).build(), Past.NONE, NOON))
                .isInstanceOf(Nothing.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RESTARTING", "RECOVERING", "RESOLVED", "GAVE_UP"})
    void whatIsNotDownIsNotRestarted(IncidentState state) {
        Incident incident = down().revision(2, Change.UPDATED, state).build();

        assertThat(rules.decide(incident, Past.NONE, NOON)).isInstanceOf(Nothing.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "port-in-use",
                "disk-full",
                "disk-filling",
                "host-silent",
                "memory-low",
                "swap-missing",
                "unhealthy",
                "missing-dependency",
                "config-error",
                "permission-denied",
                "database-auth-failed",
                "database-schema-mismatch",
                "filesystem-read-only",
                "disk-io-error",
                "data-corruption",
                "tls-failure",
                "crash-loop",
                "kernel-hang",
                "kernel-crash",
                "host-rebooted"
            })
    void whereARestartDoesNotHelpPeopleAreTold(String cause) {
        RestartDecision decision = rules.decide(starting(cause), Past.NONE, NOON);

        assertThat(decision).isInstanceOf(Decline.class);
        assertThat(((Decline) decision).reason())
                .startsWith("a restart does not help against " + cause + ": ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "oom-kill",
                "memory-limit",
                "oom-guard",
                "heap-exhausted",
                "native-memory-exhausted",
                "stack-overflow",
                "descriptors-exhausted",
                "threads-exhausted",
                "unhandled-exception",
                "database-unreachable",
                "database-connection-lost",
                "database-connections-exhausted",
                "broker-unreachable",
                "upstream-unreachable",
                "dns-failure",
                "hang",
                "deadlock",
                "watchdog",
                "worker-timeout",
                "start-timeout",
                "stop-timeout",
                "killed-by-signal",
                "native-crash",
                "exit-unexplained",
                "unknown",
                "new-cause"
            })
    void everythingElseIsRestarted(String cause) {
        assertThat(rules.decide(down().cause(new Cause(cause)).build(), Past.NONE, NOON))
                .isInstanceOf(OrderRestart.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "missing-dependency",
                "config-error",
                "permission-denied",
                "database-auth-failed",
                "database-schema-mismatch",
                "tls-failure"
            })
    void whatRanInSpiteOfItMayRunAgain(String cause) {
        Incident ran = down().cause(new Cause(cause)).phase(Phase.RUNNING).build();

        assertThat(rules.decide(ran, Past.NONE, NOON)).isInstanceOf(OrderRestart.class);
    }

    @ParameterizedTest
    @MethodSource("known")
    void thePageOfACauseSaysWhetherItIsRestarted(Cause cause) throws IOException {
        String page = Files.readString(PAGES.resolve(cause + ".md"));
        String does =
                page.substring(
                        page.indexOf("## What Varde does"), page.indexOf("## What to do now"));

        assertThat(NO_RESTART.matcher(does).find())
                .as(does)
                .isEqualTo(
                        Hopeless.why(starting(cause.id())).isPresent() || WARNINGS.contains(cause));
    }

    static List<Cause> known() {
        return Cause.KNOWN;
    }

    @Test
    void acknowledgedWithHoldIsLeftToPeople() {
        assertThat(rules.decide(down().acknowledged("Hold it, I look").build(), Past.NONE, NOON))
                .isInstanceOf(Nothing.class);
        assertThat(rules.decide(down().acknowledged("seen").build(), Past.NONE, NOON))
                .isInstanceOf(OrderRestart.class);
        assertThat(rules.decide(down().acknowledged(null).build(), Past.NONE, NOON))
                .isInstanceOf(OrderRestart.class);
    }

    @Test
    void anOrderIsNotFollowedByAnotherBeforeItsAnswer() {
        RestartDecision decision = rules.decide(down().build(), past(NOON), NOON.plusSeconds(5));

        assertThat(decision)
                .isEqualTo(
                        new Wait(
                                NOON.plusSeconds(65),
                                2,
                                false,
                                "the last order has not been answered"));
    }

    @Test
    void anOrderThatNobodyAnsweredIsRepeatedAfterItsTime() {
        assertThat(rules.decide(down().build(), past(NOON), NOON.plusSeconds(65)))
                .isEqualTo(new OrderRestart(2, "restart 2"));
    }

    @Test
    void anOrderBeingCarriedOutHasTenMinutes() {
        RestartDecision decision = rules.decide(down("started"), past(NOON), NOON.plusSeconds(300));

        assertThat(decision).isInstanceOf(Wait.class);
        assertThat(((Wait) decision).until()).isEqualTo(NOON.plusSeconds(600));
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed", "refused", "died-again", "up", "healthy"})
    void theSecondRestartWaitsForTheBackOff(String result) {
        RestartDecision decision = rules.decide(down(result), past(NOON), NOON.plusSeconds(1));

        assertThat(decision)
                .isEqualTo(new Wait(NOON.plusSeconds(10), 2, true, "restart 2 after its back-off"));
    }

    @ParameterizedTest
    @CsvSource({"1,10", "2,20"})
    void theBackOffGrows(int ordered, int seconds) {
        Instant[] at =
                IntStream.range(0, ordered).mapToObj(NOON::plusSeconds).toArray(Instant[]::new);
        Instant last = at[at.length - 1];

        RestartDecision before =
                rules.decide(down("failed"), past(at), last.plusSeconds(seconds).minusMillis(1));
        RestartDecision then = rules.decide(down("failed"), past(at), last.plusSeconds(seconds));

        assertThat(before).isInstanceOf(Wait.class);
        assertThat(then).isEqualTo(new OrderRestart(ordered + 1, "restart " + (ordered + 1)));
    }

    @Test
    void aBudgetThatIsUsedUpIsDeclined() {
        Past past = past(NOON, NOON.plusSeconds(20), NOON.plusSeconds(50));

        assertThat(rules.decide(down("failed"), past, NOON.plusSeconds(60)))
                .isEqualTo(new Decline("3 restarts within 10 min 0 s did not help"));
    }

    @Test
    void declinedStaysDeclined() {
        Past declined = new Past(List.of(), List.of(), NOON, null);

        assertThat(rules.decide(down().build(), declined, NOON.plusSeconds(9999)))
                .isInstanceOf(Nothing.class);
    }

    @Test
    void aDeathAfterTheDeclineIsLookedAtAnew() {
        Past before = new Past(List.of(), List.of(), NOON.minusSeconds(60), null);

        assertThat(rules.decide(down().build(), before, NOON.plusSeconds(1)))
                .isInstanceOf(OrderRestart.class);
    }

    @Test
    void resumeRestartsAnIncidentThatWasGivenUp() {
        Past resumed = new Past(List.of(), List.of(), NOON, NOON.plusSeconds(1));
        Incident givenUp = down().revision(5, Change.GAVE_UP, IncidentState.GAVE_UP).build();

        assertThat(rules.decide(givenUp, resumed, NOON.plusSeconds(2)))
                .isInstanceOf(OrderRestart.class);
    }

    @Test
    void resumeBeforeTheRefusalChangesNothing() {
        Past resumed = new Past(List.of(), List.of(), NOON, NOON.minusSeconds(1));

        assertThat(rules.decide(down().build(), resumed, NOON)).isInstanceOf(Nothing.class);
    }

    private static Incident starting(String cause) {
        return down().cause(new Cause(cause)).phase(Phase.STARTING).build();
    }

    private static Cast.IncidentBuilder down() {
        return incident("i").restartable();
    }

    /// Down, with a result for up to three orders.
    private static Incident down(String result) {
        List<Incident.Restart> restarts = new ArrayList<>();
        for (int n = 1; n <= 3; n++) {
            restarts.add(new Incident.Restart(order(n), n, NOON, result, null, null));
        }
        return down().revision(2, Change.UPDATED, IncidentState.OPEN).restarts(restarts).build();
    }

    private static Past past(Instant... ordered) {
        List<Past.Ordered> ofIncident = new ArrayList<>();
        for (int n = 1; n <= ordered.length; n++) {
            ofIncident.add(new Past.Ordered(order(n), ordered[n - 1]));
        }
        @Nullable Instant never = null;
        return new Past(List.of(ordered), ofIncident, never, never);
    }

    private static OrderId order(int number) {
        return new OrderId("i/restart-" + number);
    }
}
