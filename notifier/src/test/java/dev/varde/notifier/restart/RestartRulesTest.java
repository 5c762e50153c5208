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
import dev.varde.events.config.Configuration;
import dev.varde.events.config.Cure;
import dev.varde.events.config.Cure.When;
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
import java.util.Map;
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

    private final RestartRules rules = new RestartRules(RESTARTS);

    @Test
    void theFirstRestartIsAtOnce() {
        assertThat(rules.decide(down().build(), Past.NONE, NOON)).isEqualTo(ordered(1, 1));
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
                "memory-leak",
                "missing-dependency",
                "config-error",
                "permission-denied",
                "database-auth-failed",
                "database-schema-mismatch",
                "filesystem-read-only",
                "disk-io-error",
                "data-corruption",
                "tls-failure",
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
    @MethodSource("known")
    void eachCauseIsRestartedAtOnceOrAfterAMomentOrNever(Cause cause) {
        RestartDecision decision = rules.decide(starting(cause.id()), Past.NONE, NOON);
        Cure cure = RESTARTS.cure(cause);

        switch (decision) {
            case OrderRestart _ -> assertThat(cure).matches(c -> c.restart() == When.YES);
            case Wait w -> {
                assertThat(cure.waits()).isTrue();
                assertThat(w.until()).isEqualTo(NOON.plusSeconds(10));
            }
            case Decline d -> {
                assertThat(cure.restart()).isNotEqualTo(When.YES);
                assertThat(cure.why()).isNotBlank();
                assertThat(d.reason()).endsWith(cure.why());
            }
            case Nothing n -> throw new AssertionError(n.reason());
        }
    }

    @Test
    void aCauseThatNobodyKnowsIsRestarted() {
        assertThat(rules.decide(starting("new-cause"), Past.NONE, NOON))
                .isInstanceOf(OrderRestart.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hang", "deadlock"})
    void whatHangsIsDumpedBefore(String cause) {
        assertThat(rules.decide(starting(cause), Past.NONE, NOON))
                .isInstanceOfSatisfying(OrderRestart.class, o -> assertThat(o.dump()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "oom-kill",
                "oom-guard",
                "memory-limit",
                "heap-exhausted",
                "native-memory-exhausted"
            })
    void outOfMemoryIsHeldAfterTheSecondRestartWithinAnHour(String cause) {
        Cause memory = new Cause(cause);
        Past once = past(memory, null, NOON);
        Past twice = past(memory, null, NOON, NOON.plusSeconds(1800));
        Incident down = down().cause(memory).build();

        assertThat(rules.decide(down, once, NOON.plusSeconds(1800)))
                .isInstanceOf(OrderRestart.class);
        assertThat(rules.decide(down, twice, NOON.plusSeconds(3599)))
                .isEqualTo(
                        new Decline(
                                "restarted 2 times within 1 h because of "
                                        + cause
                                        + " already, and it came back"));
        assertThat(rules.decide(down, twice, NOON.plusSeconds(3600)))
                .isInstanceOf(OrderRestart.class);
    }

    @Test
    void whatWasFirstKnownAsAKillCountsAsOneForMemory() {
        Past killed = past(Cause.KILLED_BY_SIGNAL, null, NOON, NOON.plusSeconds(1200));

        Incident memory = down().cause(Cause.OOM_KILL).build();
        assertThat(rules.decide(memory, killed, NOON.plusSeconds(2400)))
                .isInstanceOf(Decline.class);
        assertThat(
                        rules.decide(
                                down().cause(Cause.HEAP_EXHAUSTED).build(),
                                killed,
                                NOON.plusSeconds(2400)))
                .isInstanceOf(OrderRestart.class);
    }

    @Test
    void whatDiesWhileStartingOfTheSameExceptionIsNotRestartedTwice() {
        Past before = past(Cause.UNHANDLED_EXCEPTION, "f1", NOON);
        Cast.IncidentBuilder crash = down().cause(Cause.UNHANDLED_EXCEPTION).restarts(failed(1));

        assertThat(decide(crash.phase(Phase.STARTING).fingerprint("f1").build(), before))
                .isInstanceOf(Decline.class);
        assertThat(decide(crash.phase(Phase.STARTING).fingerprint("f2").build(), before))
                .isInstanceOf(OrderRestart.class);
        assertThat(decide(crash.phase(Phase.RUNNING).fingerprint("f1").build(), before))
                .isInstanceOf(OrderRestart.class);
    }

    @Test
    void theFirstDeathWhileStartingIsGivenATry() {
        Incident crash =
                down().cause(Cause.UNHANDLED_EXCEPTION)
                        .phase(Phase.STARTING)
                        .fingerprint("f1")
                        .build();

        assertThat(decide(crash, Past.NONE)).isInstanceOf(OrderRestart.class);
    }

    @Test
    void whatItNeedsIsWaitedForWhateverItFellOf() {
        Incident down = down().around(3, null, "postgres@db-1", "redis@db-1").build();

        assertThat(rules.decide(down, Past.NONE, NOON.plusSeconds(899)))
                .isEqualTo(
                        new Wait(
                                NOON.plusSeconds(900),
                                1,
                                true,
                                "waits for what it needs and is down: postgres@db-1, redis@db-1"));
    }

    @Test
    void whatFellOfACauseOfItsOwnDoesNotWaitForEver() {
        Incident own = down().around(3, null, "postgres@db-1").build();
        Incident cutOff =
                down().cause(Cause.DATABASE_UNREACHABLE).around(3, null, "postgres@db-1").build();
        Incident silent = down().around(3, null, "web-1").build();

        assertThat(rules.decide(own, Past.NONE, NOON.plusSeconds(900)))
                .isInstanceOf(OrderRestart.class);
        assertThat(rules.decide(cutOff, Past.NONE, NOON.plusSeconds(86_400)))
                .isInstanceOfSatisfying(Wait.class, w -> assertThat(w.until()).isNull());
        assertThat(rules.decide(silent, Past.NONE, NOON.plusSeconds(86_400)))
                .isInstanceOfSatisfying(Wait.class, w -> assertThat(w.until()).isNull());
    }

    @Test
    void whatNoRestartHelpsAgainstIsSaidAtOnceThoughWhatItNeedsIsDown() {
        Incident down = down().cause(Cause.PORT_IN_USE).around(1, null, "postgres@db-1").build();

        assertThat(rules.decide(down, Past.NONE, NOON)).isInstanceOf(Decline.class);
    }

    @Test
    void onceWhatItNeedsIsBackItHasAMomentToHeal() {
        Incident down = down().around(1, NOON.plusSeconds(100)).build();

        assertThat(rules.decide(down, Past.NONE, NOON.plusSeconds(109)))
                .isInstanceOfSatisfying(
                        Wait.class, w -> assertThat(w.until()).isEqualTo(NOON.plusSeconds(110)));
        assertThat(rules.decide(down, Past.NONE, NOON.plusSeconds(110)))
                .isInstanceOf(OrderRestart.class);
    }

    @Test
    void aHostWhoseClockIsAheadIsNotWaitedForAnyLonger() {
        Incident ahead =
                down().cause(Cause.DATABASE_UNREACHABLE).at(NOON.plusSeconds(3600)).build();
        Wait first = (Wait) rules.decide(ahead, Past.NONE, NOON);
        Past planned =
                new Past(
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        null,
                        null,
                        null,
                        new Past.Planned(NOON, first.reason()));

        assertThat(rules.decide(ahead, planned, NOON.plusSeconds(10)))
                .isInstanceOf(OrderRestart.class);
    }

    @Test
    void theSiteDecidesOtherwise() {
        Cure never = new Cure(When.NO, "the configuration says so", null, false, true, false);
        RestartRules own = new RestartRules(with(Map.of(Cause.OOM_KILL, never)));

        assertThat(own.decide(down().cause(Cause.OOM_KILL).build(), Past.NONE, NOON))
                .isEqualTo(
                        new Decline(
                                "a restart does not help against oom-kill: the configuration says"
                                        + " so"));
        assertThat(own.decide(down().cause(Cause.DISK_FULL).build(), Past.NONE, NOON))
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
                .isEqualTo(RESTARTS.cure(cause).restart() != When.YES);
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
                .isEqualTo(ordered(2, 2));
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
                .isEqualTo(
                        new Wait(
                                NOON.plusSeconds(10),
                                2,
                                true,
                                ordered(2, 2).reason() + ", after its back-off"));
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
        assertThat(then).isEqualTo(ordered(ordered + 1, ordered + 1));
    }

    @Test
    void aBudgetThatIsUsedUpIsDeclined() {
        Past past = past(NOON, NOON.plusSeconds(20), NOON.plusSeconds(50));

        assertThat(rules.decide(down("failed"), past, NOON.plusSeconds(60)))
                .isEqualTo(new Decline("3 restarts within 10 min did not help"));
    }

    @Test
    void declinedStaysDeclined() {
        Past declined = lifted(NOON, null, null);

        assertThat(rules.decide(down().build(), declined, NOON.plusSeconds(9999)))
                .isInstanceOf(Nothing.class);
    }

    @Test
    void aDeathAfterTheDeclineIsLookedAtAnew() {
        Past before = lifted(NOON.minusSeconds(60), null, null);

        assertThat(rules.decide(down().build(), before, NOON.plusSeconds(1)))
                .isInstanceOf(OrderRestart.class);
    }

    @Test
    void resumeRestartsAnIncidentThatWasGivenUp() {
        Past resumed = lifted(NOON, NOON.plusSeconds(1), null);
        Incident givenUp = down().revision(5, Change.GAVE_UP, IncidentState.GAVE_UP).build();

        assertThat(rules.decide(givenUp, resumed, NOON.plusSeconds(2)))
                .isInstanceOf(OrderRestart.class);
    }

    @Test
    void anApprovalRestartsWhatTheBrakeHadStopped() {
        Incident givenUp = down().revision(5, Change.GAVE_UP, IncidentState.GAVE_UP).build();

        assertThat(
                        rules.decide(
                                givenUp,
                                lifted(NOON, null, NOON.plusSeconds(1)),
                                NOON.plusSeconds(2)))
                .isInstanceOf(OrderRestart.class);
        assertThat(
                        rules.decide(
                                givenUp,
                                lifted(NOON, null, NOON.minusSeconds(1)),
                                NOON.plusSeconds(2)))
                .isInstanceOf(Nothing.class);
    }

    @Test
    void resumeBeforeTheRefusalChangesNothing() {
        Past resumed = lifted(NOON, NOON.minusSeconds(1), null);

        assertThat(rules.decide(down().build(), resumed, NOON)).isInstanceOf(Nothing.class);
    }

    private static Incident starting(String cause) {
        return down().cause(new Cause(cause)).phase(Phase.STARTING).build();
    }

    private static Cast.IncidentBuilder down() {
        return incident("i").restartable().cause(Cause.UNKNOWN);
    }

    /// Down, with a result for up to three orders.
    private static Incident down(String result) {
        List<Incident.Restart> restarts = new ArrayList<>();
        for (int n = 1; n <= 3; n++) {
            restarts.add(new Incident.Restart(order(n), n, NOON, result, null, null));
        }
        return down().revision(2, Change.UPDATED, IncidentState.OPEN).restarts(restarts).build();
    }

    private static RestartDecision decide(Incident incident, Past past) {
        return new RestartRules(RESTARTS).decide(incident, past, NOON.plusSeconds(60));
    }

    private static OrderRestart ordered(int number, int recent) {
        return new OrderRestart(
                number,
                "restart %d because of unknown, %d of at most 3 within 10 min"
                        .formatted(number, recent),
                false);
    }

    private static List<Incident.Restart> failed(int number) {
        return List.of(new Incident.Restart(order(number), number, NOON, "failed", null, null));
    }

    private static Configuration.Restarts with(Map<Cause, Cure> cures) {
        return new Configuration.Restarts(
                RESTARTS.backoff(),
                RESTARTS.max(),
                RESTARTS.within(),
                RESTARTS.perDay(),
                RESTARTS.fleet(),
                RESTARTS.stable(),
                RESTARTS.reset(),
                RESTARTS.brake(),
                cures);
    }

    private static Past lifted(
            @Nullable Instant declined, @Nullable Instant resumed, @Nullable Instant approved) {
        return new Past(
                List.of(), List.of(), List.of(), List.of(), declined, resumed, approved, null);
    }

    private static Past past(Instant... ordered) {
        return past(Cause.UNKNOWN, null, ordered);
    }

    private static Past past(Cause cause, @Nullable String fingerprint, Instant... ordered) {
        List<Past.Ordered> all = new ArrayList<>();
        for (int n = 1; n <= ordered.length; n++) {
            all.add(new Past.Ordered(order(n), ordered[n - 1], NOON, cause, fingerprint));
        }
        return new Past(all, all, List.of(NOON), List.of(), null, null, null, null);
    }

    private static OrderId order(int number) {
        return new OrderId("i/restart-" + number);
    }
}
