package dev.varde.notifier.restart;

import static dev.varde.notifier.Cast.KONTALI;
import static dev.varde.notifier.Cast.NOON;
import static dev.varde.notifier.Cast.RESTARTS;
import static dev.varde.notifier.Cast.incident;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.Cause;
import dev.varde.events.Incident;
import dev.varde.events.IncidentId;
import dev.varde.events.config.Brake;
import dev.varde.events.config.Configuration.Restarts;
import dev.varde.events.config.Cures;
import dev.varde.notifier.restart.Fleet.Approval;
import dev.varde.notifier.restart.Fleet.Deploy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FleetRulesTest {
    private final FleetRules rules = new FleetRules(RESTARTS);

    @ParameterizedTest
    @CsvSource({"1, 1", "4, 1", "5, 1", "9, 1", "10, 2", "99, 19", "100, 20"})
    void aFifthOfAServiceMayRestartAtOnceAndAtLeastOne(int instances, int atOnce) {
        assertThat(rules.atOnce(down(instances))).isEqualTo(atOnce);
    }

    @Test
    void whereNobodySaysHowManyThereAreOneMayRestart() {
        assertThat(rules.atOnce(incident("i").build())).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        // instances, others that fell of the same cause, stopped
        "1, 0, false",
        "2, 1, true",
        "5, 1, true",
        "9, 1, true",
        "10, 1, false",
        "10, 2, true",
        "1000, 1, false",
        "1000, 2, true"
    })
    void theSameOnThreeHostsOrOnMoreThanAFifthStopsRestarts(
            int instances, int others, boolean stops) {
        assertThat(rules.stopped(down(instances), fell(Cause.OOM_KILL, others), NOON).isPresent())
                .isEqualTo(stops);
    }

    @Test
    void theReasonSaysWhatFellWhereAndHowToApprove() {
        assertThat(rules.stopped(down(10), fell(Cause.OOM_KILL, 2), NOON))
                .contains(
                        "restarts of kontali-backend are stopped: oom-kill on 3 of 10 hosts within"
                                + " 10 min. Approve them with: varde restart --approve"
                                + " kontali-backend");
    }

    @Test
    void anotherCauseOnTheOthersIsNoMatterOfTheFleet() {
        assertThat(rules.stopped(down(10), fell(Cause.HANG, 9), NOON)).isEmpty();
    }

    @Test
    void itsOwnFallsCountAsOneHost() {
        Fleet own = fleet(Map.of(Cause.OOM_KILL, Set.of("kontali-backend@web-1")), null, null);

        assertThat(rules.stopped(down(2), own, NOON)).isEmpty();
    }

    @Test
    void whatWasMissingAndIsBackExplainsItEverywhere() {
        Incident explained = incident("i").around(10, NOON).build();

        assertThat(rules.stopped(explained, fell(Cause.OOM_KILL, 9), NOON)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 600, 899, 1_499})
    void whatFallsSoonAfterItsDeployIsNotRestarted(long seconds) {
        Deploy deploy = new Deploy(null, NOON, NOON.plusSeconds(600), "kari", "2.3");

        assertThat(
                        rules.stopped(
                                incident("i").at(NOON.plusSeconds(seconds)).build(),
                                fleet(Map.of(), deploy, null),
                                NOON.plusSeconds(seconds)))
                .hasValueSatisfying(why ->
                        assertThat(why)
                                .contains("it fell within 15 min of its deploy by kari (2.3)"));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 1_500, 9_999})
    void beforeAndLongAfterADeployItIs(long seconds) {
        Deploy deploy = new Deploy(null, NOON, NOON.plusSeconds(600), "kari", "2.3");

        assertThat(
                        rules.stopped(
                                incident("i").at(NOON.plusSeconds(seconds)).build(),
                                fleet(Map.of(), deploy, null),
                                NOON.plusSeconds(seconds)))
                .isEmpty();
    }

    @Test
    void aDeployToAnotherHostIsNoneHere() {
        Deploy there = new Deploy("kontali-backend@web-2", NOON, NOON, "kari", null);

        assertThat(rules.stopped(down(10), fleet(Map.of(), there, null), NOON)).isEmpty();
    }

    @Test
    void deploysMayBeLeftOutOfIt() {
        Restarts none =
                new Restarts(
                        List.of(),
                        3,
                        Duration.ofMinutes(10),
                        10,
                        0.2,
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(10),
                        new Brake(3, Duration.ofMinutes(10), Duration.ZERO),
                        Cures.STANDARD);
        Deploy deploy = new Deploy(null, NOON, NOON, "kari", null);

        assertThat(new FleetRules(none).stopped(down(10), fleet(Map.of(), deploy, null), NOON))
                .isEmpty();
    }

    @Test
    void anApprovalHoldsForAnHourAndForWhatWasOpen() {
        Fleet approved = fleet(bad(), null, new Approval(null, "kari", NOON.plusSeconds(60)));
        Incident later = incident("j").at(NOON.plusSeconds(61)).build();

        assertThat(rules.stopped(down(10), approved, NOON.plusSeconds(3_659))).isEmpty();
        assertThat(rules.stopped(down(10), approved, NOON.plusSeconds(3_660))).isPresent();
        assertThat(rules.stopped(later, approved, NOON.plusSeconds(70))).isPresent();
    }

    @Test
    void anApprovalOfAnotherIncidentIsNoneOfThis() {
        Approval other = new Approval(new IncidentId("k"), "kari", NOON);

        assertThat(rules.stopped(down(10), fleet(bad(), null, other), NOON)).isPresent();
    }

    private static Map<Cause, Set<String>> bad() {
        return fell(Cause.OOM_KILL, 2).fallen();
    }

    private static Incident down(int instances) {
        return incident("i").around(instances, null).build();
    }

    private static Fleet fell(Cause cause, int others) {
        return fleet(
                Map.of(
                        cause,
                        IntStream.range(0, others)
                                .mapToObj(n -> "kontali-backend@other-" + n)
                                .collect(Collectors.toSet())),
                null,
                null);
    }

    private static Fleet fleet(
            Map<Cause, Set<String>> fallen, @Nullable Deploy deploy, @Nullable Approval approval) {
        return new Fleet(
                KONTALI,
                fallen,
                deploy == null ? List.of() : List.of(deploy),
                approval == null ? List.of() : List.of(approval));
    }
}
