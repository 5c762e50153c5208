package dev.varde.notifier.ledger;

import static dev.varde.notifier.Cast.KONTALI;
import static dev.varde.notifier.Cast.NOON;
import static dev.varde.notifier.Cast.RESTARTS;
import static dev.varde.notifier.Cast.WEB_1;
import static dev.varde.notifier.Cast.incident;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.Cause;
import dev.varde.events.Delivery;
import dev.varde.events.Delivery.State;
import dev.varde.events.Incident;
import dev.varde.events.Incident.Change;
import dev.varde.events.IncidentState;
import dev.varde.events.OperatorWord;
import dev.varde.events.OrderId;
import dev.varde.events.RestartOrder;
import dev.varde.notifier.Cast;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestartDeskTest {
    private final Desks desks = new Desks(RESTARTS);
    private Desks.One one = desks.open();

    @Test
    void withNothingToWatchItIsNeverTime() {
        assertThat(one.desk().next()).isEqualTo(Instant.MAX);
    }

    @Test
    void aNewIncidentIsLookedAtOnceAndOrderedOnce() {
        one.saw(down().build());
        assertThat(one.desk().next()).isBefore(NOON);

        one.work(NOON);
        one.work(NOON.plusSeconds(2));
        one.work(NOON.plusSeconds(30));

        assertThat(desks.orders).hasSize(1);
    }

    @Test
    void aRestartIsClaimedFirstAndOrderedOnceTheClaimIsReadBack() {
        one.saw(down().build());

        List<Delivery> written = one.work(NOON);

        assertThat(written)
                .extracting(Delivery::type, Delivery::state)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("restart.claimed", State.INTENDED),
                        org.assertj.core.groups.Tuple.tuple("restart.claimed", State.DELIVERED),
                        org.assertj.core.groups.Tuple.tuple("restart.ordered", State.DELIVERED));
    }

    @Test
    void aDeskThatIsBuiltAnewFromTheSameLedgerOrdersNothingTwice() {
        one.saw(down().build()).work(NOON);

        one = desks.open().saw(down().build());
        one.work(NOON.plusSeconds(1));

        assertThat(desks.orders).hasSize(1);
    }

    @Test
    void whatWasClaimedByANotifierThatWasKilledIsOrderedByTheNext() {
        one.saw(down().build());
        one.catchUp();
        desks.commit(one.decide(NOON));

        one = desks.open().saw(down().build());
        one.work(NOON.plusSeconds(3));

        assertThat(desks.orders).hasSize(1);
        assertThat(desks.ledger).filteredOn(d -> d.type().equals("restart.claimed")).hasSize(2);
    }

    @Test
    void budgetsAreTheSameAfterTheNotifierWasKilledAtAnyTime() {
        Desks other = new Desks(RESTARTS);
        Desks.One steady = other.open();
        for (int n = 0; n < 3; n++) {
            Instant at = NOON.plusSeconds(100L * n);
            Incident again = n == 0 ? down().build() : failed(2 * n, n);
            steady.saw(again).work(at);
            one = desks.open();
            one.saw(again).work(at);
        }

        one.catchUp();
        steady.catchUp();
        assertThat(one.book().past(down().build()))
                .isEqualTo(steady.book().past(down().build()))
                .extracting(p -> p.ofInstance().size())
                .isEqualTo(3);
    }

    @Test
    void aRestartForLaterIsAnnouncedAndThenOrdered() {
        one.saw(down().build()).work(NOON);
        one.saw(failed(2, 1));

        List<Delivery> announced = restarts(one.work(NOON.plusSeconds(1)));
        assertThat(announced).extracting(Delivery::state).contains(State.INTENDED);
        assertThat(announced.getLast().due()).isEqualTo(NOON.plusSeconds(10));
        assertThat(one.work(NOON.plusSeconds(3))).isEmpty();
        List<Delivery> ordered = restarts(one.work(NOON.plusSeconds(10)));
        assertThat(ordered).extracting(Delivery::id).containsExactly(announced.getLast().id());
        assertThat(ordered).extracting(Delivery::state).containsExactly(State.DELIVERED);
    }

    @Test
    void anAnnouncedRestartIsTakenBackWhenTheServiceRecovers() {
        one.saw(down().build()).work(NOON);
        one.saw(failed(2, 1)).work(NOON.plusSeconds(1));

        one.saw(down().revision(3, Change.RESOLVED, IncidentState.RESOLVED).build());

        assertThat(restarts(one.work(NOON.plusSeconds(2))))
                .extracting(Delivery::state)
                .containsExactly(State.SUPERSEDED);
        assertThat(one.desk().next()).isEqualTo(Instant.MAX);
    }

    @Test
    void aRefusalIsWrittenOnceAsWordAndInTheLedger() {
        one.saw(down().cause(Cause.PORT_IN_USE).build());

        List<Delivery> first = one.work(NOON);

        assertThat(first).extracting(Delivery::type).containsExactly("restart.declined");
        assertThat(desks.words).singleElement().isInstanceOf(OperatorWord.DeclineRestart.class);
        assertThat(one.work(NOON.plusSeconds(2))).isEmpty();
    }

    @Test
    void anOlderRevisionDoesNotReplaceANewerOne() {
        one.saw(down().revision(4, Change.RECOVERING, IncidentState.RECOVERING).build());
        one.saw(down().build()).work(NOON);

        assertThat(desks.orders).isEmpty();
    }

    @Test
    void whereTheUnitManagerRestartsVardeWaitsAndStepsInOnceThatGivesUp() {
        one.saw(incident("i").build()).work(NOON);
        assertThat(desks.ledger).isEmpty();

        one.saw(down().revision(2, Change.UPDATED, IncidentState.OPEN).build());
        one.work(NOON.plusSeconds(20));

        assertThat(desks.orders).hasSize(1);
    }

    @Test
    void noOrderGoesOutWhileItsDatabaseIsDown() {
        one.saw(cutOff().around(1, null, "postgres@db-1").build());
        one.work(NOON);
        one.work(NOON.plus(Duration.ofHours(3)));
        assertThat(desks.orders).isEmpty();
        assertThat(restarts(desks.ledger))
                .extracting(Delivery::reason)
                .containsExactly("waits for what it needs and is down: postgres@db-1");

        Instant back = NOON.plus(Duration.ofHours(3));
        one.saw(cutOff().around(1, back).revision(2, Change.UPDATED, IncidentState.OPEN).build());
        one.work(back.plusSeconds(2));
        assertThat(desks.orders).isEmpty();
        one.work(back.plusSeconds(12));
        assertThat(desks.orders).hasSize(1);
    }

    @Test
    void whatHealsOnceItsDatabaseIsBackIsNotRestarted() {
        one.saw(down().around(1, null, "postgres@db-1").build()).work(NOON);

        one.saw(
                down().around(1, NOON.plusSeconds(60))
                        .revision(2, Change.RECOVERING, IncidentState.RECOVERING)
                        .build());
        one.work(NOON.plusSeconds(90));

        assertThat(desks.orders).isEmpty();
        assertThat(restarts(desks.ledger).getLast().state()).isEqualTo(State.SUPERSEDED);
    }

    @ParameterizedTest
    @CsvSource({
        "healthy, true, 'restarted, healthy after 7.3 s'",
        "failed, false, 'restarted, and it failed after 7.3 s'",
        "died-again, false, 'failed again after 7.3 s'",
        "refused, false, 'refused by the collector'"
    })
    void whatBecameOfAnOrderIsNotedWithIt(String result, boolean well, String words) {
        one.saw(down().build()).work(NOON);

        one.saw(answered(2, 1, result)).work(NOON.plusMillis(7_300));

        Delivery order = one.book().orders(down().build().id()).findFirst().orElseThrow();
        assertThat(order.due()).isNull();
        assertThat(order.attempts().getLast())
                .isEqualTo(new Delivery.Attempt(NOON.plusMillis(7_300), well, null, 7_300, words));
    }

    @Test
    void anOrderThatIsBeingCarriedOutIsWaitedForLonger() {
        one.saw(down().build()).work(NOON);
        assertThat(due()).isEqualTo(NOON.plusSeconds(65));

        one.saw(answered(2, 1, "started")).work(NOON.plusSeconds(1));

        assertThat(due()).isEqualTo(NOON.plus(Duration.ofMinutes(10)));
    }

    @Test
    void anOrderThatNobodyAnswersIsSaidToBeSo() {
        one.saw(down().build()).work(NOON);

        one.work(NOON.plusSeconds(65));

        assertThat(desks.ledger)
                .filteredOn(d -> d.id().value().equals("i/restart-1"))
                .last()
                .extracting(d -> d.attempts().getLast().detail())
                .isEqualTo("nobody answered within 1 min 5 s");
        assertThat(desks.orders).hasSize(2);
    }

    @Test
    void tenHealthyMinutesForgetTheBudgetAndNineDoNot() {
        assertThat(restartsAfterHealth(Duration.ofMinutes(9))).isZero();
        assertThat(restartsAfterHealth(Duration.ofMinutes(10))).isOne();
    }

    /// Three restarts in the first incident, and a death so long after it was well again.
    private long restartsAfterHealth(Duration well) {
        Desks slow = new Desks(Cast.limits(3, Duration.ofHours(5)));
        Desks.One desk = slow.open();
        Incident first = down().build();
        for (int n = 1; n <= 3; n++) {
            desk.saw(n == 1 ? first : failed(n, n - 1)).work(NOON.plusSeconds(100L * n));
        }
        Instant recovered = NOON.plusSeconds(310);
        desk.saw(
                down().revision(9, Change.RESOLVED, IncidentState.RESOLVED)
                        .recovered(recovered)
                        .build());
        desk.work(recovered.plusSeconds(30));
        long before = slow.orders.size();
        assertThat(before).isEqualTo(3L);
        Instant again = recovered.plus(well);
        desk.saw(incident("j").restartable().cause(Cause.UNKNOWN).at(again).build()).work(again);
        return slow.orders.size() - before;
    }

    @Test
    void anOperatorsOrderGoesOutWhateverTheBudget() {
        for (int n = 0; n < 9; n++) {
            one.restartNow(now(NOON.plusSeconds(n)), NOON.plusSeconds(n));
        }

        assertThat(desks.orders).hasSize(9).extracting(RestartOrder::id).doesNotHaveDuplicates();
    }

    @Test
    void anOperatorsOrderFromLongAgoIsHeldBack() {
        one.restartNow(now(NOON), NOON.plusSeconds(301));

        assertThat(desks.orders).isEmpty();
        assertThat(desks.ledger).extracting(Delivery::state).containsExactly(State.HELD_BACK);
    }

    private Instant due() {
        return java.util.Objects.requireNonNull(
                one.book().orders(down().build().id()).findFirst().orElseThrow().due());
    }

    private static OperatorWord.RestartNow now(Instant at) {
        return new OperatorWord.RestartNow(KONTALI, WEB_1, null, "kari", at);
    }

    private static Cast.IncidentBuilder cutOff() {
        return down().cause(Cause.DATABASE_UNREACHABLE);
    }

    private static Cast.IncidentBuilder down() {
        return incident("i").restartable().cause(Cause.UNKNOWN);
    }

    private static Incident failed(int revision, int number) {
        return answered(revision, number, "failed");
    }

    private static Incident answered(int revision, int number, String result) {
        OrderId order = new OrderId("i/restart-" + number);
        return down().revision(revision, Change.UPDATED, IncidentState.OPEN)
                .restarts(
                        List.of(
                                new Incident.Restart(
                                        order,
                                        number,
                                        NOON,
                                        result,
                                        Duration.ofMillis(7_300),
                                        null)))
                .build();
    }

    /// Without claims and without what became of earlier ones.
    private static List<Delivery> restarts(List<Delivery> all) {
        return all.stream()
                .filter(d -> d.type().equals("restart.ordered"))
                .filter(d -> d.attempts().size() < 2)
                .toList();
    }
}
