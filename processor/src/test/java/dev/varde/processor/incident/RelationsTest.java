package dev.varde.processor.incident;

import static dev.varde.processor.Cast.STABLE;
import static dev.varde.processor.Cast.at;
import static dev.varde.processor.incident.Lives.death;
import static dev.varde.processor.incident.Lives.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import dev.varde.events.Incident;
import dev.varde.events.Incident.Change;
import dev.varde.events.Incident.TimelineEntry;
import dev.varde.events.IncidentId;
import dev.varde.events.IncidentState;
import dev.varde.processor.incident.Account.Settling;
import dev.varde.processor.incident.Kin.Parent;
import dev.varde.processor.incident.Kin.Tie;
import dev.varde.processor.incident.Signal.Died;
import dev.varde.processor.incident.Signal.Healthy;
import dev.varde.processor.incident.Signal.Ticked;
import dev.varde.processor.incident.State.Quiet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// How an incident is told that has to do with others.
class RelationsTest {
    private static final IncidentId POSTGRES_DIED = new IncidentId("postgres-died");
    private static final Kin UNDER_POSTGRES = under(POSTGRES_DIED, Tie.NEED);

    private final Lifecycle lifecycle = new Lifecycle(STABLE);
    private final List<Incident> told = new ArrayList<>();
    private State state = new Quiet();

    @Test
    void whatIsExplainedFromItsBeginningSaysSoInItsFirstRevision() {
        step(new Died(at(10), death("d", 10)), UNDER_POSTGRES);

        assertThat(told).hasSize(1);
        assertThat(last().parent()).isEqualTo(POSTGRES_DIED);
        assertThat(last().timeline())
                .extracting(TimelineEntry::what)
                .contains("explained by postgres@db-1, which it needs");
    }

    @Test
    void anExplanationThatComesLaterIsARevision() {
        step(new Died(at(10), death("d", 10)), Kin.NONE);
        step(new Ticked(at(11)), UNDER_POSTGRES);
        step(new Ticked(at(12)), UNDER_POSTGRES);

        assertThat(told).hasSize(2);
        assertThat(last().change()).isEqualTo(Change.UPDATED);
        assertThat(last().parent()).isEqualTo(POSTGRES_DIED);
    }

    @Test
    void oneThatNobodyWasToldOfOpensWhenItIsNoLongerExplained() {
        step(new Died(at(10), death("d", 10)), UNDER_POSTGRES);
        step(new Ticked(at(40)), Kin.NONE);

        assertThat(last().change()).isEqualTo(Change.OPENED);
        assertThat(last().parent()).isNull();
        assertThat(last().revision()).isEqualTo(2);
    }

    @Test
    void oneThatWasToldBeforeIsOnlyUpdated() {
        step(new Died(at(10), death("d", 10)), Kin.NONE);
        step(new Ticked(at(11)), UNDER_POSTGRES);
        step(new Ticked(at(40)), Kin.NONE);

        assertThat(last().change()).isEqualTo(Change.UPDATED);
        assertThat(last().parent()).isNull();
    }

    @Test
    void oneThatIsOnItsWayUpKeepsItsParentToTheEnd() {
        step(new Died(at(10), death("d", 10)), UNDER_POSTGRES);
        step(new Healthy(at(20)), UNDER_POSTGRES);
        step(new Ticked(at(30)), Kin.NONE);
        step(new Ticked(at(51)), Kin.NONE);

        assertThat(told)
                .extracting(Incident::change)
                .containsExactly(Change.OPENED, Change.RECOVERING, Change.RESOLVED);
        assertThat(told).extracting(Incident::parent).containsOnly(POSTGRES_DIED);
    }

    @Test
    void whenItFallsAgainAfterThatItsParentIsGone() {
        step(new Died(at(10), death("d", 10)), UNDER_POSTGRES);
        step(new Healthy(at(20)), UNDER_POSTGRES);
        step(new Ticked(at(30)), Kin.NONE);
        step(new Died(at(31), death("e", 31)), Kin.NONE);

        assertThat(last().state()).isEqualTo(IncidentState.OPEN);
        assertThat(last().parent()).isNull();
    }

    @Test
    void aCrowdOfMembersIsToldInAFewRevisions() {
        step(new Died(at(10), death("d", 10)), Kin.NONE);
        for (int i = 1; i <= 100; i++) {
            step(new Ticked(at(10 + i * 0.1)), members(i, i));
        }
        step(new Ticked(at(90)), members(100, 100));

        assertThat(last().members()).hasSize(100);
        assertThat(last().summary()).endsWith("(and 100 more)");
        assertThat(told).hasSizeBetween(3, 8);
    }

    @Test
    void membersThatAreBackAreStillNamed() {
        step(new Died(at(10), death("d", 10)), members(3, 3));
        step(new Ticked(at(11)), members(1, 1));
        step(new Healthy(at(12)), members(0, 0));

        assertThat(last().members()).hasSize(3);
    }

    @Test
    void itWaitsForTheOthersOfItsCauseButNotForEver() {
        step(new Died(at(10), death("d", 10)), members(2, 2));
        step(new Healthy(at(20)), members(2, 2));
        step(new Ticked(at(100)), members(2, 1));
        assertThat(last().state()).isEqualTo(IncidentState.RECOVERING);

        step(new Ticked(at(619)), members(2, 1));
        assertThat(last().state()).isEqualTo(IncidentState.RECOVERING);
        step(new Ticked(at(620)), members(2, 1));

        assertThat(last().state()).isEqualTo(IncidentState.RESOLVED);
    }

    @Test
    void itIsResolvedWithTheLastOfThem() {
        step(new Died(at(10), death("d", 10)), members(2, 2));
        step(new Healthy(at(20)), members(2, 2));
        step(new Ticked(at(100)), members(2, 0));

        assertThat(last().state()).isEqualTo(IncidentState.RESOLVED);
    }

    @Test
    void theThirdOfACauseWithinHalfAnHourStaysOpenUntilHalfAnHourIsQuiet() {
        lives(0);
        lives(300);
        lives(600);
        lives(900);
        step(new Ticked(at(900 + 10 + 1_799)), Kin.NONE);
        assertThat(last().state()).isEqualTo(IncidentState.RECOVERING);

        step(new Ticked(at(900 + 10 + 1_800)), Kin.NONE);

        assertThat(last().state()).isEqualTo(IncidentState.RESOLVED);
        assertThat(told.stream().map(Incident::id).distinct()).hasSize(3);
        assertThat(told.stream().filter(i -> i.id().equals(last().id())))
                .extracting(Incident::summary)
                .containsOnly(
                        "kontali-backend on web-1 is flapping, cause killed-by-signal: down and up"
                                + " again and again");
        assertThat(last().occurrences()).isEqualTo(2);
    }

    @Test
    void twoOfACauseAreNotFlappingNorAreThreeInTwoHours() {
        lives(0);
        lives(300);
        lives(2_500);

        assertThat(told).noneMatch(i -> i.summary().contains("flapping"));
        assertThat(told.stream().filter(i -> i.state() == IncidentState.RESOLVED)).hasSize(3);
    }

    @Test
    void whatEachOfThemTurnedOutToBeIsWhatCounts() {
        lives(0);
        step(new Died(at(300), death("o", 300)), Kin.NONE);
        step(
                new Died(
                        at(300.1),
                        Lives.account(
                                "o", at(300), Cause.OOM_KILL, Confidence.CERTAIN, Settling.PROVEN)),
                Kin.NONE);
        step(new Healthy(at(310)), Kin.NONE);
        step(new Ticked(at(341)), Kin.NONE);
        lives(600);

        assertThat(told).noneMatch(i -> i.summary().contains("flapping"));
    }

    @Test
    void whoWantsEachOneApartGetsThemApart() {
        Lifecycle apart = new Lifecycle(STABLE, false);
        for (double t : new double[] {0, 100, 200, 300}) {
            for (Signal signal :
                    List.of(
                            new Died(at(t), death("d" + t, t)),
                            new Healthy(at(t + 10)),
                            new Ticked(at(t + 41)))) {
                Step step = apart.step(state, signal);
                told.addAll(told(step));
                state = step.state();
            }
        }

        assertThat(told.stream().map(Incident::id).distinct()).hasSize(4);
        assertThat(told).noneMatch(i -> i.summary().contains("flapping"));
    }

    /// It dies, is back ten seconds later, and 31 seconds after that all is well.
    private void lives(double seconds) {
        step(new Died(at(seconds), death("d" + seconds, seconds)), Kin.NONE);
        step(new Healthy(at(seconds + 10)), Kin.NONE);
        step(new Ticked(at(seconds + 41)), Kin.NONE);
    }

    private void step(Signal signal, Kin around) {
        Step step = lifecycle.step(state, signal, around);
        told.addAll(told(step));
        state = step.state();
    }

    private Incident last() {
        return told.getLast();
    }

    private static Kin under(IncidentId parent, Tie tie) {
        return Kin.seen(
                new Parent(parent, tie, "postgres@db-1", List.of(parent), false),
                List.of(),
                0,
                null);
    }

    private static Kin members(int many, int open) {
        return Kin.seen(
                null,
                IntStream.rangeClosed(1, many).mapToObj(i -> "kontali-backend@web-" + i).toList(),
                open,
                null);
    }
}
