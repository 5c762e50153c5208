package dev.varde.notifier.ledger;

import static dev.varde.notifier.Cast.KONTALI;
import static dev.varde.notifier.Cast.NOON;
import static dev.varde.notifier.Cast.WEB_1;
import static dev.varde.notifier.Cast.incident;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.Cause;
import dev.varde.events.Delivery;
import dev.varde.events.Incident;
import dev.varde.events.Incident.Change;
import dev.varde.events.IncidentId;
import dev.varde.events.IncidentState;
import dev.varde.events.OperatorWord;
import dev.varde.events.OperatorWord.DeclineRestart;
import dev.varde.events.OperatorWord.RestartsStopped;
import dev.varde.events.OrderId;
import dev.varde.events.RestartOrder;
import dev.varde.notifier.Cast;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A service on many hosts, whose incidents lie with several notifiers.
class FleetDeskTest {
    private final Desks desks = new Desks(Cast.limits(10, Duration.ofMinutes(10)));
    private final Desks.One one = desks.open();
    private final Desks.One other = desks.open();

    @Test
    void ofTwoNotifiersThatClaimTheLastPlaceAtOnceTheFirstInTheLedgerGetsIt() {
        one.saw(down(1, 5, "hang"));
        other.saw(down(2, 5, "watchdog"));
        one.catchUp();
        other.catchUp();
        Batch first = one.decide(NOON);
        Batch second = other.decide(NOON);
        desks.commit(second);
        desks.commit(first);

        one.work(NOON.plusMillis(1));
        other.work(NOON.plusMillis(1));

        assertThat(desks.orders)
                .extracting(RestartOrder::host)
                .containsExactly(down(2, 5, "").host());
        assertThat(reasons("i1"))
                .contains("waits for its turn: at most 1 of the service restart at once");
    }

    @Test
    void theNextGoesOnceTheFirstIsHealthy() {
        one.saw(down(1, 5, "hang"), down(2, 5, "watchdog")).work(NOON);
        assertThat(desks.orders).hasSize(1);

        one.saw(answered(1, "healthy", IncidentState.RECOVERING)).work(NOON.plusSeconds(7));
        one.work(NOON.plusSeconds(9));

        assertThat(desks.orders).hasSize(2);
    }

    @Test
    void aFifthOfTwentyRestartsAtOnce() {
        for (int n = 1; n <= 10; n++) {
            one.saw(down(n, 20, "cause-" + n));
        }

        one.work(NOON);

        assertThat(desks.orders).hasSize(4);
    }

    @Test
    void aPlaceWhoseOrderNobodyAnsweredIsFreeAfterItsTime() {
        one.saw(down(1, 5, "hang")).work(NOON);
        other.saw(down(2, 5, "watchdog"));

        other.work(NOON.plusSeconds(64));
        assertThat(desks.orders).hasSize(1);
        other.work(NOON.plusSeconds(66));
        assertThat(desks.orders).hasSize(2);
    }

    @Test
    void aClaimOfANotifierThatWasKilledIsHeededForHalfAMinute() {
        one.saw(down(1, 5, "hang"));
        one.catchUp();
        desks.commit(one.decide(NOON));
        other.saw(down(2, 5, "watchdog"));

        other.work(NOON.plusSeconds(29));
        assertThat(desks.orders).isEmpty();
        other.work(NOON.plusSeconds(31));
        assertThat(desks.orders).hasSize(1);
    }

    @Test
    void theSameOnThreeHostsStopsRestartsAndAsksOnceInTheThreadThatPeopleFollow() {
        one.saw(down(1, 20, "hang")).work(NOON);
        other.saw(below(2, 1), below(3, 1)).work(NOON.plusSeconds(1));
        one.saw(answered(1, "started", IncidentState.RESTARTING));
        one.work(NOON.plusSeconds(3));
        one.work(NOON.plusSeconds(5));

        assertThat(desks.orders)
                .extracting(RestartOrder::incident)
                .doesNotContain(new IncidentId("i3"));
        assertThat(words(RestartsStopped.class))
                .singleElement()
                .satisfies(w -> {
                    assertThat(w.incident()).isEqualTo(new IncidentId("i1"));
                    assertThat(w.host()).isEqualTo(down(1, 20, "").host());
                    assertThat(w.reason())
                            .isEqualTo(
                                    "restarts of kontali-backend are stopped: hang on 3 of 20 hosts"
                                            + " within 10 min. Approve them with: varde restart"
                                            + " --approve kontali-backend");
                });
        assertThat(words(DeclineRestart.class))
                .extracting(DeclineRestart::incident)
                .contains(new IncidentId("i3"))
                .doesNotContain(new IncidentId("i1"));
    }

    @Test
    void anApprovalBringsThemBackShareByShare() {
        one.saw(down(1, 5, "hang"), below(2, 1), below(3, 1)).work(NOON);
        Instant later = NOON.plusSeconds(30);
        one.saw(gaveUp(1), gaveUp(2), gaveUp(3)).work(later);
        int before = desks.orders.size();

        desks.words.add(
                new OperatorWord.RestartApproved(
                        KONTALI, WEB_1, null, "kari", later.plusSeconds(1)));
        one.work(later.plusSeconds(70));
        assertThat(desks.orders).hasSize(before + 1);
        one.work(later.plusSeconds(72));
        assertThat(desks.orders).hasSize(before + 1);
    }

    @Test
    void withoutFallsForTenMinutesTheBrakeIsOff() {
        one.saw(down(1, 5, "hang"), down(2, 5, "hang")).work(NOON);
        assertThat(words(DeclineRestart.class)).isNotEmpty();
        int before = desks.orders.size();

        Instant later = NOON.plus(Duration.ofMinutes(11));
        one.saw(
                incident("next")
                        .host("web-9")
                        .restartable()
                        .cause(Cause.HANG)
                        .around(5, null)
                        .at(later)
                        .build());
        one.work(later);

        assertThat(desks.orders).hasSize(before + 1);
    }

    @Test
    void soonAfterADeployNothingIsRestartedAndItSaysSo() {
        desks.words.add(
                new OperatorWord.DeployStarted(
                        KONTALI, WEB_1, null, "kari", NOON.minusSeconds(120), "2.3"));
        desks.words.add(
                new OperatorWord.DeployEnded(KONTALI, WEB_1, null, "kari", NOON.minusSeconds(60)));

        one.saw(down(1, 1, "hang")).work(NOON);

        assertThat(desks.orders).isEmpty();
        assertThat(words(DeclineRestart.class))
                .extracting(DeclineRestart::reason)
                .singleElement()
                .asString()
                .contains("it fell within 15 min of its deploy by kari (2.3)");
    }

    @Test
    void aHundredThatLostTheirDatabaseComeBackShareByShareOnceItIsBack() {
        for (int n = 1; n <= 100; n++) {
            one.saw(fell(n, 100).around(100, null, "postgres@db-1").build());
        }
        one.work(NOON);
        assertThat(desks.orders).isEmpty();
        for (int n = 1; n <= 100; n++) {
            one.saw(
                    fell(n, 100)
                            .around(100, NOON.plusSeconds(60))
                            .revision(2, Change.UPDATED, IncidentState.OPEN)
                            .build());
        }

        one.work(NOON.plusSeconds(75));

        assertThat(words(DeclineRestart.class)).isEmpty();
        assertThat(desks.orders).hasSize(20);
    }

    private static Cast.IncidentBuilder fell(int host, int instances) {
        return incident("i" + host)
                .host("web-" + host)
                .restartable()
                .cause(Cause.DATABASE_CONNECTION_LOST)
                .around(instances, null);
    }

    private static Incident down(int host, int instances, String cause) {
        return builder(host, instances, cause.isEmpty() ? "unknown" : cause).build();
    }

    private static Cast.IncidentBuilder builder(int host, int instances, String cause) {
        return fell(host, instances).cause(new Cause(cause));
    }

    private static Incident below(int host, int parent) {
        return builder(host, 20, "hang").parent("i" + parent).build();
    }

    private static Incident gaveUp(int host) {
        return builder(host, 5, "hang")
                .parent(host == 1 ? null : "i1")
                .revision(5, Change.GAVE_UP, IncidentState.GAVE_UP)
                .build();
    }

    private static Incident answered(int host, String result, IncidentState state) {
        return builder(host, 20, "hang")
                .revision(3, Change.UPDATED, state)
                .restarts(
                        List.of(
                                new Incident.Restart(
                                        new OrderId("i" + host + "/restart-1"),
                                        1,
                                        NOON,
                                        result,
                                        null,
                                        null)))
                .build();
    }

    private List<String> reasons(String incident) {
        return desks.ledger.stream()
                .filter(d -> d.incident().value().equals(incident))
                .map(Delivery::reason)
                .toList();
    }

    private <T extends OperatorWord> List<T> words(Class<T> type) {
        return desks.words.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
