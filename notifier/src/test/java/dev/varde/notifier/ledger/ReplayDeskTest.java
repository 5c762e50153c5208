package dev.varde.notifier.ledger;

import static dev.varde.notifier.Cast.NOON;
import static dev.varde.notifier.Cast.WEB_1;
import static dev.varde.notifier.Cast.incident;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.Delivery;
import dev.varde.events.Delivery.Attempt;
import dev.varde.events.Delivery.State;
import dev.varde.events.Incident;
import dev.varde.events.Incident.Change;
import dev.varde.events.IncidentId;
import dev.varde.events.IncidentState;
import dev.varde.events.OperatorWord.ReplayDeliveries;
import dev.varde.notifier.delivery.Deliveries;
import dev.varde.notifier.dispatch.Job;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReplayDeskTest {
    private static final Instant SAID = NOON.plusSeconds(600);

    private final LedgerState state = new LedgerState();
    private final List<LedgerReader.Found> incidents = new ArrayList<>();

    @Test
    void whatFailedIsIntendedAgainUnderItsOwnId() {
        Delivery failed = failed("i", "incident.opened", "ops", 0);
        say("ops", false);

        List<Job> jobs = round(new ReplayDesk(state, Set.of(0)));

        assertThat(jobs)
                .singleElement()
                .satisfies(job -> {
                    assertThat(job.delivery().id()).isEqualTo(failed.id());
                    assertThat(job.delivery().state()).isEqualTo(State.INTENDED);
                    assertThat(job.delivery().intended()).isEqualTo(SAID);
                    assertThat(job.delivery().attempts()).hasSize(1);
                });
    }

    @Test
    void aWordIsCarriedOutOnceAlsoAfterAKill() {
        failed("i", "incident.opened", "ops", 0);
        say("ops", false);
        ReplayDesk desk = new ReplayDesk(state, Set.of(0));
        round(desk).forEach(j -> state.apply(j.delivery(), j.partition()));

        assertThat(round(desk)).isEmpty();
        assertThat(round(new ReplayDesk(state, Set.of(0)))).isEmpty();
    }

    @Test
    void whatFailsAfterTheWordIsNotTriedAgainByIt() {
        failed("i", "incident.opened", "ops", 0);
        say("ops", false);
        Delivery again = round(new ReplayDesk(state, Set.of(0))).getFirst().delivery();
        state.apply(again, 0);
        state.apply(Deliveries.ended(again, State.FAILED, "still"), 0);

        assertThat(round(new ReplayDesk(state, Set.of(0)))).isEmpty();
    }

    @Test
    void whatIsOverIsLeftAloneUnlessAskedForButForItsEnd() {
        failed("i", "incident.opened", "ops", 0);
        failed("j", "incident.resolved", "ops", 0);
        incidents.clear();
        over("i");
        over("j");

        say("ops", false);
        assertThat(round(new ReplayDesk(state, Set.of(0))))
                .extracting(j -> j.delivery().type())
                .containsExactly("incident.resolved");

        say("ops", true);
        assertThat(round(new ReplayDesk(state, Set.of(0))))
                .extracting(j -> j.delivery().type())
                .contains("incident.opened", "incident.resolved");
    }

    @Test
    void othersPartitionsAndReceiversAreLeftToOthers() {
        failed("i", "incident.opened", "ops", 3);
        failed("j", "incident.opened", "boss", 0);
        say("ops", false);

        assertThat(round(new ReplayDesk(state, Set.of(0)))).isEmpty();
    }

    private List<Job> round(ReplayDesk desk) {
        return desk.round(_ -> incidents, SAID);
    }

    private void say(@Nullable String receiver, boolean resolved) {
        state.apply(
                new ReplayDeliveries(
                        WEB_1, "kari", SAID, receiver, null, null, List.of(), resolved));
    }

    private void over(String id) {
        Incident over = incident(id).revision(2, Change.RESOLVED, IncidentState.RESOLVED).build();
        incidents.add(new LedgerReader.Found(over, 0));
    }

    private Delivery failed(String id, String type, String receiver, int partition) {
        incidents.add(new LedgerReader.Found(incident(id).build(), partition));
        Delivery d =
                new Delivery(
                        Deliveries.id(new IncidentId(id), 1, "mail", receiver),
                        new IncidentId(id),
                        1,
                        receiver,
                        "mail",
                        type,
                        State.FAILED,
                        "answered 550",
                        NOON,
                        null,
                        List.of(new Attempt(NOON, false, 550, 3, "answered 550")),
                        null,
                        "subject");
        state.apply(d, partition);
        return d;
    }
}
