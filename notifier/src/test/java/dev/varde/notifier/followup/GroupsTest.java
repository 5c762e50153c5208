package dev.varde.notifier.followup;

import static dev.varde.notifier.Cast.NOON;
import static dev.varde.notifier.Cast.incident;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.Incident;
import dev.varde.events.Incident.Change;
import dev.varde.events.IncidentId;
import dev.varde.events.IncidentState;
import dev.varde.notifier.routing.Terms;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupsTest {
    private static final String GROUP = "route 1/kontali";
    private static final Terms TERMS =
            new Terms(GROUP, Duration.ofSeconds(30), Duration.ofMinutes(5), null, List.of());
    private static final Incident A = incident("a").build();
    private static final Incident B = incident("b").build();
    private static final Incident B_OVER =
            incident("b").revision(2, Change.RESOLVED, IncidentState.RESOLVED).build();

    private final Groups groups = new Groups();

    @Test
    void theFirstOfAGroupIsHeldForOthersToJoin() {
        groups.saw(GROUP, A);

        assertThat(groups.due(TERMS, A, null, false, NOON)).isEqualTo(NOON.plusSeconds(30));
    }

    @Test
    void whoJoinsWhileTheFirstIsHeldIsToldWithIt() {
        groups.saw(GROUP, A);
        groups.saw(GROUP, B);
        var first = new Groups.Last(NOON.plusSeconds(30), A.id());

        assertThat(groups.due(TERMS, B, first, false, NOON.plusSeconds(10))).isEqualTo(first.at());
    }

    @Test
    void whoJoinsAnOpenGroupIsGatheredForTheInterval() {
        groups.saw(GROUP, A);
        groups.saw(GROUP, B);
        var first = new Groups.Last(NOON, A.id());

        assertThat(groups.due(TERMS, B, first, false, NOON.plusSeconds(60)))
                .isEqualTo(NOON.plusSeconds(300));
        assertThat(groups.due(TERMS, B, first, false, NOON.plusSeconds(301)))
                .isEqualTo(NOON.plusSeconds(331));
    }

    @Test
    void theEndOfOneOfSeveralIsGathered() {
        groups.saw(GROUP, A);
        groups.saw(GROUP, B_OVER);

        assertThat(groups.due(TERMS, B_OVER, new Groups.Last(NOON, B.id()), true, NOON))
                .isEqualTo(NOON.plusSeconds(300));
    }

    @Test
    void theEndOfTheLastOneIsToldAtOnce() {
        groups.saw(GROUP, B);
        groups.saw(GROUP, B_OVER);

        assertThat(groups.due(TERMS, B_OVER, new Groups.Last(NOON, A.id()), true, NOON)).isNull();
        assertThat(
                        groups.due(
                                TERMS,
                                B_OVER,
                                new Groups.Last(NOON.plusSeconds(9), B.id()),
                                true,
                                NOON))
                .isNull();
    }

    @Test
    void whatIsAloneInItsGroupIsToldAsIfThereWereNone() {
        groups.saw(GROUP, A);
        var itself = new Groups.Last(NOON, A.id());

        assertThat(groups.due(TERMS, A, itself, true, NOON.plusSeconds(5))).isNull();
    }

    @Test
    void aNameThatIsTooLongForTheLedgerIsShortened() {
        Terms endless =
                new Terms("x".repeat(5_000), Duration.ZERO, Duration.ofMinutes(5), null, List.of());

        assertThat(Groups.name(endless)).hasSize(32);
        assertThat(Groups.name(Terms.NONE)).isNull();
        assertThat(Groups.name(TERMS)).isEqualTo(GROUP);
    }

    @Test
    void anotherGroupIsNoneOfItsBusiness() {
        groups.saw("route 2", B);
        groups.saw(GROUP, A);

        assertThat(
                        groups.due(
                                TERMS,
                                A,
                                new Groups.Last(NOON, new IncidentId("a")),
                                true,
                                NOON.plusSeconds(1)))
                .isNull();
    }
}
