package dev.varde.console.view;

import static dev.varde.console.Sample.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.console.Sample;
import dev.varde.console.SampleIncidents;
import dev.varde.events.Delivery;
import dev.varde.events.Incident;
import dev.varde.events.IncidentId;
import dev.varde.events.IncidentState;
import dev.varde.events.InstanceId;
import dev.varde.events.Severity;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class CasebookTest {
    private final Board board = new Board();

    @Test
    void theNewestRevisionCountsWhateverComesFirst() {
        board.see(SampleIncidents.incident("i-1", IncidentState.RESOLVED, NOON));
        board.see(SampleIncidents.incident("i-1", IncidentState.OPEN, NOON));
        assertThat(board.incident(new IncidentId("i-1")).orElseThrow().state())
                .isEqualTo(IncidentState.RESOLVED);
    }

    @Test
    void openOnesStandWorstAndNewestFirst() {
        board.see(SampleIncidents.incident("old", IncidentState.OPEN, NOON));
        board.see(SampleIncidents.incident("new", IncidentState.GAVE_UP, NOON.plusSeconds(9)));
        board.see(
                SampleIncidents.incident(
                        "warn", IncidentState.OPEN, NOON.plusSeconds(99), "w", Severity.WARNING));
        board.see(SampleIncidents.incident("past", IncidentState.RESOLVED, NOON));
        Overview overview = board.overview(NOON);
        assertThat(overview.open())
                .extracting(IncidentRow::id)
                .containsExactly("new", "old", "warn");
        assertThat(overview.past()).extracting(IncidentRow::id).containsExactly("past");
        assertThat(overview.headline().text()).isEqualTo("2 incidents open, 1 warning");
        assertThat(board.incidents()).hasSize(4);
    }

    @Test
    void aWarningAloneIsNoIncident() {
        board.see(SampleIncidents.incident("w", IncidentState.OPEN, NOON, "w", Severity.WARNING));
        assertThat(board.overview(NOON).headline())
                .isEqualTo(new Headline(Standing.SHAKY, "1 warning"));
    }

    @Test
    void pastOnesAreBoundedAndTheOldestGo() {
        for (int i = 0; i < Casebook.MOST_PAST + 20; i++) {
            board.see(
                    SampleIncidents.incident(
                            "i-" + i, IncidentState.RESOLVED, NOON.plusSeconds(i)));
            board.see(SampleIncidents.delivery("d-" + i, "i-" + i, Delivery.State.DELIVERED));
        }
        assertThat(board.incidents()).hasSize(Casebook.MOST_PAST);
        assertThat(board.incident(new IncidentId("i-0"))).isEmpty();
        assertThat(board.deliveries(new IncidentId("i-0"))).isEmpty();
        assertThat(board.incident(new IncidentId("i-20"))).isPresent();
        assertThat(board.overview(NOON).past()).hasSize(Overview.MOST_PAST);
        assertThat(board.overview(NOON).pastCount()).isEqualTo(Casebook.MOST_PAST);
    }

    @Test
    void openOnesAreNeverDropped() {
        for (int i = 0; i < 800; i++) {
            board.see(SampleIncidents.incident("i-" + i, IncidentState.OPEN, NOON.plusSeconds(i)));
        }
        assertThat(board.overview(NOON).open()).hasSize(800);
    }

    @Test
    void anIncidentThatWasRemovedIsForgotten() {
        board.see(SampleIncidents.incident("i-1", IncidentState.OPEN, NOON));
        board.forget(new IncidentId("i-1"));
        assertThat(board.page(new IncidentId("i-1"))).isEmpty();
    }

    @Test
    void aDeliveryIsReplacedByItsLaterStateAndTheyAreBounded() {
        board.see(SampleIncidents.delivery("d-1", "i-1", Delivery.State.RETRYING));
        board.see(SampleIncidents.delivery("d-1", "i-1", Delivery.State.DELIVERED));
        assertThat(board.deliveries(new IncidentId("i-1")))
                .extracting(Delivery::state)
                .containsExactly(Delivery.State.DELIVERED);
        for (int i = 0; i < 2 * Casebook.MOST_DELIVERIES; i++) {
            board.see(SampleIncidents.delivery("x-" + i, "i-1", Delivery.State.DELIVERED));
        }
        assertThat(board.deliveries(new IncidentId("i-1"))).hasSize(Casebook.MOST_DELIVERIES);
    }

    @Test
    void theOpenIncidentOfAnInstanceIsFound() {
        InstanceId kontali = new InstanceId(Sample.KONTALI, Sample.WEB_1);
        board.see(SampleIncidents.incident("past", IncidentState.RESOLVED, NOON));
        assertThat(board.openIncident(kontali)).isEmpty();
        board.see(SampleIncidents.incident("open", IncidentState.OPEN, NOON));
        assertThat(board.openIncident(kontali)).isPresent();
        assertThat(board.openIncident(new InstanceId(Sample.POSTGRES, Sample.WEB_1))).isEmpty();
    }

    @Test
    void aPageHasTheLeadingFindingTheOthersTheMomentsAndWhatWasSent() {
        board.see(SampleIncidents.incident("i-1", IncidentState.RESOLVED, NOON));
        board.see(SampleIncidents.delivery("d-1", "i-1", Delivery.State.RETRYING));
        IncidentPage page = board.page(new IncidentId("i-1")).orElseThrow();
        assertThat(page.open()).isFalse();
        assertThat(page.instance()).isEqualTo("kontali-backend@web-1");
        assertThat(page.leading())
                .isNotNull()
                .extracting(Incident.Finding::against, InstanceOfAssertFactories.LIST)
                .hasSize(1);
        assertThat(page.others()).hasSize(1);
        assertThat(page.curve()).isNotNull();
        assertThat(page.moments())
                .extracting(IncidentPage.Moment::what)
                .containsExactly(
                        "Last log line",
                        "Died",
                        "Detected",
                        "Opened",
                        "Restarted",
                        "Recovered",
                        "Resolved");
        assertThat(page.sent())
                .singleElement()
                .returns("hook", IncidentPage.Message::receiver)
                .returns(Delivery.State.RETRYING, IncidentPage.Message::state);
    }
}
