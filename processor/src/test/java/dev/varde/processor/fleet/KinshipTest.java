package dev.varde.processor.fleet;

import static dev.varde.processor.Cast.KONTALI;
import static dev.varde.processor.Cast.KONTALI_ON_WEB_1;
import static dev.varde.processor.Cast.POSTGRES;
import static dev.varde.processor.Cast.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.Cause;
import dev.varde.events.IncidentId;
import dev.varde.events.IncidentState;
import dev.varde.processor.fleet.Kinship.Sight;
import dev.varde.processor.incident.Kin.Parent;
import dev.varde.processor.incident.Kin.Tie;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KinshipTest {
    private static final Instant LATER = at(100);

    @Test
    void aDatabaseThatIsDownExplainsWhoCannotReachIt() {
        Trouble postgres = trouble("p", Cause.KILLED_BY_SIGNAL, 10);

        Optional<Parent> parent =
                parent(trouble("k", Cause.DATABASE_UNREACHABLE, 12), needs(0, postgres));

        assertThat(parent).isPresent();
        assertThat(parent.get().incident()).isEqualTo(postgres.incident());
        assertThat(parent.get().tie()).isEqualTo(Tie.NEED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"oom-kill", "memory-limit", "native-crash", "disk-full", "port-in-use"})
    void whatIsAServicesOwnDoingIsExplainedByNothingItNeeds(String cause) {
        assertThat(
                        parent(
                                trouble("k", new Cause(cause), 12),
                                needs(0, trouble("p", Cause.KILLED_BY_SIGNAL, 10))))
                .isEmpty();
    }

    @Test
    void aNeedThatIsStillMetElsewhereExplainsNothing() {
        assertThat(
                        parent(
                                trouble("k", Cause.DATABASE_UNREACHABLE, 12),
                                needs(1, trouble("p", Cause.KILLED_BY_SIGNAL, 10))))
                .isEmpty();
    }

    @Test
    void whatFellLongAfterwardsExplainsNothingAndWhatWasSeenSecondsLaterDoes() {
        Trouble kontali = trouble("k", Cause.DATABASE_UNREACHABLE, 12);

        assertThat(parent(kontali, needs(0, trouble("p", Cause.HANG, 41)))).isPresent();
        assertThat(parent(kontali, needs(0, trouble("p", Cause.HANG, 43)))).isEmpty();
    }

    @Test
    void theSilenceOfAHostExplainsWhatIsOnIt() {
        Sight sight = new Sight(trouble("s", Cause.HOST_SILENT, 50), List.of(), List.of());

        assertThat(Kinship.parent(trouble("k", Cause.OOM_KILL, 12), null, sight, LATER))
                .map(Parent::tie)
                .contains(Tie.HOST);
    }

    @Test
    void theSameCauseWithinFiveMinutesIsOneIncident() {
        Trouble first = trouble("a", Cause.OOM_KILL, 10);

        assertThat(parent(trouble("b", Cause.OOM_KILL, 309), alike(first)))
                .map(Parent::tie)
                .contains(Tie.SAME);
        assertThat(parent(trouble("b", Cause.OOM_KILL, 311), alike(first))).isEmpty();
        assertThat(parent(trouble("b", Cause.NATIVE_CRASH, 20), alike(first))).isEmpty();
    }

    @Test
    void theOlderOneIsNeverPartOfTheYounger() {
        assertThat(
                        parent(
                                trouble("a", Cause.OOM_KILL, 10),
                                alike(trouble("b", Cause.OOM_KILL, 11))))
                .isEmpty();
    }

    @Test
    void oneThatIsOnItsWayUpTakesNobodyIn() {
        assertThat(
                        parent(
                                trouble("b", Cause.OOM_KILL, 20),
                                alike(trouble("a", Cause.OOM_KILL, 10, IncidentState.RECOVERING))))
                .isEmpty();
    }

    @Test
    void aKillBelongsToTheOthersWhileTheKernelsLineMayStillCome() {
        Sight sight = new Sight(null, List.of(), List.of(alike(trouble("a", Cause.OOM_KILL, 10))));
        Trouble kill = trouble("b", Cause.KILLED_BY_SIGNAL, 20);

        Optional<Parent> early = Kinship.parent(kill, null, sight, at(21));
        Optional<Parent> late = Kinship.parent(kill, early.orElseThrow(), sight, at(31));

        assertThat(early).map(Parent::tie).contains(Tie.SAME);
        assertThat(late).isEmpty();
    }

    @Test
    void itStaysWhereItHangsUntilThatIsOver() {
        Trouble postgres = trouble("p", Cause.HANG, 10);
        Trouble kontali = trouble("k", Cause.DATABASE_UNREACHABLE, 12);
        Parent parent = parent(kontali, needs(0, postgres)).orElseThrow();
        Trouble worse = trouble("k", Cause.OOM_KILL, 12);

        assertThat(Kinship.parent(worse, parent, sight(needs(0, postgres)), LATER))
                .contains(parent);
        assertThat(Kinship.parent(worse, parent, sight(needs(0)), LATER)).isEmpty();
    }

    @Test
    void ofTwoThatNeedEachOtherOneIsTold() {
        Trouble a = trouble("a", Cause.UNHEALTHY, 10, IncidentState.OPEN, "b");
        Trouble b = trouble("b", Cause.UNHEALTHY, 10, IncidentState.OPEN, "a");

        assertThat(parent(trouble("a", Cause.UNHEALTHY, 10), needs(0, b))).isEmpty();
        assertThat(parent(trouble("b", Cause.UNHEALTHY, 10), needs(0, a))).isPresent();
    }

    @Test
    void ofThreeOnARingOneIsTold() {
        Trouble c = trouble("c", Cause.UNHEALTHY, 10, IncidentState.OPEN, "a", "b");
        Trouble a = trouble("a", Cause.UNHEALTHY, 10, IncidentState.OPEN, "b", "c");
        Trouble b = trouble("b", Cause.UNHEALTHY, 10, IncidentState.OPEN, "c", "a");

        assertThat(parent(trouble("a", Cause.UNHEALTHY, 10), needs(0, b))).isEmpty();
        assertThat(parent(trouble("b", Cause.UNHEALTHY, 10), needs(0, c))).isPresent();
        assertThat(parent(trouble("c", Cause.UNHEALTHY, 10), needs(0, a))).isPresent();
    }

    private static Optional<Parent> parent(Trouble own, Notice notice) {
        return Kinship.parent(own, null, sight(notice), LATER);
    }

    private static Sight sight(Notice notice) {
        return new Sight(null, List.of(), List.of(notice));
    }

    private static Notice needs(int well, Trouble... down) {
        return new Notice(
                Shared.service(POSTGRES),
                KONTALI_ON_WEB_1,
                Bond.NEEDS,
                List.of(down),
                well,
                List.of(),
                0);
    }

    private static Notice alike(Trouble... heads) {
        return new Notice(
                Shared.service(KONTALI),
                KONTALI_ON_WEB_1,
                Bond.IS,
                List.of(heads),
                0,
                List.of(),
                0);
    }

    private static Trouble trouble(String id, Cause cause, double began) {
        return trouble(id, cause, began, IncidentState.OPEN);
    }

    private static Trouble trouble(
            String id, Cause cause, double began, IncidentState state, String... above) {
        return new Trouble(
                new IncidentId(id),
                id,
                cause,
                at(began),
                state,
                List.of(above).stream().map(IncidentId::new).toList());
    }
}
